// A style in words a model can follow: what is told of each dimension, and how much, by its difference in z-scores.
// The thresholds (½ and 1) and the words are ours; [192] does not print its prompts.
import type { Vector } from "./vectors.ts";

/** One entry a dimension of the style vector: less of it, more of it. */
const PHRASES: readonly (readonly [less: string, more: string])[] = [
  ["more formal", "more informal"],
  ["less positive in tone", "more positive in tone"],
  ["shorter sentences", "longer sentences"],
  ["harder words", "easier words"],
  ["less about other people", "more about other people"],
  ["less about thoughts", "more about thoughts"],
  ["less about feelings", "more about feelings"],
  ["less use of small words such as of, the and you", "more use of small words such as of, the and you"],
];

/** How `style` differs from `base`, a phrase for each dimension that is more than half a deviation off. */
export function stylePhrases(style: Vector, base: Vector): string[] {
  return PHRASES.flatMap(([less, more], i) => {
    const delta = (style[i] as number) - (base[i] as number);
    const size = Math.abs(delta);
    if (size <= 0.5) return [];
    const phrase = delta < 0 ? less : more;
    return size > 1 ? `much ${phrase}` : phrase;
  });
}

/** 1 − Jaccard: 0 where two lists say the same, 1 where they share nothing. */
export function instructionChurn(before: readonly string[], after: readonly string[]): number {
  const all = new Set([...before, ...after]);
  const shared = [...all].filter((phrase) => before.includes(phrase) && after.includes(phrase));
  return all.size === 0 ? 0 : 1 - shared.length / all.size;
}
