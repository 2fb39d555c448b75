import { distinctN } from "../../stats/index.ts";
import { questionMarks, words } from "../text.ts";

/** What can be counted of one side of a conversation without reading it. */
export const SURFACE = ["turn-length", "question-rate", "distinct-2"] as const;
export type Surface = (typeof SURFACE)[number];

/** distinct-2 falls with length, so it is taken of as many words of everybody. */
const FIRST_WORDS = 60;

/**
 * Of one speaker's turns: mean number of words, share with a question mark, distinct-2 of the first 60 words. Empty turns
 * are left out; null where there is nothing, or too few words.
 */
export function surfaceStatistics(turns: readonly string[]): Record<Surface, number | null> {
  const spoken = turns.map((text) => ({ text, said: words(text) })).filter(({ said }) => said.length > 0);
  const all = spoken.flatMap(({ said }) => said);
  const asking = spoken.filter(({ text }) => questionMarks(text) > 0).length;
  return {
    "turn-length": spoken.length === 0 ? null : all.length / spoken.length,
    "question-rate": spoken.length === 0 ? null : asking / spoken.length,
    "distinct-2": all.length < FIRST_WORDS ? null : distinctN([all.slice(0, FIRST_WORDS)], 2),
  };
}
