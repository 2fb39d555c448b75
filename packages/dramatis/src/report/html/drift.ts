import type { CheckResult } from "../../core/index.ts";
import { type Lifetime, logRankTest, medianSurvival, type SurvivalTime, survivalCurve } from "../../stats/index.ts";
import { count, formatEstimate, formatNumber, NONE } from "../format-estimate.ts";
import { type SurvivalSeries, survivalChart } from "./charts/survival-chart.ts";
import { driftCurve } from "./curve.ts";
import { type Html, html, NOTHING } from "./escape.ts";
import { lifetimePairs, waitingMeasure, watchedConversations } from "./lifetimes.ts";

/** What is read for drift first; other measures by turn are folded. */
const DRIFT: readonly string[] = [
  "in-character-by-turn",
  "contradiction-rate",
  "prompt-to-line",
  "line-to-line",
  "style-stability",
  "style-synchrony",
];

/** How the persona changes over a conversation: how long it stays in character, and measures by turn. */
export function driftSection(result: CheckResult): Html {
  const drawn = Object.entries(result.curves).filter(([, points]) => points.length > 1);
  const [first, others] = [
    drawn.filter(([name]) => DRIFT.includes(name)),
    drawn.filter(([name]) => !DRIFT.includes(name)),
  ];
  const survival = survivalPart(result);
  if (drawn.length === 0 && survival === NOTHING) return NOTHING;
  const curves = (part: typeof drawn): Html =>
    html`<div class="curves">${part.map(([measure, points]) => driftCurve(measure, points, result.measures[measure]?.unit ?? "ratio"))}</div>`;
  // With nothing to be read first, the others are not hidden.
  const folded =
    others.length === 0
      ? NOTHING
      : html`<details${first.length > 0 ? NOTHING : html` open`}><summary>${count(others.length, "other measure")} by turn</summary>${curves(others)}</details>`;
  return html`<h3>Drift</h3>${survival}${first.length === 0 ? NOTHING : html`<h4>By turn</h4>${curves(first)}`}${folded}`;
}

/** Share of conversations still in character by turn, with what is known of it in words. */
function survivalPart(result: CheckResult): Html {
  const measure = waitingMeasure(result);
  const estimate = measure === null ? undefined : result.measures[measure];
  const watched = measure === null ? null : watchedConversations(result, measure);
  if (!estimate || !watched || watched.length === 0) return NOTHING;
  const left = watched.filter(({ ended }) => ended).length;
  const half = medianSurvival(survivalCurve(watched));
  const pairs = lifetimePairs(watched);
  const facts = [
    ["Left character", `${left} of ${count(watched.length, "conversation")}`],
    ["Half-life", halfLifeText(half)],
    ["First turn out of character", `after ${formatEstimate(estimate)}`],
    ...pairs.map(({ title, sides }): [string, string] => [title, comparison(sides)]),
  ].map(
    ([term = "", text = ""]) => html`<div><dt>${term}</dt><dd>${text}</dd></div>
`,
  );
  const all = survivalChart([seriesOf("all conversations", watched)], { title: "Still in character" });
  const charts = pairs.map(({ title, sides }) =>
    survivalChart(
      sides.map(({ name, lifetimes }) => seriesOf(name, lifetimes)),
      { title },
    ),
  );
  return html`<div class="curves">${all}<dl class="witnesses facts">${facts}<div><dd class="quiet">Conversations that never left count up to their end, so the mean is a lower bound.</dd></div></dl>${charts}</div>`;
}

function seriesOf(name: string, lifetimes: readonly Lifetime[]): SurvivalSeries {
  const until = Math.max(0, ...lifetimes.map(({ time }) => time));
  return { name, curve: survivalCurve(lifetimes), until, n: lifetimes.length };
}

function halfLifeText({ time, low, high }: SurvivalTime): string {
  const ends = `[${low ?? NONE}, ${high ?? NONE}]`;
  return time === null ? `not reached ${ends}` : `${time} ${ends} turns`;
}

/** Both half-lives, and whether the two differ. */
function comparison(sides: readonly { name: string; lifetimes: readonly Lifetime[] }[]): string {
  const each = sides.map(({ name, lifetimes }) => {
    const left = lifetimes.filter(({ ended }) => ended).length;
    return `${name}: ${left} of ${lifetimes.length} left, half-life ${halfLifeText(medianSurvival(survivalCurve(lifetimes)))}`;
  });
  const [a, b] = sides.map(({ lifetimes }) => lifetimes);
  const test = a && b ? logRankTest(a, b) : null;
  const verdict = test
    ? `log-rank p\u00a0${test.p < 0.001 ? "" : "=\u00a0"}${formatNumber(test.p)}`
    : "nothing to compare";
  return `${each.join("; ")}; ${verdict}`;
}
