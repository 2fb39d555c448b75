import { mean } from "../../stats/index.ts";

/** Scores of one batch, one list an evaluator; null where that evaluator gave none. */
export type BatchGrades = readonly (readonly (number | null)[])[];

/**
 * The mean over evaluators of each one's mean score, as PersonaGym's code aggregates a batch, but for a fault: what could
 * not be read is in no mean, and a batch without a score is null, not 0.
 */
export function batchScore(evaluators: BatchGrades): number | null {
  return mean(evaluators.flatMap((scores) => mean(scores.filter((score) => score !== null)) ?? []));
}

/** The mean over the batches of a task; null without a score. */
export function taskScore(batches: readonly BatchGrades[]): number | null {
  return mean(batches.flatMap((batch) => batchScore(batch) ?? []));
}

/** PersonaScore: the unweighted mean of the task scores. null where one is missing: the rest would be another score. */
export function overallScore(tasks: readonly (number | null)[]): number | null {
  const scores = tasks.filter((score) => score !== null);
  return scores.length === tasks.length ? mean(scores) : null;
}
