/** What the people of some cells must add up to. */
export interface Margin {
  name: string;
  /** One a target, such as "female, 18-24". */
  labels: readonly string[];
  /** Zero or more, in the order of `labels`. */
  targets: Float64Array;
  /** For each cell the number of its target, or -1 where the margin says nothing about it. */
  index: Int32Array;
}

export interface Fit {
  /** As many as there are cells. A cell that started at 0 is 0. */
  weights: Float64Array;
  iterations: number;
  converged: boolean;
  /** The largest |sum - target| over all margins, in people. */
  error: number;
}

export interface IpfOptions {
  /** What the cells start with: ones, or related data whose odds ratios are kept. 0 is a structural zero. */
  seed: Float64Array;
  margins: readonly Margin[];
  /** Stops when no sum is off by this share of all people. */
  tolerance?: number;
  maxIterations?: number;
}

/**
 * Iterative proportional fitting, or raking (Deming and Stephan 1940): each margin in turn scales its cells to its targets,
 * until all of them hold. A target of 0 empties its cells. Margins that contradict each other do not converge; see
 * `contradictions`.
 */
export function ipf({ seed, margins, tolerance = 1e-6, maxIterations = 1000 }: IpfOptions): Fit {
  const weights = Float64Array.from(seed);
  const allowed = tolerance * people(margins);
  let error = worstError(weights, margins);
  let iterations = 0;
  while (error > allowed && iterations < maxIterations) {
    // What was off before each margin's turn costs nothing to know, and is small before what is off after all of them is.
    const offBefore = margins.map((margin) => scaleTo(weights, margin));
    iterations += 1;
    if (Math.max(...offBefore) <= allowed || iterations === maxIterations) error = worstError(weights, margins);
  }
  return { weights, iterations, converged: error <= allowed, error };
}

/** Everyone, by the margin that speaks of the most people. */
export function people(margins: readonly Margin[]): number {
  return Math.max(0, ...margins.map(({ targets }) => total(targets)));
}

/** How many people the cells hold for each target. */
export function marginSums(weights: ArrayLike<number>, { index, targets }: Margin): Float64Array {
  const sums = new Float64Array(targets.length);
  for (let cell = 0; cell < index.length; cell++) {
    const at = index[cell] as number;
    if (at >= 0) sums[at] = (sums[at] as number) + (weights[cell] as number);
  }
  return sums;
}

export function total(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum;
}

/** Returns the largest |sum - target| that there was. */
function scaleTo(weights: Float64Array, margin: Margin): number {
  const factors = marginSums(weights, margin);
  let off = 0;
  for (let at = 0; at < factors.length; at++) {
    const [sum, target] = [factors[at] as number, margin.targets[at] as number];
    off = Math.max(off, Math.abs(sum - target));
    factors[at] = sum === 0 ? 0 : target / sum;
  }
  for (let cell = 0; cell < weights.length; cell++) {
    const at = margin.index[cell] as number;
    if (at >= 0) weights[cell] = (weights[cell] as number) * (factors[at] as number);
  }
  return off;
}

function worstError(weights: Float64Array, margins: readonly Margin[]): number {
  let worst = 0;
  for (const margin of margins) {
    const sums = marginSums(weights, margin);
    for (let at = 0; at < sums.length; at++) {
      worst = Math.max(worst, Math.abs((sums[at] as number) - (margin.targets[at] as number)));
    }
  }
  return worst;
}
