import type { CheckResult, Estimate } from "../../core/index.ts";
import { type ForestRow, forestPlot } from "./charts/forest-plot.ts";
import { type Html, html, NOTHING } from "./escape.ts";

/** A forest of each measure that is put together of parts: traits, tasks. */
export function partForests({ parts = {}, measures }: CheckResult): Html {
  const plots = Object.entries(parts).flatMap(([measure, own]) => {
    const estimate = measures[measure];
    const rows = own.map(({ part, ...rest }): ForestRow => ({ name: part, ...rest }));
    if (estimate === undefined || rows.every(({ value }) => value === null)) return [];
    const { value, low, high, n } = estimate;
    const all = [...rows, { name: "all of it", value, low, high, n }];
    return [forestPlot(all, { title: measure, axis: axisOf(estimate), none: null, ends: endsOf(estimate) })];
  });
  return plots.length === 0 ? NOTHING : html`<h3>By part</h3><div class="curves">${plots}</div>`;
}

function axisOf({ unit, direction }: Estimate): string {
  const better = direction === "none" ? "" : `, ${direction} is better`;
  return `${unit}${better}`;
}

function endsOf({ unit }: Estimate): readonly [number, number] | undefined {
  return unit === "ratio" ? [0, 1] : undefined;
}
