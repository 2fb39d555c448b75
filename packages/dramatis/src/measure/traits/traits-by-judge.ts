import { z } from "zod";
import type { Judge, Rubric } from "../../model/index.ts";
import { mean } from "../../stats/index.ts";
import { BIG_FIVE, type BigFiveTrait, type DialogueTraitReader, withWords } from "./trait-reader.ts";

type Assessment = Record<BigFiveTrait, { reason: string; score: number | null }>;

const level = z.object({ reason: z.string(), score: z.int().min(1).max(5).nullable() });

/** The personality assessment machine of Dynamic Personality Generation, in our words. */
export const ASSESSMENT: Rubric<Assessment> = {
  name: "dialogue-personality",
  policy: `"tested" holds everything that one person said in a conversation, in order.
For each of the Big Five give the level that these lines show, from 1 (very low) to 5 (very high), 3 where they show both
sides; null where they show nothing of it. Judge how the person is, not what the talk is about. Quote a line in each reason.
Openness: curious and imaginative, or down-to-earth and conventional. Conscientiousness: orderly and dependable, or careless.
Extraversion: outgoing and lively, or reserved. Agreeableness: kind and trusting, or critical and selfish. Neuroticism: anxious
and easily upset, or calm.`,
  shape: z.object({
    openness: level,
    conscientiousness: level,
    extraversion: level,
    agreeableness: level,
    neuroticism: level,
  }),
};

/** Traits as a judge scores them from all lines together, the mean of `repeats` verdicts; null verdicts are left out. */
export function traitsByJudge(judge: Judge, { repeats = 1 }: { repeats?: number } = {}): DialogueTraitReader {
  return {
    id: `assessment-${repeats}/${judge.id}`,
    async read(texts, signal) {
      const lines = withWords(texts);
      if (lines.length === 0) return {};
      const cases = Array.from({ length: repeats }, () => ({ known: {}, tested: { lines } }));
      const verdicts = (await judge.judge(ASSESSMENT, cases, signal)).flatMap(({ verdict }) => verdict ?? []);
      return Object.fromEntries(
        BIG_FIVE.flatMap((trait): [BigFiveTrait, number][] => {
          const score = mean(verdicts.flatMap((verdict) => verdict[trait].score ?? []));
          return score === null ? [] : [[trait, (score - 1) / 4]];
        }),
      );
    },
  };
}
