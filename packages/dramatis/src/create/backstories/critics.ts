import { z } from "zod";
import type { Model, Nli } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { isAboutNow, statedFacts } from "../../transcript/index.ts";
import type { Exchange } from "./backstory-persona.ts";

/** Whether an answer contradicts the interview so far; null where that cannot be said. */
export type Critic = (
  told: { transcript: readonly Exchange[]; answer: string },
  signal?: AbortSignal,
) => Promise<boolean | null>;

const TASK = `You check an interview for contradictions. The material holds the transcript so far and one new answer of the same person. Does the new answer say anything that cannot be true together with the transcript: another age, date, place, family, job, order of events? What is new or more detailed is no contradiction.
Reply as {"contradiction": true or false, "quote": "the words of the new answer that contradict, or empty"}.`;

const shape = z.object({ contradiction: z.boolean(), quote: z.string() });

/** One call an answer. */
export function criticByModel(model: Model): Critic {
  return async (told, signal) => {
    const reply = await askJson(model, { task: TASK, material: told, shape, temperature: 0 }, signal);
    return reply?.contradiction ?? null;
  };
}

/** Compares what both state of how things are now, sentence by sentence, where no model follows instructions. */
export function criticByNli(nli: Nli, { threshold = 0.8 }: { threshold?: number } = {}): Critic {
  return async ({ transcript, answer }, signal) => {
    const facts = (text: string): string[] =>
      statedFacts(text)
        .map((fact) => fact.text)
        .filter(isAboutNow);
    const before = transcript.flatMap((exchange) => facts(exchange.answer));
    const pairs = facts(answer).flatMap((hypothesis) => before.map((premise) => ({ premise, hypothesis })));
    const verdicts = pairs.length > 0 ? await nli.judge(pairs, signal) : [];
    return verdicts.some((verdict) => (verdict?.contradict ?? 0) > threshold);
  };
}
