// How far a persona, or anything else, moves the strategies of a supporter: the comparison of [12].
import { STRATEGY_NAMES, type SupportStrategy } from "./esc-strategies.ts";

export interface StrategyShift {
  /** Share after less share before, each −1..1; they sum to 0. */
  change: Record<SupportStrategy, number>;
  /** Half the sum of the absolute changes: the share of turns that would have to change, 0..1. */
  distance: number;
}

/** The shift from one list of strategies, one a turn, to another; null where one of them is empty. */
export function strategyShift(
  before: readonly SupportStrategy[],
  after: readonly SupportStrategy[],
): StrategyShift | null {
  if (before.length === 0 || after.length === 0) return null;
  const share = (list: readonly SupportStrategy[], name: SupportStrategy): number =>
    list.filter((one) => one === name).length / list.length;
  const change = Object.fromEntries(
    STRATEGY_NAMES.map((name) => [name, share(after, name) - share(before, name)]),
  ) as Record<SupportStrategy, number>;
  return { change, distance: Object.values(change).reduce((sum, one) => sum + Math.abs(one), 0) / 2 };
}
