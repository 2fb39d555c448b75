import { type Estimate, noMissing } from "../../core/index.ts";
import { DIMENSIONS, type ShapingCheck } from "../../measure/psychometrics/shaping-check.ts";
import type { BigFive } from "../../persona/markers.ts";
import type { SurveyForest } from "../../report/index.ts";
import type { ShiftReport } from "./after-report.ts";
import type { ChoiceReport, ConductReport, TypeReport } from "./choice-report.ts";
import type { ShapeReport, ValidityReport } from "./shape-report.ts";
import type { ValueReport } from "./value-report.ts";

/** People whose types are named. */
const NAMED = 6;

/** Whether the levels in the personas' files and the scores move together; none where nothing could be told. */
export function shapingForests(checks: readonly ShapingCheck[]): SurveyForest[] {
  const rows = checks.map(({ trait, rank }) => ({ name: DIMENSIONS[trait], estimate: rank }));
  if (rows.every(({ estimate }) => estimate.value === null)) return [];
  return [
    {
      ...{ heading: "Shaping", title: "Assigned and measured level", axis: "rank correlation", none: 0, ends: [-1, 1] },
      rows,
      note: "Levels of traits in the personas’ files beside their scores.",
    },
  ];
}

/** What a study of shaped personas found. */
export function shapeForests(report: ShapeReport): SurveyForest[] {
  const heading = "Shaping";
  const counts = `${report.designs} designs of ${report.personas} personas`;
  switch (report.shape) {
    case "levels":
      return shapingForests(report.levels).map((one) => ({ ...one, note: `One trait at nine levels: ${counts}.` }));
    case "concurrent":
    case "profiles":
      return [
        {
          ...{ heading, title: "High pole against low pole", axis: "Cohen’s d", none: 0 },
          rows: report.poles.map(({ trait, effect }) => ({ name: DIMENSIONS[trait], estimate: effect })),
          note: `Five traits at two poles: ${counts}.`,
        },
      ];
    case "induction":
      return [...Map.groupBy(report.inductions, ({ way }) => way)].flatMap(([way, found]): SurveyForest[] => {
        const row = (of: "gain" | "crosstalk") =>
          found.map((one) => ({ name: `${DIMENSIONS[one.trait]}, ${one.pole}`, estimate: one[of] }));
        const lost = report.unwritten.length > 0 ? ` ${report.unwritten.length} descriptions were not written.` : "";
        const note = `Induced personality against the persona as it is: ${counts}.${lost}`;
        return [
          { heading, title: `${way}: gain`, axis: "points towards the pole", none: 0, rows: row("gain"), note },
          { heading, title: `${way}: other traits`, axis: "points moved", none: 0, rows: row("crosstalk"), note },
        ];
      });
  }
}

/** How far a conversation moved the scores. */
export function shiftForest({ scales, personas, turns }: ShiftReport): SurveyForest {
  const rows = scales.map(({ scale, difference, low, high, n }) => ({
    name: scale,
    estimate: figure("shift", { value: difference, low, high, n, unit: "points" }),
  }));
  const note = `${personas} personas asked again after a conversation of their own, of which the model was told ${turns.told} of ${turns.all} turns. Any conversation may move answers.`;
  return { heading: "After a conversation", title: "After less before", axis: "points", none: 0, rows, note };
}

/** How far answers stay the same whoever is played. */
export function valuesForest({ scales }: ValueReport): SurveyForest {
  const rows = scales.map(({ dimension, inertia, interval, personas }) => ({
    name: dimension,
    estimate: figure("inertia", {
      value: inertia,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      n: personas,
      unit: "ratio",
    }),
  }));
  const note = "1 where everybody gives the same answer, 0 where all answers are as frequent.";
  const ends = [0, 1] as const;
  return { heading: "Whoever is played", title: "Inertia", axis: "inertia", none: null, ends, rows, note };
}

function figure(measure: string, of: Pick<Estimate, "value" | "low" | "high" | "n" | "unit">): Estimate {
  const made = { measure, version: "1", arguments: {} };
  return { ...of, counts: "claims", missing: noMissing(), direction: "none", clusters: of.n, made };
}

