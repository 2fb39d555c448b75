// What a session was about, in at most 20 words: by words, or by a chat model as LD-Agent [157] asks it.
import { z } from "zod";
import { type Message, type Model, oneLine } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { sentences } from "../../transcript/index.ts";
import { nouns } from "./nouns.ts";

/** One sentence, and the speaker whom it is about; null where there is nothing to keep. */
export type SummariseSession = (
  session: readonly Message[],
  signal?: AbortSignal,
) => Promise<{ text: string; about: string } | null>;

const MOST_WORDS = 20;

/**
 * The sentence whose nouns come up most in the session, as it was said, cut to 20 words; the first of equals. Null for a
 * session without nouns.
 */
export function summaryByWords(): SummariseSession {
  return async (session, signal) => {
    signal?.throwIfAborted();
    const said = session.flatMap(({ speaker, text }) =>
      sentences(text).map((sentence) => ({ speaker, sentence, nouns: nouns(sentence) })),
    );
    const counts = new Map<string, number>();
    for (const noun of said.flatMap((each) => [...each.nouns])) counts.set(noun, (counts.get(noun) ?? 0) + 1);
    const weight = (of: ReadonlySet<string>): number =>
      [...of].reduce((sum, noun) => sum + (counts.get(noun) as number), 0);
    let best: { speaker: string; sentence: string; weight: number } | null = null;
    for (const { speaker, sentence, nouns: own } of said) {
      if (weight(own) > (best?.weight ?? 0)) best = { speaker, sentence, weight: weight(own) };
    }
    return best === null ? null : { text: clipped(best.sentence), about: best.speaker };
  };
}

const TASK = `You are given one conversation.
Summarise what happened or was talked about in one sentence of at most ${MOST_WORDS} words, with names for who did what.
Reply with {"summary": "...", "about": "the speaker it tells most about"}.`;

const shape = z.object({ summary: z.string().trim().min(1), about: z.string() });

/**
 * One call a session, and one more where the reply cannot be used; then as by words.
 *
 * @throws ModelError, BudgetError from the model.
 */
export function summaryByModel(model: Model, otherwise: SummariseSession = summaryByWords()): SummariseSession {
  return async (session, signal) => {
    const material = { conversation: session.map(({ speaker, text }) => ({ speaker, text })) };
    const reply = await askJson(model, { task: TASK, material, shape }, signal);
    if (reply === null) return otherwise(session, signal);
    const about = session.find(({ speaker }) => speaker === reply.about) ?? session[0];
    return about === undefined ? null : { text: clipped(reply.summary), about: about.speaker };
  };
}

function clipped(text: string): string {
  return oneLine(text).split(" ").slice(0, MOST_WORDS).join(" ");
}
