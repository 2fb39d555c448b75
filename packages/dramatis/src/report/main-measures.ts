import type { CheckReport } from "../core/index.ts";

/**
 * The measures an overview of several personas shows: those with a bound first, then in the order of the run;
 * none that has no value anywhere.
 */
export function mainMeasures(report: CheckReport, limit: number): string[] {
  const gated = report.results.flatMap(({ gate }) => (gate ?? []).map(({ measure }) => measure));
  const all = report.results.flatMap(({ measures }) => Object.keys(measures));
  const scored = (measure: string): boolean =>
    report.results.some(({ measures }) => (measures[measure]?.value ?? null) !== null);
  return [...new Set([...gated, ...all])].filter(scored).slice(0, limit);
}
