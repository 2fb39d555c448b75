import type { Estimate, Score } from "../../core/index.ts";
import {
  answersByPerson,
  type FacetStructure,
  facetStructure,
  type InstrumentFile,
  keyed,
  partName,
  partsOf,
  type Reliability,
  type ResponseStyles,
  type Retest,
  rangeOf,
  reliability,
  responseStyles,
  retest,
  type ScaleScore,
  type Sensitivity,
  type ShapedScore,
  type ShapingCheck,
  scoreInventory,
  sensitivity,
  shapingCheck,
} from "../../measure/psychometrics/index.ts";
import { bigFive, level9 } from "../../persona/markers.ts";
import { estimateOf, mean } from "../../stats/index.ts";
import { type ChoiceReport, choiceReport } from "./choice-report.ts";
import { choiceRetest, choiceStyles, choicesByPerson } from "./person-choices.ts";
import type { Survey } from "./survey.ts";

/** One scale or facet over everybody who answered. */
export interface ScaleReport {
  scale: string;
  facet?: string;
  /** In the units of the score; intervals resample people, or items where there is one person. */
  estimate: Estimate;
  /** Between people; null for one. */
  sd: number | null;
  /** Over the keyed items of one person, mean over people: the spread that MPI sets beside its means [166]. */
  itemSd: number | null;
  /** Mean percentile in the norm group. */
  percentile: number | null;
  /** Over people; null below ten of them. */
  reliability: Reliability | null;
}

export interface SurveyReport {
  scales: ScaleReport[];
  people: { person: string; version: string; scores: ScaleScore[] }[];
  styles: ResponseStyles;
  /** Where there is more than one wording, or order of the options. */
  wordings: Sensitivity | null;
  orders: Sensitivity | null;
  retest: Retest[];
  /** By scale with facets. */
  facets: Record<string, FacetStructure>;
  /** Where personas have levels of the traits that are measured: whether the two move together. */
  shaping: ShapingCheck[];
  /** Where the items have options of their own; `wordings`, `orders` and `facets` are then empty. */
  choices: ChoiceReport | null;
}

/** Below this many people, α says more of who was asked than of the scale. */
const FEW_PEOPLE = 10;

/**
 * Scores of everybody, and how far they can be trusted.
 *
 * @param group of the norms; no percentile where absent. @throws InputError for one that is not there
 */
export function surveyReport(
  { responses, people }: Pick<Survey, "responses" | "people">,
  { instrument, group, seed = 42 }: { instrument: InstrumentFile; group?: string | undefined; seed?: number },
): SurveyReport {
  const held = { responses, people };
  const { scales, people: scored } = scoresOnParts(held, { instrument, group, seed });
  const parts = partsOf(instrument);
  const facetsOf = (scale: string): Record<string, (number | null)[]> =>
    Object.fromEntries(
      parts
        .filter((part) => part.scale === scale && part.facet !== undefined)
        .map((part) => [part.facet as string, scoresOf(part, scored).map((one) => one?.value ?? null)]),
    );
  const several = (way: "frame" | "order"): boolean => new Set(responses.map((one) => one[way])).size > 1;
  const rated = instrument.choices === undefined;
  return {
    scales,
    people: scored,
    styles: rated ? responseStyles(responses, instrument, { seed }) : choiceStyles(held, { instrument, seed }),
    wordings: rated && several("frame") ? sensitivity(responses, instrument, "frame") : null,
    orders: rated && several("order") ? sensitivity(responses, instrument, "order") : null,
    retest: rated ? retest(responses, instrument) : choiceRetest(held, instrument),
    facets: Object.fromEntries(
      instrument.scales.flatMap(({ id }) => {
        const structure = people.length < FEW_PEOPLE ? null : facetStructure(facetsOf(id));
        return structure === null ? [] : [[id, structure] as const];
      }),
    ),
    shaping: shapingCheck(shapedScores(people, scored, instrument), { seed }),
    choices: choiceReport(held, { instrument, seed }),
  };
}

/** Scores of everybody on every scale and facet, without how far they can be trusted. */
export function scoresOnParts(
  held: Held,
  { instrument, group, seed = 42 }: { instrument: InstrumentFile; group?: string | undefined; seed?: number },
): Pick<SurveyReport, "scales" | "people"> {
  const by = instrument.choices === undefined ? ratings(held, instrument, group) : choices(held, instrument);
  const scored = held.people.map(({ person, persona }) => ({
    person,
    version: persona.version,
    scores: by.scores(person),
  }));
  const scales = partsOf(instrument).map((part): ScaleReport => {
    const { scale, facet, items } = part;
    const all = scoresOf(part, scored);
    const values = all.flatMap((one) => one?.value ?? []);
    return {
      scale,
      ...(facet !== undefined && { facet }),
      estimate: estimateOfPart(part, { scored: all, answers: by.answers, instrument, seed }),
      sd: values.length < 2 ? null : deviation(values),
      itemSd: mean(all.flatMap((one) => one?.itemSd ?? [])),
      percentile: mean(all.flatMap((one) => one?.percentile ?? [])),
      reliability: scored.length < FEW_PEOPLE ? null : reliability(by.rows({ scale, items })),
    };
  });
  return { scales, people: scored };
}

