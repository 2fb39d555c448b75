import {
  answersByPerson,
  type CriterionCheck,
  criterionCheck,
  type InducedAnswer,
  type InductionCheck,
  type InstrumentFile,
  inductionCheck,
  keyed,
  type PoleCheck,
  type PoleScore,
  partsOf,
  poleCheck,
  rangeOf,
  type ScalePair,
  type ScaleScore,
  type ShapedScore,
  type ShapingCheck,
  shapingCheck,
  TRAITS,
  type ValidityCheck,
  validityCheck,
} from "../../measure/psychometrics/index.ts";
import type { BigFive } from "../../persona/markers.ts";
import { mean } from "../../stats/index.ts";
import { type Induced, type Shape, type ShapedPerson, traitsMeasured, type Unwritten } from "./shape.ts";
import type { Survey } from "./survey.ts";
import type { SurveyReport } from "./survey-report.ts";

/** What a study of shaped personas found. Scores are in points of the answers, high meaning more of the trait. */
export type ShapeReport = { designs: number; personas: number } & (
  | { shape: "levels"; levels: ShapingCheck[] }
  | { shape: "concurrent" | "profiles"; poles: PoleCheck[] }
  | { shape: "induction"; inductions: (Induced & InductionCheck)[]; unwritten: readonly Unwritten[] }
);

/** What was asked, and what was scored. */
interface Scored {
  survey: Pick<Survey, "responses" | "people">;
  report: Pick<SurveyReport, "people">;
  instrument: InstrumentFile;
}

/**
 * Holds what was measured against what personas were shaped to.
 *
 * @param shaped in the order in which they were asked
 */
export function shapeReport(
  shape: Shape,
  shaped: readonly ShapedPerson[],
  { seed = 42, unwritten = [], ...scored }: Scored & { seed?: number; unwritten?: readonly Unwritten[] },
): ShapeReport {
  const personas = new Set(shaped.map(({ base }) => base)).size;
  const counts = { designs: shaped.length / personas, personas };
  const scores = scored.report.people.map((one) => traitScores(one.scores, scored.instrument));
  if (shape === "induction")
    return { shape, ...counts, inductions: inductionsOf(shaped, scores, { seed, ...scored }), unwritten };
  const given = shaped.flatMap(({ levels, base }, at) =>
    (Object.entries(levels) as [BigFive, number][]).flatMap(([trait, level]) => {
      const score = scores[at]?.[trait];
      return score === undefined ? [] : [{ trait, level, score, person: String(base), levels }];
    }),
  );
  if (shape === "levels") return { shape, ...counts, levels: shapingCheck(given satisfies ShapedScore[], { seed }) };
  const poles = given.map(
    ({ levels, level, ...one }): PoleScore => ({
      ...one,
      pole: level > 5 ? "high" : "low",
      besides: JSON.stringify({ ...levels, [one.trait]: 0 }),
    }),
  );
  return { shape, ...counts, poles: poleCheck(poles, { seed }) };
}

/** How two instruments that the same people answered hang together. */
export interface ValidityReport extends ValidityCheck {
  /** Scales of the first with those scales of the second that measure something else. */
  criteria: CriterionCheck[];
  /**
   * Standard deviation between people, the mean over the scales of each instrument, as a share of its range; null for one
   * person. People's own is about a fifth; where it is next to nothing, so is what the correlations say.
   */
  spread: { first: number | null; second: number | null };
}

/** Convergent and discriminant validity on the traits that both measure, criterion validity on what only the second does. */
export function validityReport(
  a: Pick<Scored, "report" | "instrument">,
  b: Pick<Scored, "report" | "instrument">,
  { seed = 42 }: { seed?: number } = {},
): ValidityReport {
  const shared = traitsMeasured(a.instrument).filter((trait) => traitsMeasured(b.instrument).includes(trait));
  const criteria = b.instrument.scales.filter(({ trait }) => trait === undefined || !shared.includes(trait));
  const paired = (
    scoresOf: (scores: readonly ScaleScore[], instrument: InstrumentFile) => ScalePair["a"],
  ): ScalePair[] =>
    a.report.people.map(({ scores }, at) => ({
      a: scoresOf(scores, a.instrument),
      b: scoresOf(b.report.people[at]?.scores ?? [], b.instrument),
    }));
  return {
    spread: { first: spreadOf(a.report), second: spreadOf(b.report) },
    ...validityCheck(paired(traitScores), shared, { seed }),
    criteria: criterionCheck(paired(scaleScores), {
      scales: a.instrument.scales.map(({ id }) => id),
      criteria: criteria.map(({ id }) => id),
      seed,
    }),
  };
}

