import type { Random } from "../../core/index.ts";
import { total } from "./ipf.ts";

export interface AllocateOptions {
  /** Expected people a cell, in any unit. */
  weights: Float64Array;
  size: number;
  /** For each variable the value that each cell has. */
  codes: readonly Uint8Array[];
  random: Random;
}

/**
 * Whole people for cells: `size` of them, and of every value of every single variable as many as its share, rounded (largest
 * remainders). Each cell gets its expected number cut down, and the rest go to cells with the probability of what was cut
 * off, without replacement (TRS, Lovelace and Ballas 2013), here by systematic sampling in the order of the cells, so that
 * combinations of the first variables come out right to a person too. Then people move between cells that differ in one
 * variable alone until that variable is exact. Where structural zeros leave no such move, a value stays a person off.
 */
export function allocatePeople({ weights, size, codes, random }: AllocateOptions): Int32Array {
  const share = size / total(weights);
  const counts = systematicRounding(weights, share, random.next());
  const find = cellFinder(codes, weights);
  for (const [variable, values] of codes.entries()) {
    const targets = wholeShares(sumsByValue(weights, values), size);
    const surplus = sumsByValue(counts, values).map((count, value) => count - (targets[value] as number));
    // At first nobody leaves a cell that has no more than its expected number, cut down.
    for (const isStrict of [true, false]) {
      moveSurplus({ counts, weights, share, values, surplus, isStrict, start: random.next(), twin: find(variable) });
    }
  }
  return counts;
}

/** Whole numbers in proportion to the weights that add up to `size`: cut down, and one more for the largest remainders. */
export function wholeShares(weights: ArrayLike<number>, size: number): Int32Array {
  const share = size / total(weights);
  const exact = Float64Array.from(weights, (weight) => weight * share);
  const whole = Int32Array.from(exact, Math.floor);
  const byRemainder = [...exact.keys()].sort((a, b) => remainder(exact, b) - remainder(exact, a) || a - b);
  const left = size - total(whole);
  for (const at of byRemainder.slice(0, left)) whole[at] = (whole[at] as number) + 1;
  return whole;
}

function remainder(exact: Float64Array, at: number): number {
  const value = exact[at] as number;
  return value - Math.floor(value);
}

function systematicRounding(weights: Float64Array, share: number, start: number): Int32Array {
  const counts = Int32Array.from(weights, (weight) => Math.floor(weight * share));
  const fractions = weights.map((weight) => weight * share - Math.floor(weight * share));
  const left = Math.round(total(weights) * share) - total(counts);
  const step = total(fractions) / left;
  let passed = 0;
  let given = 0;
  let last = 0;
  for (let cell = 0; cell < weights.length && given < left; cell++) {
    if ((fractions[cell] as number) > 0) last = cell;
    passed += fractions[cell] as number;
    if (passed > (given + start) * step) {
      counts[cell] = (counts[cell] as number) + 1;
      given += 1;
    }
  }
  // Rounding errors can leave the last threshold a hair above the sum.
  if (given < left) counts[last] = (counts[last] as number) + left - given;
  return counts;
}

function sumsByValue(amounts: ArrayLike<number>, values: Uint8Array): number[] {
  const sums: number[] = [];
  for (let cell = 0; cell < values.length; cell++) {
    const value = values[cell] as number;
    sums[value] = (sums[value] ?? 0) + (amounts[cell] as number);
  }
  return Array.from(sums, (sum) => sum ?? 0);
}

/** For a variable: the cell that is like another in all but that variable, or undefined. */
type Twin = (cell: number, value: number) => number | undefined;

function cellFinder(codes: readonly Uint8Array[], weights: Float64Array): (variable: number) => Twin {
  const sizes = codes.map((values) => values.reduce((most, value) => Math.max(most, value), 0) + 1);
  const strides = sizes.map((_, variable) => sizes.slice(0, variable).reduce((product, size) => product * size, 1));
  const keyOf = (cell: number): number =>
    codes.reduce((key, values, variable) => key + (values[cell] as number) * (strides[variable] as number), 0);
  const cells = new Map<number, number>();
  for (let cell = 0; cell < weights.length; cell++) {
    if ((weights[cell] as number) > 0) cells.set(keyOf(cell), cell);
  }
  return (variable) => (cell, value) => {
    const own = codes[variable]?.[cell] ?? 0;
    return cells.get(keyOf(cell) + (value - own) * (strides[variable] as number));
  };
}

interface Move {
  counts: Int32Array;
  weights: Float64Array;
  share: number;
  values: Uint8Array;
  /** For each value how many there are too many of; changed in place. */
  surplus: number[];
  isStrict: boolean;
  /** 0..1: where among the cells to begin. */
  start: number;
  twin: Twin;
}

function moveSurplus({ counts, weights, share, values, surplus, isStrict, start, twin }: Move): void {
  let open = surplus.reduce((sum, much) => sum + Math.max(0, much), 0);
  const first = Math.floor(start * counts.length);
  const stride = scatteringStride(counts.length);
  for (let i = 0; i < counts.length && open > 0; i++) {
    const cell = (first + i * stride) % counts.length;
    const from = values[cell] as number;
    const least = isStrict ? Math.floor((weights[cell] as number) * share) : 0;
    while ((surplus[from] as number) > 0 && (counts[cell] as number) > least) {
      const to = surplus.findIndex((much, value) => much < 0 && twin(cell, value) !== undefined);
      if (to === -1) break;
      const other = twin(cell, to) as number;
      counts[cell] = (counts[cell] as number) - 1;
      counts[other] = (counts[other] as number) + 1;
      surplus[from] = (surplus[from] as number) - 1;
      surplus[to] = (surplus[to] as number) + 1;
      open -= 1;
    }
  }
}

/** A step that visits every one of `count` places, neighbours far apart in time. */
function scatteringStride(count: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let stride = Math.max(1, Math.round(count * 0.618));
  while (divisor(stride, count) !== 1) stride += 1;
  return stride;
}
