import type { Missing } from "../../core/index.ts";

/** One answer of somebody to an item, and how it was asked. Left out of every mean where `value` is null. */
export interface ItemResponse {
  /** Who answered; one persona is one cluster. */
  person: string;
  item: string;
  /** Name of the wording it was asked in. */
  frame: string;
  /** Number of the order of the options: 0 from the least to the most, 1 from the most to the least, others drawn. */
  order: number;
  repeat: number;
  /** Number of the option, or the mean of the options' numbers by their probabilities; as answered, nothing turned around. */
  value: number | null;
  missing?: Missing;
  /** Of the options from the least to the most, where the model gives them. */
  probabilities?: number[];
  /** Place among the options as shown of the one that was chosen, or is the most probable; 0 is the first. */
  place?: number;
}

/** How the answers came about; scores of different modes are different numbers. */
export type SurveyMode = "single" | "batch" | "interview" | "sequential";

/** Answers of each person by item: the mean over all presentations that were answered. */
export function answersByPerson(responses: readonly ItemResponse[]): Map<string, Record<string, number | null>> {
  const people = Map.groupBy(responses, ({ person }) => person);
  return new Map(
    [...people].map(([person, own]) => {
      const items = Map.groupBy(own, ({ item }) => item);
      const answers = [...items].map(([item, all]) => [item, meanValue(all)] as const);
      return [person, Object.fromEntries(answers)];
    }),
  );
}

/** Mean of the answers that are there; null for none. */
export function meanValue(responses: readonly ItemResponse[]): number | null {
  const values = responses.flatMap(({ value }) => value ?? []);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Whom an interval resamples: people where there are several, else items. */
export function clusterOf(responses: readonly ItemResponse[]): (response: ItemResponse) => string {
  const people = new Set(responses.map(({ person }) => person));
  return people.size > 1 ? ({ person }) => person : ({ item }) => item;
}
