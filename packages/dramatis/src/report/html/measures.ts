import type { CheckResult, Estimate, GateVerdict } from "../../core/index.ts";
import { missingReason } from "../findings.ts";
import {
  formatBound,
  formatDirection,
  formatEstimate,
  formatInterval,
  formatMissing,
  formatNumber,
  NONE,
} from "../format-estimate.ts";
import { lineUp } from "../line-up.ts";
import { type Html, html, NOTHING } from "./escape.ts";
import { roundScale } from "./scale.ts";

/** One estimate of a table. */
export interface EstimateRow {
  name: string;
  /** Beside the name. */
  note: string;
  estimate: Estimate;
  gate?: readonly GateVerdict[];
  /** Why there is no value. */
  reason?: string;
}

/** Every measure with its value, interval, n and what is missing. */
export function measuresTable(result: CheckResult): Html {
  const rows = Object.entries(result.measures).map(
    ([measure, estimate]): EstimateRow => ({
      name: measure,
      note: direction(estimate),
      estimate,
      gate: (result.gate ?? []).filter((verdict) => verdict.measure === measure),
      reason: missingReason(result, measure, estimate),
    }),
  );
  const caption = "The dot is the value, the line its 95 % interval, an upright mark a bound of the gate";
  return html`${estimateTable(rows, { caption, of: "Measure" })}${sights(result)}`;
}

/** Estimates with a drawing of each. The roles keep it a table where a phone stacks it. */
export function estimateTable(rows: readonly EstimateRow[], { caption, of }: { caption: string; of: string }): Html {
  const heads = [of, "Value and 95 % interval"].map((head) => html`<th scope="col" role="columnheader">${head}</th>`);
  return html`<table class="measures" role="table">
<caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${heads}<th scope="col" role="columnheader" class="number">n <small>(clusters)</small></th><th scope="col" role="columnheader" class="number">Missing</th></tr></thead>
<tbody role="rowgroup">${rows.map(row)}</tbody>
</table>`;
}

function sights(result: CheckResult): Html {
  const rows = lineUp(result).map(
    ({ measure, sees, blind }) => html`<tr><th scope="row">${measure}</th><td>${sees}</td><td>${blind}</td></tr>
`,
  );
  if (rows.length === 0) return NOTHING;
  return html`<details><summary>What each measure sees, and what it is blind to</summary>
<div class="scroll" tabindex="0" role="region" aria-label="What each measure sees"><table>
<caption>Measures that disagree say different things</caption>
<thead><tr><th scope="col">Measure</th><th scope="col">Sees</th><th scope="col">Blind to</th></tr></thead>
<tbody>${rows}</tbody>
</table></div></details>`;
}

function row({ name, note, estimate, gate = [], reason = "" }: EstimateRow): Html {
  return html`<tr role="row"><th scope="row" role="rowheader">${name} <small>${note}</small></th>
<td role="cell">${estimate.value === null ? html`<span class="none">${NONE} ${reason}</span>` : value(estimate, gate)}</td>
<td role="cell" class="number">${estimate.n} <small>(${estimate.clusters})</small></td><td role="cell" class="number">${formatMissing(estimate) || "0"}</td></tr>
`;
}

function direction(estimate: Estimate): string {
  const unit = estimate.unit === "ratio" ? "" : estimate.unit;
  return [unit, formatDirection(estimate.direction)].filter((part) => part !== "").join(", ");
}

function value(estimate: Estimate & { value: number | null }, gate: readonly GateVerdict[]): Html {
  const interval = estimate.low === null ? "no interval: too little was scored" : formatInterval(estimate);
  return html`<span class="estimate"><span class="figures"><b>${formatNumber(estimate.value ?? 0)}</b> <span class="interval">${interval}</span></span>${intervalBar(estimate, gate)}</span>`;
}

const BAR = { width: 220, height: 18, left: 38, right: 182, middle: 9 };

/**
 * The value as a dot and its interval as a line, from 0 to 1 for a ratio and on a round scale otherwise.
 * Bounds of the gate are upright marks.
 */
export function intervalBar(estimate: Estimate, gate: readonly GateVerdict[] = []): Html {
  const { value: dot, low, high } = estimate;
  if (dot === null) return NOTHING;
  const bounds = gate.flatMap(({ bound }) => [bound.min, bound.max]).filter((bound) => bound !== undefined);
  const shown = [dot, low ?? dot, high ?? dot, ...bounds];
  const ratio = estimate.unit === "ratio" && shown.every((one) => one >= 0 && one <= 1);
  const scale = ratio ? { low: 0, high: 1 } : roundScale(shown, 2);
  const x = (at: number): number =>
    round(BAR.left + ((at - scale.low) / (scale.high - scale.low)) * (BAR.right - BAR.left));
  const y = BAR.middle;
  const range =
    low === null || high === null
      ? NOTHING
      : html`<line class="range" x1="${x(low)}" x2="${x(high)}" y1="${y}" y2="${y}"/>`;
  const marks = bounds.map((bound) => html`<line class="bound" x1="${x(bound)}" x2="${x(bound)}" y1="2" y2="16"/>`);
  const label = [formatEstimate(estimate), ...gate.map(({ bound }) => `bound ${formatBound(bound)}`)].join(", ");
  return html`<svg class="bar" viewBox="0 0 ${BAR.width} ${BAR.height}" role="img" aria-label="${label}"><title>${label}</title>
<line class="track" x1="${BAR.left}" x2="${BAR.right}" y1="${y}" y2="${y}"/>${marks}${range}<circle class="dot" cx="${x(dot)}" cy="${y}" r="4.5"/>
<text x="${BAR.left - 8}" y="${y + 3.5}" text-anchor="end">${formatNumber(scale.low)}</text><text x="${BAR.right + 8}" y="${y + 3.5}">${formatNumber(scale.high)}</text></svg>`;
}

function round(at: number): number {
  return Math.round(at * 10) / 10;
}

const MARK: Record<GateVerdict["verdict"], { icon: string; word: string }> = {
  pass: { icon: "✓", word: "pass" },
  fail: { icon: "✕", word: "fail" },
  undecided: { icon: "?", word: "undecided" },
};

/** The bounds of the gate file and whether each interval is on the right side. */
export function gateList(gate: readonly GateVerdict[]): Html {
  const items = gate.map(
    ({ measure, bound, verdict, message }) =>
      html`<li class="${verdict}"><span class="verdict"><span aria-hidden="true">${MARK[verdict].icon}</span> ${MARK[verdict].word}</span> <span><b>${measure}</b> ${formatBound(bound)} <span class="quiet">${message}</span></span></li>
`,
  );
  return html`<ul class="gate">${items}</ul>`;
}