/** How far choices among options of the items' own can be trusted, and what they show beside the scores. */
export function choiceForests({ quality, types, attributes, conduct }: ChoiceReport): SurveyForest[] {
  const shares = { heading: "Choices", axis: "share of items", none: null, ends: [0, 1] as const };
  const byScale = (of: "unanswered" | "orderSensitivity" | "promptSensitivity"): SurveyForest["rows"] =>
    quality.map((one) => ({ name: one.scale, estimate: one[of] }));
  const note =
    "Less is better: items without an answer, and items that come out otherwise in another order or wording.";
  const sensitivities: SurveyForest[] = [
    { ...shares, note, title: "Without an answer", rows: byScale("unanswered") },
    { ...shares, note, title: "Other order, other choice", rows: byScale("orderSensitivity") },
    { ...shares, note, title: "Other wording, other choice", rows: byScale("promptSensitivity") },
  ];
  const ofAttributes: SurveyForest[] = [
    {
      ...{ ...shares, title: "Parallel forms agree", note: "Pairs of forms that come out on one side of the middle." },
      rows: attributes.map(({ attribute, consistency }) => ({ name: attribute, estimate: consistency })),
    },
    {
      ...{ ...shares, title: "Level and score", axis: "correlation", none: 0, ends: [-1, 1] },
      note: "The persona’s level of an attribute and its score.",
      rows: attributes.map(({ attribute, monotonicity }) => ({ name: attribute, estimate: monotonicity })),
    },
  ];
  const others = [...ofAttributes, ...(types ? [typeForest(types)] : []), ...(conduct ? conductForests(conduct) : [])];
  return [...sensitivities, ...others].filter(({ rows }) => rows.some(({ estimate }) => estimate.value !== null));
}

function typeForest({ people, consistency, robustness }: TypeReport): SurveyForest {
  const letters = people.slice(0, NAMED).map(({ person, type }) => `${person} ${type}`);
  const more = people.length > NAMED ? ", …" : "";
  return {
    ...{ heading: "Choices", title: "Types", axis: "mean over personas", none: null },
    rows: [
      { name: "consistency", estimate: consistency },
      { name: "robustness", estimate: robustness },
    ],
    note: `Types: ${letters.join(", ")}${more}. Consistency: over forms with other orders of the options; robustness: of the form as it is against those.`,
  };
}

function conductForests({ pairs: { byChance }, difference, consistent }: ConductReport): SurveyForest[] {
  const note = "What personas say of themselves beside what they choose to do; the upright line is chance.";
  const heading = "Choices";
  return [
    {
      ...{ heading, note, title: "Said and done: apart", axis: "points", none: byChance.difference },
      rows: [{ name: "mean difference", estimate: difference }],
    },
    {
      ...{ heading, note, title: "Said and done: together", axis: "share of pairs", none: byChance.consistent },
      ...{ ends: [0, 1], rows: [{ name: "at most a point apart", estimate: consistent }] },
    },
  ];
}

/** How two questionnaires hang together over the same people. */
export function validityForests({ traits, criteria, spread, ...means }: ValidityReport): SurveyForest[] {
  const heading = "Validity";
  const spreads = [spread.first, spread.second].map((one) => (one === null ? "unknown" : one.toFixed(3))).join(" and ");
  const note = `Correlations over personas. Convergent: a trait by the one and by the other; discriminant: that less the mean size of its correlations with the other traits. Standard deviation between personas: ${spreads} of the range; people’s is about a fifth, and next to nothing means that the correlations say nothing.`;
  const nameOf = (trait: string): string => DIMENSIONS[trait as BigFive] ?? trait;
  const shared = { heading, none: 0, note };
  const forests: SurveyForest[] = [
    {
      ...{ ...shared, title: "Convergent", axis: "correlation", ends: [-1, 1] },
      rows: [
        ...traits.map(({ trait, convergent }) => ({ name: nameOf(trait), estimate: convergent })),
        { name: "mean", estimate: means.convergentMean },
      ],
    },
    {
      ...{ ...shared, title: "Discriminant", axis: "difference of correlations" },
      rows: [
        ...traits.map(({ trait, discriminant }) => ({ name: nameOf(trait), estimate: discriminant })),
        { name: "mean", estimate: means.discriminantMean },
      ],
    },
  ];
  const ofCriteria = [...Map.groupBy(criteria, ({ criterion }) => criterion)].map(
    ([criterion, found]): SurveyForest => ({
      ...{ ...shared, title: `With ${criterion}`, axis: "correlation", ends: [-1, 1] },
      rows: found.map(({ scale, r }) => ({ name: scale, estimate: r })),
    }),
  );
  return traits.length > 0 ? [...forests, ...ofCriteria] : ofCriteria;
}
