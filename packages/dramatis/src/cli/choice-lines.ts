import type { Estimate } from "../core/index.ts";
import type { ChoiceReport, ConductReport, TypeReport } from "../presets/survey/choice-report.ts";
import { formatInterval, formatNumber, NONE } from "../report/format-estimate.ts";
import { type Column, type Row, table } from "../report/terminal/table.ts";

/** People whose types are listed one by one; of more, how many there are of each type. */
const MOST_LISTED = 20;

/** Share of items that come out by the place of their options, above which the scores are of the places. */
const MOST_BY_ORDER = 0.5;

/** What is known of choices beside their scores, as lines for people. */
export function choiceLines({ quality, types, attributes, conduct }: ChoiceReport, width: number): string[] {
  const shares = quality.map(
    (one): Row => [one.scale, ...[one.unanswered, one.orderSensitivity, one.promptSensitivity].map(figure)],
  );
  const columns = ["share of items", "unanswered", "other by order", "other by wording"].map(column);
  return [
    ...(types === null ? [] : ["", ...typeLines(types, width)]),
    ...(conduct === null ? [] : ["", ...conductLines(conduct, width)]),
    ...(attributes.length === 0
      ? []
      : [
          "",
          ...table(
            ["attribute", "parallel forms agree", "follows assigned level, r"].map(column),
            attributes.map((one): Row => [one.attribute, figure(one.consistency), figure(one.monotonicity)]),
            width,
          ),
        ]),
    "",
    ...table(columns, shares, width),
    ...(quality.every(({ orderSensitivity: { low } }) => low !== null && low > MOST_BY_ORDER)
      ? ["", "These choices say where the options stood, not what is chosen: the scores say next to nothing."]
      : []),
  ];
}

function typeLines({ people, consistency, robustness, fairness }: TypeReport, width: number): string[] {
  const letters = Object.keys(people[0]?.shares ?? {});
  const tally = [...Map.groupBy(people, ({ type }) => type)].sort(([, a], [, b]) => b.length - a.length);
  const listed =
    people.length <= MOST_LISTED
      ? table(
          ["persona", "type", ...letters.map((letter) => `${letter} %`)].map(column),
          people.map(({ person, type, shares }): Row => [person, type, ...letters.map((one) => number(shares[one]))]),
          width,
        )
      : table(
          ["type", "personas"].map(column),
          tally.map(([type, own]): Row => [type, String(own.length)]),
          width,
        );
  const rows: Row[] = [
    ["consistent over orders of the options", figure(consistency)],
    ["file's order against drawn orders", figure(robustness)],
    ...fairness.map(
      ({ groups: [one, other], fairness: value, byChance, p }): Row => ({
        name: `${one.name} (${one.n}), ${other.name} (${other.n})`,
        remark: `${number(value)} alike; by chance ${number(byChance)}, p ${number(p)}`,
      }),
    ),
  ];
  return [...listed, "", ...table(["1 is no difference", "value"].map(column), rows, width)];
}

function conductLines({ pairs, difference, consistent }: ConductReport, width: number): string[] {
  const { byChance } = pairs;
  const rows: Row[] = [
    ["pairs within one point", figure(consistent), number(byChance.consistent)],
    ["points apart", figure(difference), number(byChance.difference)],
    ["rank correlation", number(pairs.spearman), number(byChance.spearman)],
    ["cosine", number(pairs.cosine), number(byChance.cosine)],
  ];
  return table([`said and done, ${pairs.pairs} pairs`, "value", "by chance"].map(column), rows, width);
}

function column(head: string, at: number): Column {
  return { head, align: at === 0 ? "left" : "right" };
}

function figure(estimate: Estimate): string {
  if (estimate.value === null) return NONE;
  const interval = formatInterval(estimate);
  return interval === NONE ? number(estimate.value) : `${number(estimate.value)} ${interval}`;
}

function number(value: number | null | undefined): string {
  return value == null ? NONE : formatNumber(value);
}
