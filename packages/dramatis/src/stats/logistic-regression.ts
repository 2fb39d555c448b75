import { random } from "../core/index.ts";
import { choleskyFactor, choleskySolve } from "./cholesky.ts";
import { mean } from "./mean.ts";

/** A row of features and the class that it is of. */
export interface LabelledRow {
  /** Of one length in all rows. */
  features: readonly number[];
  positive: boolean;
  /** Rows of one group are never on both sides of a split: lines of one author, say. */
  group?: string;
}

export interface LogisticModel {
  intercept: number;
  weights: number[];
  /** Probability of the positive class, 0..1. */
  probability(features: readonly number[]): number;
}

export interface LogisticOptions {
  /** Weight of ½·Σw² in what is minimised; the intercept is free. Above 0 also where the classes can be parted. */
  ridge?: number;
}

const MOST_STEPS = 50;

/**
 * Logistic regression by Newton's method, with a ridge penalty.
 *
 * @returns null where a class is missing. @throws RangeError where the rows cannot tell the features apart (raise `ridge`).
 */
export function logisticRegression(
  rows: readonly LabelledRow[],
  { ridge = 1 }: LogisticOptions = {},
): LogisticModel | null {
  if (new Set(rows.map(({ positive }) => positive)).size < 2) return null;
  const size = (rows[0]?.features.length ?? 0) + 1;
  let beta = new Array<number>(size).fill(0);
  for (let step = 0; step < MOST_STEPS; step++) {
    const gradient = beta.map((value, i) => (i === 0 ? 0 : -ridge * value));
    const hessian = new Float64Array(size * size);
    for (let i = 1; i < size; i++) hessian[i * size + i] = ridge;
    for (const { features, positive } of rows) {
      const row = [1, ...features];
      const p = sigmoid(dot(beta, row));
      const weight = p * (1 - p);
      for (let i = 0; i < size; i++) {
        const own = row[i] as number;
        gradient[i] = (gradient[i] as number) + own * (Number(positive) - p);
        if (own === 0) continue;
        for (let j = 0; j <= i; j++) {
          hessian[i * size + j] = (hessian[i * size + j] as number) + weight * own * (row[j] as number);
        }
      }
    }
    const factor = choleskyFactor(hessian, size);
    if (factor === null) throw new RangeError("features cannot be told apart: raise the ridge above 0");
    const change = choleskySolve(factor, gradient);
    beta = beta.map((value, i) => value + (change[i] as number));
    if (Math.max(...change.map(Math.abs)) < 1e-10) break;
  }
  const [intercept = 0, ...weights] = beta;
  return { intercept, weights, probability: (features) => sigmoid(intercept + dot(weights, features)) };
}

export interface CrossValidation extends LogisticOptions {
  folds?: number;
  /** Of the folds. */
  seed?: number;
}

/**
 * The probability of each row from a model that never saw it or its group: k folds of whole groups, features standardised
 * by what was seen. A row whose fold's rest lacks a class gets null.
 */
export function crossValidated(
  rows: readonly LabelledRow[],
  { folds = 10, seed = 42, ridge = 1 }: CrossValidation = {},
): (number | null)[] {
  const groupOf = ({ group }: LabelledRow, i: number): string => group ?? `row ${i}`;
  const order = random(seed).shuffle([...new Set(rows.map(groupOf))]);
  const foldOf = new Map(order.map((group, place) => [group, place % folds]));
  const found = new Array<number | null>(rows.length).fill(null);
  for (let fold = 0; fold < folds; fold++) {
    const isHeld = rows.map((row, i) => foldOf.get(groupOf(row, i)) === fold);
    const seen = rows.filter((_, i) => !isHeld[i]);
    const scaled = scaling(seen.map(({ features }) => features));
    const model = logisticRegression(
      seen.map((row) => ({ ...row, features: scaled(row.features) })),
      { ridge },
    );
    for (const [i, row] of rows.entries()) if (isHeld[i] && model) found[i] = model.probability(scaled(row.features));
  }
  return found;
}

function scaling(rows: readonly (readonly number[])[]): (features: readonly number[]) => number[] {
  const columns = (rows[0] ?? []).map((_, at) => rows.map((row) => row[at] as number));
  const centres = columns.map((column) => mean(column) as number);
  const deviations = columns.map((column, at) => {
    const centre = centres[at] as number;
    return Math.sqrt(mean(column.map((value) => (value - centre) ** 2)) as number) || 1;
  });
  return (features) => features.map((value, at) => (value - (centres[at] as number)) / (deviations[at] as number));
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
