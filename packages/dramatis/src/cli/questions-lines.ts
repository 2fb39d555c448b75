import type { Estimate } from "../core/index.ts";
import type { CrossTab, DistanceName, DistanceSummary } from "../measure/populations/index.ts";
import type { QuestionsOutcome } from "../presets/survey/run-questions.ts";
import { formatInterval, formatMissing, formatNumber, NONE } from "../report/format-estimate.ts";
import { type Column, type Row, table } from "../report/terminal/table.ts";

/** Questions of which every option is shown; of more a file has them. */
const MOST_SHOWN = 12;

/** A questionnaire as lines for people: shares with margins, then the distances from people, then how it was answered. */
export function questionsLines({ file, survey, report, made }: QuestionsOutcome, width: number): string[] {
  const { people, failures } = survey;
  const shown = file.questions.slice(0, MOST_SHOWN);
  const hidden = file.questions.length - shown.length;
  return [
    `${file.title ?? file.name}: ${plural(people.length, "persona")}, answered by ${made.model}`,
    `${made.answers === "probabilities" ? "probabilities of the options" : "replies in words"}, ${made.mode}; ${plural(made.wordings.length, "wording")}, ${plural(made.orders, "order")} of options, ${plural(made.repeats, "time")}`,
    ...shown.flatMap(({ id, text }) => [
      "",
      text,
      ...tabTable(
        report.tabs.filter(({ question }) => question === id),
        width,
      ),
    ]),
    ...(hidden > 0 ? ["", `${plural(hidden, "question")} more: --json has them all`] : []),
    ...againstLines(report.against, width),
    "",
    ...howAnswered(report, width),
    ...(failures.length > 0 ? ["", `${plural(failures.length, "question")} failed: ${failures[0]?.message}`] : []),
  ];
}

const right = (head: string): Column => ({ head, align: "right" });

function tabTable(tabs: readonly CrossTab[], width: number): string[] {
  const [whole] = tabs;
  if (whole === undefined) return ["  nobody's answer could be read"];
  const rows = tabs.map(
    ({ group, n, missing, designEffect, options }): Row => [
      group ?? "everybody",
      String(n),
      missing === 0 ? "0" : String(missing),
      designEffect.toFixed(2),
      ...options.map(({ share, margin }) => `${percent(share)} ± ${percent(margin)}`),
    ],
  );
  const heads = whole.options.map(({ option }) => right(option));
  return table(
    [{ head: "", align: "left" }, right("n"), right("missing"), right("design effect"), ...heads],
    rows,
    width,
  );
}

function againstLines(against: QuestionsOutcome["report"]["against"], width: number): string[] {
  if (against === null) return [];
  const { distance, found } = against.overPeople;
  const sides = [
    ["everybody", against.overall],
    ...Object.entries(against.groups),
    ...Object.entries(against.topics),
  ] as const;
  const columns: Column[] = [
    { head: "", align: "left" },
    right("personas"),
    right("halves"),
    right("even"),
    right("majority"),
    right("gain on even"),
    right("n"),
  ];
  const rows = sides.flatMap(([name, summary]): Row[] =>
    summary.uniform[distance].value === null ? [] : [distanceRow(name, summary, distance)],
  );
  const interval = found?.interval;
  return [
    "",
    `Distance from people, ${DISTANCE_NAMES[distance]}: of the personas, of half of the people from the`,
    "other half, of even answers, and of everybody giving the commonest answer; n questions.",
    ...table(columns, rows, width),
    ...(interval
      ? [
          `Everybody, resampling personas: ${formatNumber(interval.low)} to ${formatNumber(interval.high)}, n=${found.n}`,
        ]
      : []),
  ];
}

const DISTANCE_NAMES: Record<DistanceName, string> = {
  emd: "Wasserstein in steps",
  emdOfScale: "Wasserstein as a share of the scale",
  jensenShannon: "Jensen–Shannon",
  totalVariation: "total variation",
};

function distanceRow(name: string, summary: DistanceSummary, distance: DistanceName): Row {
  const { model, ceiling, uniform, majority, gainOnUniform } = summary;
  const missing = formatMissing(model[distance]);
  return [
    name,
    withInterval(model[distance]),
    number(ceiling[distance]),
    number(uniform[distance]),
    number(majority[distance]),
    withInterval(gainOnUniform[distance]),
    `${model[distance].n}${missing === "" ? "" : `, ${missing}`}`,
  ];
}

function withInterval(estimate: Estimate): string {
  return estimate.low === null ? number(estimate) : `${number(estimate)} ${formatInterval(estimate)}`;
}

function howAnswered({ questions, firstPlace }: QuestionsOutcome["report"], width: number): string[] {
  const sum = (of: (question: (typeof questions)[number]) => number): number =>
    questions.reduce((total, question) => total + of(question), 0);
  const asked = sum((question) => question.asked);
  const average = (of: (question: (typeof questions)[number]) => number | null): string => {
    const values = questions.flatMap((question) => of(question) ?? []);
    return values.length === 0 ? NONE : formatNumber(values.reduce((total, one) => total + one, 0) / values.length);
  };
  const rows: Row[] = [
    ["first option, above an even share", firstPlace === null ? NONE : formatNumber(firstPlace)],
    ["change from one order of options to another", average(({ orderEffect }) => orderEffect)],
    ["entropy, of the most that there can be", average(({ entropy }) => entropy)],
    ["refused", `${sum(({ refused }) => refused)} of ${asked}`],
    ["not readable", `${sum(({ unparsed }) => unparsed)} of ${asked}`],
    ["failed", `${sum(({ failed }) => failed)} of ${asked}`],
  ];
  return table([{ head: "how it was answered", align: "left" }, right("value")], rows, width);
}

function number(estimate: Estimate): string {
  return estimate.value === null ? NONE : formatNumber(estimate.value);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

function plural(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
