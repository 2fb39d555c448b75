/**
 * How many participants an experiment needs, by formula and by running it many times on drawn answers.
 *
 * Formula: Whitehead (1993) for an ordered answer, n in each of two groups = 6 (z_α + z_β)² / ((ln OR)² (1 − Σ p̄ₖ³)), p̄ the answers' mean shares in the
 * two groups, without the answer before. Simulation: answers before are drawn from given shares, answers after from the
 * proportional-odds model with the given odds ratio of the treatment and of one step of the answer before, and
 * `proportional-odds` is fitted as in `experiment-analysis`; power is the share of runs with p < .05, with Wilson's
 * interval. Draws that cannot be fitted count as not seen. [50] found an odds ratio of 1.817 with 820 participants.
 *
 * @paper 50
 * @function
 */
import { random } from "../../core/index.ts";
import { type Interval, proportionalOdds, unitsForOdds, wilson } from "../../stats/index.ts";

/**
 * Participants in each of two groups so that an odds ratio is seen at .05 two-sided with power .80.
 *
 * @param shares of the answers in the reference group, summing to 1
 * @throws RangeError for an odds ratio that is not above 0, or is 1
 */
export function participantsForOddsRatio(oddsRatio: number, shares: readonly number[]): number {
  checkOddsRatio(oddsRatio);
  if (oddsRatio === 1)
    throw new RangeError("invalid odds ratio; not 1 wanted: no number of participants shows no effect");
  const treated = shiftedShares(shares, oddsRatio);
  return unitsForOdds(
    Math.log(oddsRatio),
    shares.map((share, i) => (share + (treated[i] as number)) / 2),
  );
}

/** Shares of the answers where the odds of a higher one are so many times as large. */
export function shiftedShares(shares: readonly number[], oddsRatio: number): number[] {
  let below = 0;
  let last = 0;
  return shares.map((share) => {
    below = Math.min(1, below + share);
    // P(≤ k) has odds below / (1 − below), which the ratio divides.
    const moved = below >= 1 ? 1 : below / (below + oddsRatio * (1 - below));
    const own = moved - last;
    last = moved;
    return own;
  });
}

export interface ExperimentPowerOptions {
  /** In each of two groups. */
  participants: number;
  /** Of the treatment; 1 gives how often a difference is seen where there is none. */
  oddsRatio: number;
  /** Of the answers before, summing to 1; the answers after have the same thresholds at the middle answer. */
  shares: readonly number[];
  /** Odds ratio of one step more in the answer before: people are like themselves. */
  before?: number;
  runs?: number;
  seed?: number;
}

export interface ExperimentPower {
  power: number;
  interval: Interval;
  runs: number;
  /** Runs that could not be fitted; they count as not seen. */
  unfitted: number;
}

/** @throws RangeError for an odds ratio that is not above 0 */
export function experimentPower({
  participants,
  oddsRatio,
  shares,
  before = 3,
  runs = 500,
  seed = 42,
}: ExperimentPowerOptions): ExperimentPower {
  for (const ratio of [oddsRatio, before]) checkOddsRatio(ratio);
  const draw = random(seed);
  const middle = (shares.length + 1) / 2;
  const drawnOf = (of: readonly number[]): number => {
    let left = draw.next();
    const found = of.findIndex((share) => {
      left -= share;
      return left < 0;
    });
    return (found < 0 ? of.length - 1 : found) + 1;
  };
  let seen = 0;
  let unfitted = 0;
  for (let run = 0; run < runs; run++) {
    const rows = Array.from({ length: 2 * participants }, (_, i) => {
      const treated = i % 2;
      const first = drawnOf(shares);
      const level = drawnOf(shiftedShares(shares, before ** (first - middle) * (treated === 1 ? oddsRatio : 1)));
      return { features: [treated, first], level };
    });
    const found = proportionalOdds(rows);
    if (found === null) unfitted++;
    else if ((found.effects[0]?.p ?? 1) < 0.05) seen++;
  }
  return { power: seen / runs, interval: wilson(seen, runs) as Interval, runs, unfitted };
}

function checkOddsRatio(ratio: number): void {
  if (!(ratio > 0 && ratio < Infinity)) throw new RangeError(`invalid odds ratio; not above 0: ${ratio}`);
}
