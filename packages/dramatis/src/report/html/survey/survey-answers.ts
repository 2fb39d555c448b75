import { formatNumber, NONE } from "../../format-estimate.ts";
import { dataTable } from "../data-table.ts";
import { type Html, html, NOTHING } from "../escape.ts";
import { estimateTable } from "../measures.ts";
import type { QuestionnairePage, SurveyComparison, SurveyStyles } from "./survey-page.ts";

/** What answers owe to how they are given and asked: styles, wordings and orders, and asking again. */
export function howAnswered({ styles, hasOwnOptions, wordings, orders, retest }: QuestionnairePage): Html {
  const rows = STYLES.filter(({ style }) => !hasOwnOptions || !RATED.has(style)).map(({ style, name, note }) => ({
    name,
    note: hasOwnOptions && style === "orderSensitivity" ? "share of items that come out otherwise" : note,
    estimate: styles[style],
    reason: "not to be told",
  }));
  const again = retest.map(({ scale, icc, r, n }) => [scale, number(icc), number(r), `${n}`]);
  return html`${estimateTable(rows, { caption: "Whatever is asked; the dot is the value, the line its 95 % interval", of: "Style" })}
${orders === null ? NOTHING : comparison("Orders of the options", orders)}
${orders === null ? NOTHING : html`<p class="quiet">Where a scale has as many reversed items as others, what position does to each cancels in its mean: read this with “options turned around”.</p>`}
${wordings === null ? NOTHING : comparison("Wordings", wordings)}
${
  retest.length === 0
    ? NOTHING
    : html`<h4>Asked again</h4>${dataTable({ caption: "Agreement of each scale with itself: ICC(3,1), and the correlation of the first two times", heads: ["Scale", "ICC", "r", "n"], rows: again })}`
}`;
}

const STYLES: readonly { style: keyof SurveyStyles; name: string; note: string }[] = [
  { style: "acquiescence", name: "acquiescence", note: "points, agreeing whatever is said" },
  { style: "extremity", name: "extreme answers", note: "share at either end" },
  { style: "firstPlace", name: "first option", note: "share above chance" },
  {
    style: "orderSensitivity",
    name: "options turned around",
    note: "difference, share of the range",
  },
  { style: "refused", name: "refused", note: "share of questions" },
  { style: "unread", name: "not readable", note: "share of questions" },
];

/** What only answers on one scale for all items have. */
const RATED: ReadonlySet<keyof SurveyStyles> = new Set(["acquiescence", "extremity"]);

function comparison(title: string, { tests, significant, largest, spread }: SurveyComparison): Html {
  if (significant === null || largest === null) return NOTHING;
  const differing = Math.round(significant * tests.length);
  const rows = tests.map(({ scale, ways: [first, second], difference, items, p, adjusted }) => [
    scale,
    `${first} → ${second}`,
    formatNumber(difference),
    `${items}`,
    formatNumber(p),
    formatNumber(adjusted),
  ]);
  const spreads = Object.entries(spread).flatMap(([scale, sd]) => (sd === null ? [] : `${scale} ${formatNumber(sd)}`));
  const heads = ["Scale", "From, to", "Difference", "Items", "p", "p after Holm"];
  return html`<h4>${title}</h4><p>${differing} of ${tests.length} comparisons of a scale differ (sign-flip test over items, Holm, .05); the largest difference is ${formatNumber(largest)} points. Spread of each scale over them, sd: ${spreads.join(", ")}.</p>
<details><summary>Every comparison</summary>${dataTable({ caption: `${title} compared`, heads, rows, words: [1] })}</details>`;
}

function number(value: number | null): string {
  return value === null ? NONE : formatNumber(value);
}
