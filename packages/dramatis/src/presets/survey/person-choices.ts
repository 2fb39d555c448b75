import type { Estimate, Score } from "../../core/index.ts";
import {
  agreement,
  type ChoiceItem,
  choiceItems,
  choiceOutcomes,
  type InstrumentFile,
  type ItemResponse,
  type ResponseStyles,
  type Retest,
  type ScaleScore,
  scoreChoices,
} from "../../measure/psychometrics/index.ts";
import { estimateOf } from "../../stats/index.ts";
import type { Survey } from "./survey.ts";

/** What one person's choices come to. */
export interface PersonChoices {
  items: ChoiceItem[];
  scores: ScaleScore[];
}

/** Items and scores of everybody.
 *
 * @returns by person, also who answered nothing
 */
export function choicesByPerson(
  instrument: InstrumentFile,
  { responses, people }: Pick<Survey, "responses" | "people">,
): Map<string, PersonChoices> {
  const outcomes = Map.groupBy(choiceOutcomes(instrument, responses), ({ person }) => person);
  return new Map(
    people.map(({ person }) => {
      const items = choiceItems(outcomes.get(person) ?? []);
      return [person, { items, scores: scoreChoices(instrument, items) }];
    }),
  );
}

/** Whom an interval resamples: people, or items of one. */
export type ClusterOf = (unit: { person: string; item: string }) => string;

export function clusterOf({ people }: Pick<Survey, "people">): ClusterOf {
  return people.length > 1 ? ({ person }) => person : ({ item }) => item;
}

/** A share of which less is better. */
export function share(measure: string, scores: readonly Score[], seed: number): Estimate {
  return estimateOf(scores, { measure, version: "1", unit: "ratio", direction: "lower", counts: "claims", seed });
}

/** Styles of answering that choices have; agreeing and extremity they have not. */
export function choiceStyles(
  { responses, people }: Pick<Survey, "responses" | "people">,
  { instrument, seed }: { instrument: InstrumentFile; seed: number },
): ResponseStyles {
  const cluster = clusterOf({ people });
  const options = new Map(instrument.items.map((item) => [item.id, item.options?.length ?? 2]));
  const outcomes = choiceOutcomes(instrument, responses);
  const firstPlace = responses.flatMap((one): Score[] =>
    one.place === undefined
      ? []
      : [{ value: Number(one.place === 0) - 1 / (options.get(one.item) as number), cluster: cluster(one) }],
  );
  const order = outcomes.flatMap((one) =>
    one.orderSensitive === null ? [] : [{ value: Number(one.orderSensitive), cluster: cluster(one) }],
  );
  const missing = (reason: ItemResponse["missing"]): Score[] =>
    responses.map((one) => ({
      value: Number(one.value === null && one.missing === reason),
      cluster: cluster(one),
    }));
  const made = { version: "1", direction: "none" as const, counts: "claims" as const, seed };
  return {
    acquiescence: estimateOf([], { ...made, measure: "acquiescence", unit: "points" }),
    extremity: estimateOf([], { ...made, measure: "extremity", unit: "ratio" }),
    firstPlace: estimateOf(firstPlace, { ...made, measure: "first-place", unit: "ratio" }),
    orderSensitivity: share("order-sensitivity", order, seed),
    refused: share("refused-items", missing("refused"), seed),
    unread: share("unread-items", missing("unparsed"), seed),
  };
}

/** Test and retest over the repeats: scores of several people, or items of one. */
export function choiceRetest(survey: Pick<Survey, "responses" | "people">, instrument: InstrumentFile): Retest[] {
  const repeats = [...new Set(survey.responses.map(({ repeat }) => repeat))];
  if (repeats.length < 2) return [];
  const times = repeats.map((repeat) => {
    const responses = survey.responses.filter((one) => one.repeat === repeat);
    return choicesByPerson(instrument, { responses, people: survey.people });
  });
  const [first] = survey.people;
  return instrument.scales.map(({ id: scale }) => {
    const rows =
      survey.people.length > 1
        ? survey.people.map(({ person }) =>
            times.map((time) => time.get(person)?.scores.find((one) => one.scale === scale)?.value ?? null),
          )
        : instrument.items.map(({ id }) =>
            times.map(
              (time) =>
                time.get(first?.person ?? "")?.items.find((one) => one.item === id && one.scale === scale)?.value ??
                null,
            ),
          );
    return agreement({ scale, rows, people: survey.people.length });
  });
}
