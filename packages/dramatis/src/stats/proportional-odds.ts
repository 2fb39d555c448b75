import { normalShare } from "../core/index.ts";
import { choleskyFactor, choleskySolve } from "./cholesky.ts";
import { type Interval, Z95 } from "./interval.ts";

/** One answer on an ordered scale, with what may move it. */
export interface OrderedRow {
  /** Of one length in all rows. */
  features: readonly number[];
  /** Finite; only the order of the levels counts. */
  level: number;
  /** 1 unless said. */
  weight?: number;
}

/** The effect of one feature: log odds of a higher answer for one unit more, and the odds ratio with Wald's 95 % interval. */
export interface OddsEffect {
  estimate: number;
  standardError: number;
  /** Two-sided, by the normal curve. */
  p: number;
  oddsRatio: number;
  interval: Interval;
}

export interface ProportionalOdds {
  /** In the order of the features. */
  effects: OddsEffect[];
  /** Cut points between one level and the next, rising. */
  thresholds: number[];
  /** −2 log likelihood, the penalty left out. */
  deviance: number;
  /** A feature parts the levels wholly, so that its effect has no finite estimate: it was shrunk, and is to be read as large. */
  penalized: boolean;
  n: number;
}

export interface ProportionalOddsOptions {
  /** Weight of ½·Σβ² where the fit without it has no end: a normal prior with deviation 2.5 on each effect. */
  ridge?: number;
}

const MOST_STEPS = 100;
/** Log odds beyond which an effect is one that grows without end. */
const MOST_EFFECT = 12;

/**
 * Proportional-odds logistic regression (McCullagh 1980): logit P(level ≤ k) = θₖ − xβ, by Newton's method on the exact
 * Hessian, errors from the observed information, as `polr` of R's MASS has it.
 *
 * @returns null below two levels, or where the rows cannot tell the features apart.
 * @throws RangeError for rows of different lengths, and for what is not finite
 */
export function proportionalOdds(
  rows: readonly OrderedRow[],
  { ridge = 0.16 }: ProportionalOddsOptions = {},
): ProportionalOdds | null {
  const size = rows[0]?.features.length ?? 0;
  for (const [i, { features, level, weight = 1 }] of rows.entries()) {
    if (features.length !== size || ![...features, level, weight].every(Number.isFinite) || weight < 0)
      throw new RangeError(`invalid row ${i}; ${size} finite features, a level and a weight from 0 wanted`);
  }
  const counted = rows.filter(({ weight = 1 }) => weight > 0);
  const levels = [...new Set(counted.map(({ level }) => level))].sort((a, b) => a - b);
  if (levels.length < 2) return null;
  const task = { rows: counted, place: new Map(levels.map((level, at) => [level, at])), cuts: levels.length - 1, size };
  const free = fit(task, 0);
  const isFree = free?.converged === true && free.beta.slice(task.cuts).every((one) => Math.abs(one) < MOST_EFFECT);
  const found = isFree || free === null ? free : fit(task, ridge);
  if (found === null || !found.converged) return null;
  return {
    effects: found.beta
      .slice(task.cuts)
      .map((estimate, i) => effectOf(estimate, found.errors[task.cuts + i] as number)),
    thresholds: found.beta.slice(0, task.cuts),
    deviance: -2 * found.logLikelihood,
    penalized: !isFree,
    n: counted.length,
  };
}

function effectOf(estimate: number, standardError: number): OddsEffect {
  const ends = { low: Math.exp(estimate - Z95 * standardError), high: Math.exp(estimate + Z95 * standardError) };
  const p = 2 * normalShare(-Math.abs(estimate / standardError));
  return { estimate, standardError, p, oddsRatio: Math.exp(estimate), interval: ends };
}

interface Task {
  rows: readonly OrderedRow[];
  place: ReadonlyMap<number, number>;
  cuts: number;
  size: number;
}

interface Fit {
  /** Thresholds, then effects. */
  beta: number[];
  errors: number[];
  logLikelihood: number;
  converged: boolean;
}

