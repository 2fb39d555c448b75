import type { Nli } from "../../core/index.ts";
import { sentences } from "../../transcript/index.ts";
import { peopleIn } from "./people-in.ts";
import { rougeL } from "./rouge-l.ts";

/** Least ROUGE-L with the original: minimal change. */
const LEAST_ROUGE = 0.4;
const CONTRADICTS_ABOVE = 0.5;
/** Least ROUGE-L of two sentences that tell the same event: what is less is an addition. */
const SAME_EVENT = 0.3;

/**
 * Why a story is no adaptation of the original for this persona, in words that stay the same; undefined where it is one.
 *
 * @param of the claims that the story must not contradict, and the name of the one who tells it
 */
export async function storyFault(
  nli: Nli,
  { story, original, claims, teller }: { story: string; original: string; claims: readonly string[]; teller: string },
  signal?: AbortSignal,
): Promise<string | undefined> {
  if (story.trim() === "") return "no story";
  if (!keepsOrder(story, original)) return "other order of events";
  if (rougeL(story, original) < LEAST_ROUGE) return "changed too much";
  const strangers = [...peopleIn(original)].filter((name) => !teller.includes(name));
  if (strangers.some((name) => new RegExp(`(?<!\\p{L})${name}(?!\\p{L})`, "u").test(story)))
    return "names somebody else";
  const parts = sentences(story).map((sentence) => sentence.trim());
  const pairs = claims.flatMap((premise) => parts.map((hypothesis) => ({ premise, hypothesis })));
  const verdicts = await nli.judge(pairs, signal);
  return verdicts.some((verdict) => (verdict?.contradict ?? 0) > CONTRADICTS_ABOVE)
    ? "contradicts the persona"
    : undefined;
}

/** Whether each sentence's nearest in the original comes no earlier than the one before it had. */
export function keepsOrder(story: string, original: string): boolean {
  const events = sentences(original);
  let last = 0;
  for (const sentence of sentences(story)) {
    const scores = events.map((event) => rougeL(sentence, event));
    const best = Math.max(0, ...scores);
    if (best < SAME_EVENT) continue;
    // Of sentences that are equally near, one that keeps the order will do.
    const at = scores.lastIndexOf(best);
    if (at < last) return false;
    last = Math.max(
      last,
      scores.findIndex((score, i) => score === best && i >= last),
    );
  }
  return true;
}
