import { DIMENSIONS, type PoleCheck, PUBLISHED_POLES, type ShapingCheck } from "../measure/psychometrics/index.ts";
import { type ShiftReport, silentLine } from "../presets/survey/after-report.ts";
import type { ShapeReport, ValidityReport } from "../presets/survey/shape-report.ts";
import type { ValueReport } from "../presets/survey/value-report.ts";
import { formatInterval, formatNumber, NONE } from "../report/format-estimate.ts";
import { type Column, table } from "../report/terminal/table.ts";
import { wrap } from "../report/terminal/wrap.ts";

/** What a study of shaped personas found, as a table with a line on how to read it. */
export function shapeLines(report: ShapeReport, width: number): string[] {
  if (report.shape === "levels") return levelLines(report.levels, width);
  if (report.shape === "induction") return inductionLines(report, width);
  return poleLines(report.poles, { isPublished: report.shape === "profiles", width });
}

function levelLines(levels: readonly ShapingCheck[], width: number): string[] {
  const rows = levels.map(({ trait, rank, shift }) => [
    DIMENSIONS[trait],
    ...[number(rank.value), formatInterval(rank), number(shift), String(rank.n)],
  ]);
  return [
    ...table(columns("assigned and measured level", ["rank correlation", INTERVAL, "level 1 to 9", "n"]), rows, width),
    ...wrap(LEVELS_SAY, width),
  ];
}

function poleLines(
  poles: readonly PoleCheck[],
  { isPublished, width }: { isPublished: boolean; width: number },
): string[] {
  const published = isPublished ? Object.entries(PUBLISHED_POLES) : [];
  const rows = poles.map(({ trait, high, low, p, n, effect }) => [
    DIMENSIONS[trait],
    ...[number(high), number(low), number(effect.value), formatInterval(effect), number(p), n.join(" + ")],
    ...published.map(([, effects]) => number(effects[trait][2])),
  ]);
  const heads = ["high", "low", "Cohen's d", INTERVAL, "p", "n", ...published.map(([model]) => model)];
  return [
    ...table(columns("assigned pole", heads), rows, width),
    ...wrap(isPublished ? `${POLES_SAY} ${PUBLISHED_SAY}` : POLES_SAY, width),
  ];
}

function inductionLines(
  { inductions, unwritten }: Extract<ShapeReport, { shape: "induction" }>,
  width: number,
): string[] {
  const rows = inductions.map(({ way, trait, pole, gain, crosstalk }) => [
    `${way}: ${DIMENSIONS[trait]} ${pole}`,
    ...[number(gain.value), formatInterval(gain), number(crosstalk.value), formatInterval(crosstalk), String(gain.n)],
  ]);
  return [
    ...table(columns("induced", ["gain", INTERVAL, "crosstalk", INTERVAL, "n"]), rows, width),
    ...wrap(INDUCTIONS_SAY, width),
    ...[...Map.groupBy(unwritten, ({ message }) => message)].flatMap(([message, all]) => {
      const poles = all.map(({ trait, pole }) => `${DIMENSIONS[trait]} ${pole}`).join(", ");
      return wrap(`No personality prompt for ${poles}: ${message}.`, width);
    }),
  ];
}

/** The criteria that are shown; the others are in the JSON. */
const MOST_CRITERIA = 10;

/** How two instruments of the same people hang together. */
export function validityLines({ traits, criteria, spread, ...means }: ValidityReport, width: number): string[] {
  const whole = [
    ...traits.map(({ trait, ...one }) => ({ name: DIMENSIONS[trait as keyof typeof DIMENSIONS], ...one })),
    { name: "mean", convergent: means.convergentMean, discriminant: means.discriminantMean },
  ];
  const rows = whole.map(({ name, convergent, discriminant }) => [
    name,
    ...[number(convergent.value), formatInterval(convergent)],
    ...[number(discriminant.value), formatInterval(discriminant), String(convergent.n)],
  ]);
  const heads = ["convergent r", INTERVAL, "less others", INTERVAL, "n"];
  const shared =
    traits.length === 0 ? [] : [...table(columns("by both", heads), rows, width), ...wrap(VALIDITY_SAYS, width)];
  const gap = shared.length > 0 && criteria.length > 0 ? [""] : [];
  return [...shared, ...gap, ...criterionLines(criteria, width), ...wrap(spreadSays(spread), width)];
}

