import type { Estimate } from "../core/index.ts";
import { partName } from "../measure/psychometrics/index.ts";
import type { SurveyOutcome } from "../presets/survey/run-survey.ts";
import type { ScaleReport } from "../presets/survey/survey-report.ts";
import { formatInterval, formatMissing, formatNumber, NONE } from "../report/format-estimate.ts";
import { type Column, type Row, table } from "../report/terminal/table.ts";

/** A survey as lines for people: scales and facets with intervals, then what the answers owe to how they were asked. */
export function surveyLines({ instrument, survey, report, made, caveat }: SurveyOutcome, width: number): string[] {
  const { people, failures } = survey;
  const who = people.length === 1 ? (people[0]?.person ?? "") : `${people.length} personas`;
  const { min, labels } = instrument.options;
  const most = min + (Object.values(labels)[0]?.length ?? 1) - 1;
  return [
    `${instrument.title}: ${who}, answered by ${made.model}`,
    `${made.answers === "probabilities" ? "probabilities of the options" : "replies in words"}, ${made.mode}; ${plural(made.wordings.length, "wording")}, ${plural(made.orders, "order")} of options, ${plural(made.repeats, "time")}; ${min} to ${most}`,
    "",
    ...scaleTable(report.scales, { people: people.length, hasNorms: made.norms !== undefined, width }),
    "",
    ...howAnswered(report, width),
    ...shapingLines(report.shaping, width),
    ...(failures.length > 0 ? ["", `${plural(failures.length, "question")} failed: ${failures[0]?.message}`] : []),
    ...(caveat === undefined ? [] : ["", caveat]),
  ];
}

function scaleTable(
  scales: readonly ScaleReport[],
  { people, hasNorms, width }: { people: number; hasNorms: boolean; width: number },
): string[] {
  const hasReliability = scales.some(({ reliability }) => reliability !== null);
  const right = (head: string): Column => ({ head, align: "right" });
  const columns: Column[] = [
    { head: "scale", align: "left" },
    right("score"),
    right("95 % interval"),
    ...(people > 1 ? [right("sd")] : []),
    ...(hasNorms ? [right("percentile")] : []),
    ...(hasReliability ? [right("alpha"), right("omega")] : []),
    right("missing"),
  ];
  const rows = scales.map(
    ({ estimate, sd, percentile, reliability, ...part }): Row => [
      part.facet === undefined ? partName(part) : `  ${part.facet}`,
      number(estimate.value),
      formatInterval(estimate),
      ...(people > 1 ? [number(sd)] : []),
      ...(hasNorms ? [percentile === null ? NONE : percentile.toFixed(0)] : []),
      ...(hasReliability ? [number(reliability?.alpha ?? null), number(reliability?.omega ?? null)] : []),
      formatMissing(estimate) || "0",
    ],
  );
  return table(columns, rows, width);
}

/** What answers owe to how they are asked. */
function howAnswered({ styles, wordings, orders, retest }: SurveyOutcome["report"], width: number): string[] {
  const rows: Row[] = [
    estimateRow("acquiescence, points", styles.acquiescence),
    estimateRow("extreme answers", styles.extremity),
    estimateRow("first option, above chance", styles.firstPlace),
    estimateRow("options reversed, share of range", styles.orderSensitivity),
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
  for (const { scale, icc, r, n } of retest)
    rows.push({ name: `again: ${scale}`, remark: `ICC ${number(icc)}, r ${number(r)}, n=${n}` });
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
