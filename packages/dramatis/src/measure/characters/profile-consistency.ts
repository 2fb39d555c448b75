import { mean } from "../../stats/index.ts";
import type { Choice } from "../choice-answer.ts";

/** The questions of one group on one character, those that were read. */
export interface QuestionGroup {
  right: number;
  answered: number;
  /** Of them, those whose answer the profile holds. */
  answerable: { right: number; answered: number };
}

/** The groups of answered questions by the `group` and `answerable` of their notes; what could not be read is left out. */
export function questionGroups(choices: readonly Choice[]): QuestionGroup[] {
  const read = choices.filter(({ chosen }) => chosen !== null);
  const tally = (own: readonly Choice[]): { right: number; answered: number } => ({
    right: own.filter(({ chosen, answer }) => chosen === answer).length,
    answered: own.length,
  });
  return [...Map.groupBy(read, ({ noted }) => noted.group).values()].map((own) => ({
    ...tally(own),
    answerable: tally(own.filter(({ noted }) => noted.answerable === true)),
  }));
}

export interface ConsistencyOptions {
  /** Weight of the answerable questions, .9 in the authors' second form; by default every question counts the same. */
  answerableWeight?: number;
}

/**
 * Consistency accuracy of SimulateBench (Xiao et al. 2023; the authors' statistic.py): the accuracies of a character's
 * question groups weighted by their size. With `answerableWeight` the accuracy of a group is that weight on answerable
 * questions and the rest on such as have no answer in the profile; a group without one of the two takes the other.
 *
 * @returns 0..1; null where nothing was answered.
 */
export function consistencyAccuracy(
  groups: readonly QuestionGroup[],
  { answerableWeight }: ConsistencyOptions = {},
): number | null {
  const all = groups.reduce((sum, { answered }) => sum + answered, 0);
  if (all === 0) return null;
  return groups.reduce((sum, group) => sum + (group.answered / all) * (accuracyOf(group, answerableWeight) ?? 0), 0);
}

function accuracyOf({ right, answered, answerable }: QuestionGroup, weight: number | undefined): number | null {
  const share = (of: { right: number; answered: number }): number | null =>
    of.answered === 0 ? null : of.right / of.answered;
  if (weight === undefined) return share({ right, answered });
  const known = share(answerable);
  const unknown = share({ right: right - answerable.right, answered: answered - answerable.answered });
  if (known === null || unknown === null) return known ?? unknown;
  return weight * known + (1 - weight) * unknown;
}

/**
 * Robustness of SimulateBench: coefficient of variation (sample standard deviation over mean) of the accuracy over
 * variants of a profile that differ in one demographic field. Lower is better.
 *
 * @returns null for fewer than two variants, or a mean of 0.
 */
export function variationOver(accuracies: readonly number[]): number | null {
  const centre = mean(accuracies);
  if (centre === null || centre === 0 || accuracies.length < 2) return null;
  const squares = accuracies.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (accuracies.length - 1)) / centre;
}