/** The likelihood is concave, so halved steps come to its top. null where the features cannot be told apart. */
function fit(task: Task, ridge: number): Fit | null {
  const count = task.cuts + task.size;
  let beta = startOf(task);
  let now = derivatives(task, beta, ridge);
  for (let step = 0; step < MOST_STEPS; step++) {
    const factor = choleskyFactor(Float64Array.from(now.information), count);
    if (factor === null) return step === 0 ? null : { beta, errors: [], logLikelihood: 0, converged: false };
    const change = choleskySolve(factor, now.gradient);
    let share = 1;
    let next = beta;
    let then = now;
    for (; share > 1e-8; share /= 2) {
      next = beta.map((value, i) => value + share * (change[i] as number));
      then = derivatives(task, next, ridge);
      if (then.penalized >= now.penalized) break;
    }
    const moved = Math.max(...change.map(Math.abs)) * share;
    if (then.penalized >= now.penalized) [beta, now] = [next, then];
    if (moved < 1e-9 || share <= 1e-8) {
      const errors = change.map((_, i) => Math.sqrt(choleskySolve(factor, unit(i, count))[i] as number));
      return { beta, errors, logLikelihood: now.logLikelihood, converged: moved < 1e-6 };
    }
  }
  return { beta, errors: [], logLikelihood: now.logLikelihood, converged: false };
}

/** No effect, and the thresholds that the shares of the levels have. */
function startOf({ rows, place, cuts, size }: Task): number[] {
  const totals = new Array<number>(cuts + 1).fill(0);
  for (const { level, weight = 1 } of rows) {
    const at = place.get(level) as number;
    totals[at] = (totals[at] as number) + weight;
  }
  const all = totals.reduce((sum, one) => sum + one, 0);
  let below = 0;
  const thresholds = totals.slice(0, -1).map((one) => {
    below += one;
    return Math.log(below / (all - below));
  });
  return [...thresholds, ...new Array<number>(size).fill(0)];
}

/** Log likelihood log(F(u) − F(v)), u and v the thresholds above and below less xβ, with its first two derivatives. */
function derivatives({ rows, place, cuts, size }: Task, beta: readonly number[], ridge: number) {
  const count = cuts + size;
  const effects = beta.slice(cuts);
  const penalty = (ridge / 2) * effects.reduce((sum, one) => sum + one ** 2, 0);
  const gradient = beta.map((value, i) => (i < cuts ? 0 : -ridge * value));
  const information = new Float64Array(count * count);
  for (let i = cuts; i < count; i++) information[i * count + i] = ridge;
  let logLikelihood = 0;
  for (const { features, level, weight = 1 } of rows) {
    const at = place.get(level) as number;
    const eta = features.reduce((sum, x, i) => sum + x * (effects[i] as number), 0);
    const upper = at < cuts ? sigmoid((beta[at] as number) - eta) : 1;
    const lower = at > 0 ? sigmoid((beta[at - 1] as number) - eta) : 0;
    const p = upper - lower;
    if (!(p > 0))
      return { logLikelihood: Number.NEGATIVE_INFINITY, penalized: Number.NEGATIVE_INFINITY, gradient, information };
    logLikelihood += weight * Math.log(p);
    const [fu, fv] = [upper * (1 - upper), lower * (1 - lower)];
    const du = fu / p;
    const dv = -fv / p;
    const duu = (fu * (1 - 2 * upper)) / p - du ** 2;
    const dvv = (-fv * (1 - 2 * lower)) / p - dv ** 2;
    const duv = -du * dv;
    // Each of u and v moves with its threshold and, the other way, with every feature.
    const along = (edge: number): number[] => [
      ...Array.from({ length: cuts }, (_, i) => Number(i === edge)),
      ...features.map((x) => -x),
    ];
    const [u, v] = [along(at), along(at - 1)];
    for (let i = 0; i < count; i++) {
      const [ui, vi] = [u[i] as number, v[i] as number];
      gradient[i] = (gradient[i] as number) + weight * (du * ui + dv * vi);
      for (let j = 0; j <= i; j++) {
        const [uj, vj] = [u[j] as number, v[j] as number];
        const second = duu * ui * uj + dvv * vi * vj + duv * (ui * vj + vi * uj);
        information[i * count + j] = (information[i * count + j] as number) - weight * second;
      }
    }
  }
  return { logLikelihood, penalized: logLikelihood - penalty, gradient, information };
}

function unit(at: number, length: number): number[] {
  return Array.from({ length }, (_, i) => Number(i === at));
}

function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}