function spreadOf({ people }: Pick<SurveyReport, "people">): number | null {
  const whole = people.flatMap(({ scores }) =>
    scores.filter(({ facet, unit }) => facet === undefined && unit !== null),
  );
  const scales = [...Map.groupBy(whole, ({ scale }) => scale).values()].filter(({ length }) => length > 1);
  const deviations = scales.map((own) => {
    const units = own.map(({ unit }) => unit as number);
    const centre = mean(units) as number;
    return Math.sqrt(units.reduce((sum, unit) => sum + (unit - centre) ** 2, 0) / (units.length - 1));
  });
  return mean(deviations);
}

function scaleScores(scores: readonly ScaleScore[]): Record<string, number | null> {
  return Object.fromEntries(scores.flatMap(({ scale, facet, value }) => (facet === undefined ? [[scale, value]] : [])));
}

type TraitScores = Readonly<Record<string, number | null>>;

/** Traits that have a scale, in points of the answers. */
function traitScores(scores: readonly ScaleScore[], instrument: InstrumentFile): TraitScores {
  const { min, max } = rangeOf(instrument);
  return Object.fromEntries(
    TRAITS.flatMap((trait) => {
      const scale = instrument.scales.find((one) => one.trait === trait);
      if (scale === undefined) return [];
      const unit = scores.find((one) => one.scale === scale.id && one.facet === undefined)?.unit ?? null;
      return [[trait, unit === null ? null : min + (max - min) * (scale.sign === -1 ? 1 - unit : unit)]];
    }),
  );
}

interface Part {
  trait: BigFive;
  items: { item: string; sign: 1 | -1 }[];
}

/** The items of each trait, signed towards more of it. */
function traitItems(instrument: InstrumentFile): Part[] {
  return TRAITS.flatMap((trait) => {
    const scale = instrument.scales.find((one) => one.trait === trait);
    const part = partsOf(instrument).find((one) => one.scale === scale?.id && one.facet === undefined);
    if (scale === undefined || part === undefined) return [];
    const items = part.items.map(({ item, sign }) => ({ item, sign: ((scale.sign ?? 1) * sign) as 1 | -1 }));
    return [{ trait, items }];
  });
}

function inductionsOf(
  shaped: readonly ShapedPerson[],
  scores: readonly TraitScores[],
  { survey, instrument, seed }: Scored & { seed: number },
): (Induced & InductionCheck)[] {
  const answers = answersByPerson(survey.responses);
  const own = survey.people.map(({ person }) => answers.get(person) ?? {});
  const neutral = new Map(shaped.flatMap(({ base, induced }, at) => (induced === undefined ? [[base, at]] : [])));
  const parts = traitItems(instrument);
  const range = rangeOf(instrument);
  const named = shaped.map(({ induced }) => (induced === undefined ? "" : JSON.stringify(induced)));
  return [...new Set(named)].flatMap((name) => {
    const places = [...shaped.keys()].filter((at) => named[at] === name);
    const induced = shaped[places[0] as number]?.induced;
    if (induced === undefined) return [];
    const missing = { target: 0, others: 0 };
    const moved = places.flatMap((after) => {
      const base = shaped[after]?.base as number;
      const before = neutral.get(base) as number;
      return parts.flatMap(({ trait, items }): InducedAnswer[] => {
        // Too few answers for a score are too few for a gain.
        const isScored = [before, after].every((at) => (scores[at]?.[trait] ?? null) !== null);
        const read = items.flatMap(({ item, sign }): InducedAnswer[] => {
          const [was, is] = [own[before]?.[item] ?? null, own[after]?.[item] ?? null];
          if (!isScored || was === null || is === null) return [];
          return [{ person: String(base), trait, neutral: keyed(was, sign, range), induced: keyed(is, sign, range) }];
        });
        missing[trait === induced.trait ? "target" : "others"] += items.length - read.length;
        return read;
      });
    });
    return [{ ...induced, ...inductionCheck(moved, { ...induced, missing, seed }) }];
  });
}
