import type { Estimate, Score } from "../../core/index.ts";
import {
  answersByPerson,
  type FacetStructure,
  facetStructure,
  type InstrumentFile,
  type ItemResponse,
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
import type { Survey } from "./survey.ts";

/** One scale or facet over everybody who answered. */
export interface ScaleReport {
  scale: string;
  facet?: string;
  /** In the units of the score; intervals resample people, or items where there is one person. */
  estimate: Estimate;
  /** Between people; null for one. */
  sd: number | null;
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
  const answers = answersByPerson(responses);
  const scored = people.map(({ person, persona }) => ({
    person,
    version: persona.version,
    scores: scoreInventory(instrument, answers.get(person) ?? {}, { group }),
  }));
  const parts = partsOf(instrument);
  const own = (part: { scale: string; facet?: string }): (ScaleScore | undefined)[] =>
    scored.map(({ scores }) => scores.find((one) => partName(one) === partName(part)));
  const scales = parts.map((part): ScaleReport => {
    const { scale, facet, items } = part;
    const all = own(part);
    const values = all.flatMap((one) => one?.value ?? []);
    return {
      scale,
      ...(facet !== undefined && { facet }),
      estimate: estimateOfPart(part, { responses, scored: all, instrument, seed }),
      sd: values.length < 2 ? null : deviation(values),
      percentile: mean(all.flatMap((one) => one?.percentile ?? [])),
      reliability: people.length < FEW_PEOPLE ? null : reliability(rowsOf(items, [...answers.values()], instrument)),
    };
  });
  const facetsOf = (scale: string): Record<string, (number | null)[]> =>
    Object.fromEntries(
      parts
        .filter((part) => part.scale === scale && part.facet !== undefined)
        .map((part) => [part.facet as string, own(part).map((one) => one?.value ?? null)]),
    );
  const several = (way: "frame" | "order"): boolean => new Set(responses.map((one) => one[way])).size > 1;
  return {
    scales,
    people: scored,
    styles: responseStyles(responses, instrument, { seed }),
    wordings: several("frame") ? sensitivity(responses, instrument, "frame") : null,
    orders: several("order") ? sensitivity(responses, instrument, "order") : null,
    retest: retest(responses, instrument),
    facets: Object.fromEntries(
      instrument.scales.flatMap(({ id }) => {
        const structure = people.length < FEW_PEOPLE ? null : facetStructure(facetsOf(id));
        return structure === null ? [] : [[id, structure] as const];
      }),
    ),
    shaping: shapingCheck(shapedScores(people, scored, instrument), { seed }),
  };
}

interface Part {
  scale: string;
  facet?: string;
  items: readonly { item: string; sign: 1 | -1 }[];
}

/** Of several people their scores; of one the answers to the items, in all ways that they were asked. */
function estimateOfPart(
  { scale, facet, items }: Part,
  {
    responses,
    scored,
    instrument,
    seed,
  }: {
    responses: readonly ItemResponse[];
    scored: readonly (ScaleScore | undefined)[];
    instrument: InstrumentFile;
    seed: number;
  },
): Estimate {
  const options = {
    measure: `${instrument.name}/${partName({ scale, ...(facet !== undefined && { facet }) })}`,
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
  const range = rangeOf(instrument);
  const isScored = (scored[0]?.value ?? null) !== null;
  const factor = instrument.aggregate === "sum" ? items.length : 1;
  const signs = new Map(items.map(({ item, sign }) => [item, sign]));
  const scores = responses.flatMap(({ item, value, missing }): Score[] => {
    const sign = signs.get(item);
    if (sign === undefined) return [];
    if (value === null) return [{ value: null, missing: missing ?? "failed", cluster: item }];
    return isScored ? [{ value: factor * keyed(value, sign, range), cluster: item }] : [];
  });
  return estimateOf(scores, options);
}

function rowsOf(
  items: readonly { item: string; sign: 1 | -1 }[],
  answers: readonly Record<string, number | null>[],
  instrument: InstrumentFile,
): (number | null)[][] {
  const range = rangeOf(instrument);
  return answers.map((own) =>
    items.map(({ item, sign }) => {
      const value = own[item] ?? null;
      return value === null ? null : keyed(value, sign, range);
    }),
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
