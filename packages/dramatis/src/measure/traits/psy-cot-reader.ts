import { z } from "zod";
import type { Judge, Rubric } from "../../model/index.ts";
import { mean } from "../../stats/index.ts";
import { STATEMENTS } from "./psy-cot.prompts.ts";
import { BIG_FIVE, type BigFiveTrait, type DialogueTraitReader, withWords } from "./trait-reader.ts";

export const ITEM: Rubric<{ reason: string; score: number }> = {
  name: "psy-cot-item",
  policy: `"tested" holds texts by one author; "known" a statement about the author, and the ratings given so far.
Score how far the texts bear the statement out: 1 strongly disagree, 2 disagree, 3 neither, 4 agree, 5 strongly agree.`,
  shape: z.object({ reason: z.string(), score: z.int().min(1).max(5) }),
};

export const CHOICE: Rubric<{ reason: string; choice: "high" | "low" }> = {
  name: "psy-cot-choice",
  policy: `"tested" holds texts by one author; "known" a trait, and how statements of a questionnaire on it were rated.
Say whether the author is "high" or "low" in the trait. A rating of a statement marked as reversed speaks for low.`,
  shape: z.object({ reason: z.string(), choice: z.enum(["high", "low"]) }),
};

/** Characters of an author's texts at most, the last ones kept. */
const LONGEST = 12_000;

/** What the questionnaire says of one trait. */
export interface PsyCotReading {
  /** Mean of the keyed ratings, 1..5; null where none was given. */
  score: number | null;
  /** The judge's last word; null where it gave none. */
  choice: "high" | "low" | null;
  ratings: { statement: string; isReversed: boolean; score: number }[];
}

/** Asks the items of one trait one after the other, each with the ratings before it, and then for high or low. */
export async function psyCotReading(
  judge: Judge,
  { texts, trait }: { texts: readonly string[]; trait: BigFiveTrait },
  signal?: AbortSignal,
): Promise<PsyCotReading> {
  const tested = { texts: withWords(texts).join("\n").slice(-LONGEST) };
  const ratings: PsyCotReading["ratings"] = [];
  for (const item of STATEMENTS[trait]) {
    const [statement, isReversed] = [item.replace(/^-/, ""), item.startsWith("-")];
    const [judged] = await judge.judge(ITEM, [{ known: { statement, ratings }, tested }], signal);
    if (judged?.verdict) ratings.push({ statement, isReversed, score: judged.verdict.score });
  }
  const [last] = await judge.judge(CHOICE, [{ known: { trait, ratings }, tested }], signal);
  return {
    score: mean(ratings.map(({ isReversed, score }) => (isReversed ? 6 - score : score))),
    choice: last?.verdict?.choice ?? null,
    ratings,
  };
}

/** The keyed mean of each trait's ratings as a level: the last word is left aside. */
export function traitsByQuestionnaire(judge: Judge): DialogueTraitReader {
  return {
    id: `psy-cot/${judge.id}`,
    async read(texts, signal) {
      if (withWords(texts).length === 0) return {};
      const readings = await Promise.all(
        BIG_FIVE.map(async (trait): Promise<[BigFiveTrait, number][]> => {
          const { score } = await psyCotReading(judge, { texts, trait }, signal);
          return score === null ? [] : [[trait, (score - 1) / 4]];
        }),
      );
      return Object.fromEntries(readings.flat());
    },
  };
}