/** How far answers stay the same whoever is played. */
export function valueLines({ scales }: ValueReport, width: number): string[] {
  const rows = scales.map(({ dimension, inertia, interval, topTwo, steerability, n }) => [
    dimension,
    number(inertia),
    interval === null ? NONE : formatInterval(interval),
    ...[number(topTwo), number(steerability), String(n)],
  ]);
  const heads = ["inertia", INTERVAL, "two commonest", "steerability", "n"];
  return [...table(columns("whoever is played", heads), rows, width), ...wrap(VALUES_SAY, width)];
}

/** What the conversations of personas moved in their answers. */
export function shiftLines({ scales, personas, silent, turns, failures }: ShiftReport, width: number): string[] {
  const rows = scales.map(({ scale, before, after, difference, d, dz, adjusted, n, ...ends }) => [
    scale,
    ...[number(before), number(after), number(difference), formatInterval(ends)],
    ...[number(d), number(dz), number(adjusted), String(n)],
  ]);
  const heads = ["before", "after", "shift", INTERVAL, "d", "d_z", "p", "n"];
  const left = turns.all - turns.told;
  const notes = [
    SHIFT_SAYS,
    ...(left > 0
      ? [`Of ${turns.all} turns the oldest ${left} were let go, which the model's context has no room for.`]
      : []),
    ...(silent.length > 0 ? [`${silentLine(silent, personas + silent.length)}.`] : []),
    ...(failures.length > 0 ? [`Afterwards ${failures.length} questions failed: ${failures[0]?.message}`] : []),
  ];
  return [
    ...table(columns("after the conversation", heads), rows, width),
    ...notes.flatMap((note) => wrap(note, width)),
  ];
}

/** Of the range; people differ by ten times that. */
const NEXT_TO_NOTHING = 0.02;

function spreadSays({ first, second }: ValidityReport["spread"]): string {
  if (first === null || second === null) return "One persona correlates with nothing: give several.";
  const [a, b] = [first, second].map((share) => `${number(100 * share)} %`);
  const said = `Those who answered differ by a standard deviation of ${a} of the range and ${b}`;
  if (Math.min(first, second) >= NEXT_TO_NOTHING) return `${said}, people by about 20 %.`;
  return `${said}, where people differ by about 20 %: next to nothing, and so is what their correlations say.`;
}

function criterionLines(criteria: ValidityReport["criteria"], width: number): string[] {
  if (criteria.length === 0) return [];
  const size = ({ r }: (typeof criteria)[number]): number => Math.abs(r.value ?? 0);
  const rows = criteria
    .toSorted((a, b) => size(b) - size(a))
    .slice(0, MOST_CRITERIA)
    .map(({ scale, criterion, r }) => [`${scale}, ${criterion}`, number(r.value), formatInterval(r), String(r.n)]);
  const left = criteria.length - rows.length;
  return [
    ...table(columns("scale and criterion", ["r", INTERVAL, "n"]), rows, width),
    ...(left > 0
      ? [`The ${rows.length} strongest of ${criteria.length}, of which some are so by chance; --json has all.`]
      : []),
  ];
}

const INTERVAL = "95 % interval";

const LEVELS_SAY =
  "Rank correlation of the nine levels with the score, .80 and more for large models [37]; then the median at level 9 less that at level 1, in points.";
const POLES_SAY =
  "Mean scores of those given the high and the low pole, high meaning more of the trait; d over the deviation within a pole, p of the rank-sum test.";
const PUBLISHED_SAY = "Last the d of two models of June 2023 on the BFI-44, by the data of [21]: no threshold.";
const VALUES_SAY =
  "Inertia is 1 where everybody gives the same answer and 0 where all answers are as frequent; steerability is how far the answers lie from those of nobody in particular, in bits, 0 to 1 [59]. Variances settle with some 500 personas.";
const SHIFT_SAYS =
  "The same personas without and with their conversations before the questions. Intervals resample personas, eight or more; d is the shift over the deviation between personas [10], d_z over that of the shifts; p by flipping signs, after Holm. Any conversation may move answers: hold it against the shift after another.";
const VALIDITY_SAYS =
  "Correlation of a trait with itself by the other instrument; then that less the mean size of its correlations with the other traits there.";
const INDUCTIONS_SAY =
  "Points towards the pole, from the same persona without it; then the mean size of the other traits' moves, which noise alone keeps above 0 [166].";

function columns(first: string, heads: readonly string[]): Column[] {
  return [{ head: first, align: "left" }, ...heads.map((head): Column => ({ head, align: "right" }))];
}

function number(value: number | null): string {
  return value === null ? NONE : formatNumber(value);
}
