/**
 * Which end of a trait an answer to a situation shows, by option probabilities in two orders of the options.
 *
 * TRAIT [173] (methods C8): four options, two high and two low, asked in order and with each pair swapped; the probabilities are
 * averaged before the likeliest is taken. Nothing answered in one of the orders: null.
 *
 * @function
 * @paper 173
 */
/** "tie" where a high and a low option have the most alike, as with somebody who always says A. */
export type TraitLevel = "high" | "low" | "tie";

/** One scenario of TRAIT: two options of people high on the trait, two of people low on it. */
export interface TraitChoice {
  /** Of high 1, low 1, high 2, low 2, over both orders. */
  probabilities: [number, number, number, number];
  level: TraitLevel;
  /** One of the two orders alone says otherwise than the other. */
  orderSensitive: boolean;
}

/**
 * One item of TRAIT [173], its options asked in the order H1, L1, H2, L2 and again with each pair swapped, L1, H1, L2, H2:
 * the four probabilities of each order scaled to 1 and averaged by option; high where a high option has the most. A
 * trait's score, 100 · high / (high + low), and its sensitivities are put together of these. We depart: a tie of a high and
 * a low option is neither and counts half, for the paper says nothing of it, and replies in words often tie.
 *
 * @param first probabilities by place, in the first order; a chosen letter is 1 and 0
 * @returns null where an order has no probability at all: a refusal
 */
export function traitChoice(first: readonly number[], swapped: readonly number[]): TraitChoice | null {
  const [a, b] = [scaled(first), scaled(swapped)];
  if (a === null || b === null) return null;
  const turned = [b[1], b[0], b[3], b[2]] as number[];
  const probabilities = a.map((value, i) => (value + (turned[i] as number)) / 2) as TraitChoice["probabilities"];
  return { probabilities, level: levelOf(probabilities), orderSensitive: levelOf(a) !== levelOf(turned) };
}

/** Sums of the same probabilities in another order differ by less. */
const ROUNDING = 1e-9;

function scaled(values: readonly number[]): number[] | null {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.length === 4 && total > 0 ? values.map((value) => value / total) : null;
}

function levelOf([high1 = 0, low1 = 0, high2 = 0, low2 = 0]: readonly number[]): TraitLevel {
  const lead = Math.max(high1, high2) - Math.max(low1, low2);
  if (Math.abs(lead) < ROUNDING) return "tie";
  return lead > 0 ? "high" : "low";
}
