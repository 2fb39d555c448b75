import type { Estimate } from "../core/index.ts";
import { partName, rangeOf } from "../measure/psychometrics/index.ts";
import type { Questionnaire, SurveyOutcome } from "../presets/survey/run-survey.ts";
import type { ScaleReport } from "../presets/survey/survey-report.ts";
import { formatInterval, formatMissing, formatNumber, NONE } from "../report/format-estimate.ts";
import { positionWarnings } from "../report/html/survey/position-warnings.ts";
import { type Column, type Row, table } from "../report/terminal/table.ts";
import { wrap } from "../report/terminal/wrap.ts";
import { choiceLines } from "./choice-lines.ts";
import { shapeLines, shiftLines, validityLines, valueLines } from "./study-lines.ts";

/** A survey as lines for people: each questionnaire, and how two of them hang together. */
export function surveyLines({ second, validity, values, shift, ...first }: SurveyOutcome, width: number): string[] {
  return [
    ...questionnaireLines(first, width),
    ...(second ? ["", ...questionnaireLines(second, width)] : []),
    ...(validity ? ["", ...validityLines(validity, width)] : []),
    ...(values ? ["", ...valueLines(values, width)] : []),
    ...(shift ? ["", ...shiftLines(shift, width)] : []),
  ];
}

/** Scales and facets with intervals, then what the answers owe to how they were asked, and to what was asked. */
function questionnaireLines(
  { instrument, survey, report, shape, made, caveat }: Questionnaire,
  width: number,
): string[] {
  const { people, failures } = survey;
  const all = people.length === 1 ? (people[0]?.person ?? "") : plural(people.length, "persona");
  const who = shape ? `${plural(shape.personas, "persona")} in ${shape.designs} designs` : all;
  const { min, max: most } = rangeOf(instrument);
  return [
    `${instrument.title}: ${who}, answered by ${made.model}`,
    `${made.answers === "probabilities" ? "probabilities of the options" : "replies in words"}, ${made.mode}; ${plural(made.wordings.length, "wording")}, ${plural(made.orders, "order")} of options, ${plural(made.repeats, "time")}; ${min} to ${most}`,
    "",
    ...scaleTable(report.scales, {
      people: people.length,
      hasNorms: made.norms !== undefined,
      hasItemSd: instrument.choices === undefined,
      width,
    }),
    "",
    ...howAnswered(report, width),
    ...(report.choices ? choiceLines(report.choices, width) : placeLines({ instrument, report, made }, width)),
    ...(made.answers === "probabilities" && made.repeats > 1 ? wrap(SAME_EACH_TIME, width) : []),
    ...(shape ? ["", ...shapeLines(shape, width)] : shapingLines(report.shaping, width)),
    ...(failures.length > 0 ? ["", `${plural(failures.length, "question")} failed: ${failures[0]?.message}`] : []),
    ...(caveat === undefined ? [] : ["", caveat]),
  ];
}

const SAME_EACH_TIME =
  "Probabilities are the same each time, so asking again says nothing; add --answers words to --repeats.";

function scaleTable(
  scales: readonly ScaleReport[],
  { people, hasNorms, hasItemSd, width }: { people: number; hasNorms: boolean; hasItemSd: boolean; width: number },
): string[] {
  const hasReliability = scales.some(({ reliability }) => reliability !== null);
  const right = (head: string): Column => ({ head, align: "right" });
  const columns: Column[] = [
    { head: "scale", align: "left" },
    right("score"),
    right("95 % interval"),
    ...(people > 1 ? [right("sd")] : []),
    ...(hasItemSd ? [right("sd of items")] : []),
    ...(hasNorms ? [right("percentile")] : []),
    ...(hasReliability ? [right("alpha"), right("omega")] : []),
    right("missing"),
  ];
  const rows = scales.map(
    ({ estimate, sd, itemSd, percentile, reliability, ...part }): Row => [
      part.facet === undefined ? partName(part) : `  ${part.facet}`,
      number(estimate.value),
      formatInterval(estimate),
      ...(people > 1 ? [number(sd)] : []),
      ...(hasItemSd ? [number(itemSd)] : []),
      ...(hasNorms ? [percentile === null ? NONE : percentile.toFixed(0)] : []),
      ...(hasReliability ? [number(reliability?.alpha ?? null), number(reliability?.omega ?? null)] : []),
      formatMissing(estimate) || "0",
    ],
  );
  return table(columns, rows, width);
}

/** What answers owe to how they are asked. */
function howAnswered({ styles, wordings, orders, retest, choices }: SurveyOutcome["report"], width: number): string[] {
  const rows: Row[] = [
    ...(choices
      ? []
      : [
          estimateRow("acquiescence, points", styles.acquiescence),
          estimateRow("extreme answers", styles.extremity),
          estimateRow("options reversed, share of range", styles.orderSensitivity),
        ]),
    estimateRow("first option, above chance", styles.firstPlace),
    estimateRow("refused", styles.refused),
    estimateRow("not readable", styles.unread),
  ];
  const tests = [
    ["wordings", wordings],
    ["orders", orders],
  ] as const;
  for (const [name, found] of tests) {
    if (found === null || found.significant === null) continue;
    const remark = `${(100 * found.significant).toFixed(0)} % of ${found.tests.length} comparisons differ (Holm, .05); at most ${number(found.largest)} points`;
    rows.push({ name: `${name} compared`, remark });
  }
  for (const { scale, icc, r, n, ...ends } of retest)
    rows.push({
      name: `again: ${scale}`,
      remark: `ICC ${number(icc)} ${formatInterval(ends)}, r ${number(r)}, n=${n}`,
    });
  return table(
    [
      { head: "how it was answered", align: "left" },
      { head: "value", align: "right" },
      { head: "95 % interval", align: "right" },
    ],
    rows,
    width,
  );
}

/** Where the place of an option decides more than what it says, the scores say next to nothing; orders that agree do not mend it. */
function placeLines(
  { instrument, report, made }: Pick<Questionnaire, "instrument" | "report" | "made">,
  width: number,
): string[] {
  const options = instrument.options.labels[made.language] ?? [];
  const lines = positionWarnings({ styles: report.styles, options, hasOwnOptions: false, asked: made });
  if (lines.length === 0) return [];
  return [
    "",
    ...wrap(`These scores say where the options stood, not what the personas are like. ${lines.join(" ")}`, width),
  ];
}

function shapingLines(shaping: SurveyOutcome["report"]["shaping"], width: number): string[] {
  const read = shaping.filter(({ rank }) => rank.value !== null);
  if (read.length === 0) return [];
  return [
    "",
    ...table(
      [
        { head: "assigned and measured level", align: "left" },
        { head: "rank correlation", align: "right" },
        { head: "95 % interval", align: "right" },
      ],
      read.map(({ trait, rank }) => estimateRow(trait, rank)),
      width,
    ),
  ];
}

function estimateRow(name: string, estimate: Estimate): Row {
  return [name, number(estimate.value), formatInterval(estimate)];
}

function number(value: number | null): string {
  return value === null ? NONE : formatNumber(value);
}

function plural(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