function scoresOf(
  part: { scale: string; facet?: string },
  scored: readonly { scores: readonly ScaleScore[] }[],
): (ScaleScore | undefined)[] {
  return scored.map(({ scores }) => scores.find((one) => partName(one) === partName(part)));
}

interface Part {
  scale: string;
  facet?: string;
  items: readonly { item: string; sign: 1 | -1 }[];
}

/** Answers of a survey as numbers on the scales. */
interface ScaledAnswers {
  scores(person: string): ScaleScore[];
  /** Every answer that counts on a part, in the units of its score. */
  answers(part: Part): Score[];
  /** A row a person, a column an item. */
  rows(part: Part): (number | null)[][];
}

type Held = Pick<Survey, "responses" | "people">;

function ratings({ responses }: Held, instrument: InstrumentFile, group: string | undefined): ScaledAnswers {
  const byPerson = answersByPerson(responses);
  const range = rangeOf(instrument);
  return {
    scores: (person) => scoreInventory(instrument, byPerson.get(person) ?? {}, { group }),
    answers: ({ items }) => {
      const factor = instrument.aggregate === "sum" ? items.length : 1;
      const signs = new Map(items.map(({ item, sign }) => [item, sign]));
      return responses.flatMap(({ item, value, missing }): Score[] => {
        const sign = signs.get(item);
        if (sign === undefined) return [];
        if (value === null) return [{ value: null, missing: missing ?? "failed", cluster: item }];
        return [{ value: factor * keyed(value, sign, range), cluster: item }];
      });
    },
    rows: ({ items }) =>
      [...byPerson.values()].map((own) =>
        items.map(({ item, sign }) => {
          const value = own[item] ?? null;
          return value === null ? null : keyed(value, sign, range);
        }),
      ),
  };
}

function choices(held: Held, instrument: InstrumentFile): ScaledAnswers {
  const byPerson = choicesByPerson(instrument, held);
  const all = [...byPerson.values()];
  const on = (scale: string, item: string) => (one: { scale: string; item: string }) =>
    one.scale === scale && one.item === item;
  return {
    scores: (person) => byPerson.get(person)?.scores ?? [],
    answers: ({ scale }) =>
      all.flatMap(({ items }) =>
        items
          .filter((one) => one.scale === scale)
          .map(({ item, value, missing, weight }): Score => {
            const unit = { cluster: item, weight };
            return value === null
              ? { ...unit, value: null, missing: missing ?? "unparsed" }
              : { ...unit, value: 100 * value };
          }),
      ),
    rows: ({ scale, items }) =>
      all.map((own) => items.map(({ item }) => own.items.find(on(scale, item))?.value ?? null)),
  };
}

/** Of several people their scores; of one the answers to the items, in all ways that they were asked. */
function estimateOfPart(
  part: Part,
  {
    scored,
    answers,
    instrument,
    seed,
  }: {
    scored: readonly (ScaleScore | undefined)[];
    answers: ScaledAnswers["answers"];
    instrument: InstrumentFile;
    seed: number;
  },
): Estimate {
  const options = {
    measure: `${instrument.name}/${partName(part)}`,
    version: "1",
    unit: "points" as const,
    direction: "none" as const,
    counts: "claims" as const,
    seed,
  };
  if (scored.length > 1) {
    const scores = scored.map((one, person): Score => {
      const value = one?.value ?? null;
      return { value, ...(value === null && { missing: "unparsed" as const }), cluster: String(person) };
    });
    return estimateOf(scores, options);
  }
  const isScored = (scored[0]?.value ?? null) !== null;
  return estimateOf(
    answers(part).filter(({ value }) => isScored || value === null),
    options,
  );
}

/** Scales that measure one of the Big Five, beside the level that the persona was given. */
function shapedScores(
  people: Survey["people"],
  scored: readonly { person: string; scores: readonly ScaleScore[] }[],
  instrument: InstrumentFile,
): ShapedScore[] {
  return people.flatMap(({ person, persona }, i) =>
    (persona.persona.traits ?? []).flatMap(({ system, dimension, facet, level }): ShapedScore[] => {
      const trait = system === "big5" && facet === undefined ? bigFive(dimension) : undefined;
      const scale = instrument.scales.find((one) => trait !== undefined && one.trait === trait);
      if (trait === undefined || scale === undefined) return [];
      const unit = scored[i]?.scores.find((one) => one.scale === scale.id && one.facet === undefined)?.unit ?? null;
      const score = unit === null ? null : scale.sign === -1 ? 1 - unit : unit;
      return [{ trait, level: level9(level), score, person }];
    }),
  );
}

function deviation(values: readonly number[]): number {
  const centre = mean(values) as number;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}
