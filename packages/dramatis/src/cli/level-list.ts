import { InvalidArgumentError } from "commander";

/** "1-5" → 1, 2, 3, 4, 5; "0,0.5,1" → 0, 0.5, 1. At least two, in order. @throws InvalidArgumentError */
export function levelList(text: string): number[] {
  const [, from, to] = /^\s*(\d{1,3})\s*-\s*(\d{1,3})\s*$/.exec(text) ?? [];
  const levels =
    from === undefined
      ? text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)))
      : Array.from({ length: Math.max(0, Number(to) - Number(from) + 1) }, (_, i) => Number(from) + i);
  const sorted = [...new Set(levels)].sort((a, b) => a - b);
  if (sorted.length > 1 && sorted.length <= 101 && sorted.every(Number.isFinite)) return sorted;
  throw new InvalidArgumentError("Expected scores such as 1-5 or 0,1.");
}
