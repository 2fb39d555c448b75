import { z } from "zod";
import type { Model, Nli, NliVerdict } from "../core/index.ts";
import { checkedNli } from "./checked-nli.ts";
import { type JudgeOptions, judge } from "./judging/judge.ts";
import type { Rubric } from "./judging/rubric.ts";

const INFERENCE: Rubric<{ reason: string; verdict: keyof NliVerdict }> = {
  name: "natural-language-inference",
  policy: `You compare two sentences. Take the premise to be true. Decide about the hypothesis:
- "entail": it must be true as well;
- "contradict": it cannot be true at the same time, when both are about the same person and situation;
- "neutral": it may be true or false.
Give as reason one short sentence.`,
  shape: z.object({ reason: z.string(), verdict: z.enum(["entail", "neutral", "contradict"]) }),
};

/**
 * A chat model as judge of sentence pairs, one call per pair. It gives a label, so its probabilities are 0 and 1. A pair
 * without a verdict (a reply that cannot be used after `retries`, a judge that the sentences talk into one) is null.
 *
 * @throws ModelError, BudgetError from the model
 */
export function judgeNli(model: Model, options: JudgeOptions = {}): Nli {
  const asked = judge(model, options);
  return checkedNli({
    id: asked.id,
    card: `verdicts of ${model.id}, 0 or 1 without shades; not measured here against labelled pairs`,
    judge: async (pairs, signal) => {
      const cases = pairs.map(({ premise, hypothesis }) => ({ known: {}, tested: { premise, hypothesis } }));
      const judged = await asked.judge(INFERENCE, cases, signal);
      return judged.map(({ verdict }) => verdict && { entail: 0, neutral: 0, contradict: 0, [verdict.verdict]: 1 });
    },
  });
}
