import { midRanks } from "./mid-ranks.ts";
import { pearson } from "./pearson.ts";

/** Spearman rank correlation: Pearson of the mid-ranks. null where `pearson` is. */
export function spearman(x: readonly number[], y: readonly number[]): number | null {
  return pearson(midRanks(x), midRanks(y));
}
