import type { CheckResult } from "../../core/index.ts";
import { type ForestRow, forestPlot } from "./charts/forest-plot.ts";
import { type Html, html, NOTHING } from "./escape.ts";

/** Measures of the personality that shows in what is said. */
const TRAIT_MEASURES: readonly string[] = [
  "dialogue-traits",
  "psy-cot",
  "opinion-trait",
  "interview-elicitation",
  "self-report-behaviour",
  "interview-traits",
];

/** Measures of traits side by side, where there are two that have a value. */
export function traitForest({ measures }: CheckResult): Html {
  const rows = TRAIT_MEASURES.flatMap((name): ForestRow[] => {
    const found = measures[name];
    if (found === undefined || found.value === null || found.unit !== "ratio") return [];
    return [{ name, value: found.value, low: found.low, high: found.high, n: found.n }];
  });
  if (rows.length < 2) return NOTHING;
  const options = { title: "Ways of reading its traits", axis: "agreement with the persona", none: null };
  return html`<h3>Traits</h3><div class="curves">${forestPlot(rows, { ...options, ends: [0, 1] })}</div>`;
}
