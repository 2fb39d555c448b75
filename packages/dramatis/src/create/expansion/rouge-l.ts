import { words } from "../../transcript/index.ts";

/** ROUGE-L F₁ of two texts (Lin 2004): of the longest common subsequence of their words. 0..1, 0 where either has none. */
export function rougeL(a: string, b: string): number {
  const [left, right] = [words(a), words(b)];
  let row = new Uint32Array(right.length + 1);
  for (const word of left) {
    const next = new Uint32Array(right.length + 1);
    for (const [j, other] of right.entries()) {
      next[j + 1] = word === other ? (row[j] as number) + 1 : Math.max(row[j + 1] as number, next[j] as number);
    }
    row = next;
  }
  const common = row[right.length] as number;
  return common === 0 ? 0 : (2 * common) / (left.length + right.length);
}
