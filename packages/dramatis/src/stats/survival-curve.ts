import { normalShare } from "../core/index.ts";
import { type Interval, Z95 } from "./interval.ts";

/** How long one unit was seen: until it ended, or until the end of watching. */
export interface Lifetime {
  /** Above 0. */
  time: number;
  /** false where it had not ended when it was last seen. */
  ended: boolean;
}

/** A time at which some ended. Between the steps survival stays as it is; before the first it is 1. */
export interface SurvivalStep extends Interval {
  time: number;
  /** Seen until this time or longer. */
  atRisk: number;
  ended: number;
  /** Share that lives on after this time. */
  survival: number;
  /** Greenwood's standard error of `survival`; null where nobody is left, as the formula then has no value. */
  error: number | null;
}

/**
 * Kaplan–Meier's estimate (1958) with the 95 % interval that Greenwood's variance (1926) gives on the log(−log) scale
 * (Kalbfleisch and Prentice 1980), which stays within 0..1. Where nobody is left it runs from 0 to the upper end of the
 * step before. Those last seen at a time count as at risk then. No lifetime, or none that ended: no step.
 *
 * @throws RangeError for a time that is not a number above 0.
 */
export function survivalCurve(lifetimes: readonly Lifetime[]): SurvivalStep[] {
  const bad = lifetimes.find(({ time }) => !(time > 0 && time < Infinity));
  if (bad) throw new RangeError(`invalid time; not in (0, ∞): ${bad.time}`);
  let survival = 1;
  let greenwood = 0;
  let before = 1;
  return endTimes(lifetimes).map((time) => {
    const { atRisk, ended } = countsAt(lifetimes, time);
    survival *= 1 - ended / atRisk;
    if (ended === atRisk) return { time, atRisk, ended, survival: 0, error: null, low: 0, high: before };
    greenwood += ended / (atRisk * (atRisk - ended));
    const spread = Math.exp((Z95 * Math.sqrt(greenwood)) / -Math.log(survival));
    before = survival ** (1 / spread);
    return {
      ...{ time, atRisk, ended, survival, error: survival * Math.sqrt(greenwood) },
      ...{ low: survival ** spread, high: before },
    };
  });
}

/** A time with its interval; an end is null where the curve never gets there. */
export interface SurvivalTime {
  time: number | null;
  low: number | null;
  high: number | null;
}

/**
 * The half-life: the first time after which no more than half live on. Its interval is that of Brookmeyer and Crowley
 * (1982): where the ends of the curve's own interval cross one half.
 */
export function medianSurvival(curve: readonly SurvivalStep[]): SurvivalTime {
  const first = (of: (step: SurvivalStep) => number): number | null =>
    curve.find((step) => of(step) <= 0.5)?.time ?? null;
  return { time: first((step) => step.survival), low: first((step) => step.low), high: first((step) => step.high) };
}

/** Mean lifetime restricted to `until`: the area under the curve from 0 to there, in 0..until. */
export function restrictedMean(curve: readonly SurvivalStep[], until: number): number {
  let [area, from, survival] = [0, 0, 1];
  for (const step of curve) {
    if (step.time >= until) break;
    area += survival * (step.time - from);
    [from, survival] = [step.time, step.survival];
  }
  return area + survival * (until - from);
}

/** Whether two groups live equally long. */
export interface LogRank {
  chiSquare: number;
  /** Two-sided, from the chi-square distribution with one degree of freedom. */
  p: number;
  /** Ends seen in the first group, and expected of it were there no difference. */
  observed: number;
  expected: number;
}

/** Log-rank test (Mantel 1966). null where there is no time at which both are at risk and some end. */
export function logRankTest(a: readonly Lifetime[], b: readonly Lifetime[]): LogRank | null {
  let [observed, expected, variance] = [0, 0, 0];
  for (const time of endTimes([...a, ...b])) {
    const [one, both] = [countsAt(a, time), countsAt([...a, ...b], time)];
    const share = one.atRisk / both.atRisk;
    observed += one.ended;
    expected += both.ended * share;
    if (both.atRisk === 1) continue;
    variance += (both.ended * share * (1 - share) * (both.atRisk - both.ended)) / (both.atRisk - 1);
  }
  if (variance === 0) return null;
  const chiSquare = (observed - expected) ** 2 / variance;
  return { chiSquare, p: 2 * normalShare(-Math.sqrt(chiSquare)), observed, expected };
}

function endTimes(lifetimes: readonly Lifetime[]): number[] {
  return [...new Set(lifetimes.filter(({ ended }) => ended).map(({ time }) => time))].sort((a, b) => a - b);
}

function countsAt(lifetimes: readonly Lifetime[], at: number): { atRisk: number; ended: number } {
  return {
    atRisk: lifetimes.filter(({ time }) => time >= at).length,
    ended: lifetimes.filter(({ time, ended }) => ended && time === at).length,
  };
}
