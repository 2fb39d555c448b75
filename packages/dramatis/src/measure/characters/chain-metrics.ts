export interface ChainMetrics {
  /** Share of right answers, 0..1. */
  avg: number;
  /** Sum of the lengths of the streaks that end at each node, over that of a chain that is all right, 0..1. */
  cum: number;
  /** Longest streak over the length, 0..1. */
  maxChain: number;
}

/**
 * AvgAcc, CumAcc and MaxChain of BehaviorChain (2025; the authors' 09_calculate_result.py).
 *
 * @returns null for an empty chain.
 */
export function chainMetrics(right: readonly boolean[]): ChainMetrics | null {
  const n = right.length;
  if (n === 0) return null;
  const streaks: number[] = [];
  for (const isRight of right) streaks.push(isRight ? (streaks.at(-1) ?? 0) + 1 : 0);
  return {
    avg: right.filter(Boolean).length / n,
    cum: streaks.reduce((sum, streak) => sum + streak, 0) / ((n * (n + 1)) / 2),
    maxChain: Math.max(...streaks) / n,
  };
}
