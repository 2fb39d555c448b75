// How an interview becomes scores: the option conversion and the expert rating of InCharacter, in our own words.
import { z } from "zod";
import { type Judge, type Judged, type Rubric, rubricVersion } from "../../model/index.ts";
import { mean } from "../../stats/index.ts";
import type { ScaleRange } from "./interview-metrics.ts";

/** One question of an interview, with names taken out. */
export interface InterviewAnswer {
  question: string;
  answer: string;
}

/** OC: each answer to the choice that its speaker would have ticked. */
export const OPTION_CONVERSION: Rubric<{ reason: string; choice: number | "x" }> = {
  name: "interview-option",
  policy: `Somebody answered an interview question that was made from an item of a questionnaire. Decide which of the
choices the speaker would tick for the statement, going by the answer alone and not by who you think is speaking.
choice: the number of the choice, by the given instruction; "x" where the speaker declines to answer.`,
  shape: z.strictObject({ reason: z.string(), choice: z.union([z.number(), z.literal("x")]) }),
};

/** ER: a psychometrician's rating of a few answers on one dimension. */
export const EXPERT_RATING: Rubric<{ analysis: string; result: number }> = {
  name: "interview-expert",
  policy: `You are an expert in psychometrics. Rate the participant on the described dimension by these answers of an
interview, going by what is said and not by who you think is speaking. Weigh each answer in the analysis first.
result: a number within the given range, its lowest for the low end of the dimension, its highest for the high end.`,
  shape: z.strictObject({ analysis: z.string(), result: z.number() }),
};

/** Hashes of the rubrics, for what made a number. */
export const INTERVIEW_RUBRICS: readonly string[] = [OPTION_CONVERSION, EXPERT_RATING].map(rubricVersion);

/**
 * Items in batches of three or four, in order, the rest spread over them: 8 → 4, 4; 9 → 3, 3, 3; 5 → 5.
 * Fewer than six stay together, since two batches would have less than three.
 */
export function batchesOf<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [];
  const count = Math.max(1, items.length < 6 ? 1 : Math.ceil(items.length / 4));
  const [least, more] = [Math.floor(items.length / count), items.length % count];
  let start = 0;
  return Array.from({ length: count }, (_, index) => {
    const end = start + least + (index < more ? 1 : 0);
    const batch = items.slice(start, end);
    start = end;
    return batch;
  });
}

export interface ExpertRating {
  judge: Judge;
  /** What the dimension means, at both ends. */
  dimension: string;
  range: ScaleRange;
  answers: readonly InterviewAnswer[];
  /** All the answers at once (ER_all) in place of batches (ER_batch). */
  atOnce?: boolean;
  signal?: AbortSignal;
}

/**
 * ER_batch: the mean of an expert's ratings of batches of answers. A rating outside the range is none.
 *
 * @returns the score in the range, null where no batch could be rated, and the batches that could not.
 */
export async function expertRating({
  judge,
  dimension,
  range,
  answers,
  atOnce = false,
  signal,
}: ExpertRating): Promise<{ score: number | null; unrated: number }> {
  const batches = atOnce ? [[...answers]].filter((batch) => batch.length > 0) : batchesOf(answers);
  const cases = batches.map((batch) => ({ known: { dimension, range }, tested: { answers: batch } }));
  const judged = await judge.judge(EXPERT_RATING, cases, signal);
  const results = judged.flatMap(({ verdict }: Judged<{ analysis: string; result: number }>) =>
    verdict !== null && verdict.result >= range.min && verdict.result <= range.max ? [verdict.result] : [],
  );
  return { score: mean(results), unrated: judged.length - results.length };
}

/** Names replaced by what hides them, longest first, so that a judge cannot go by what it knows of a character. */
export function withoutNames(text: string, names: readonly string[], placeholder = "Participant"): string {
  return names
    .filter((name) => name.trim() !== "")
    .toSorted((a, b) => b.length - a.length)
    .reduce((left, name) => left.replaceAll(name, placeholder), text);
}
