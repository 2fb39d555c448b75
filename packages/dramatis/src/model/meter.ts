import { BudgetError, type Usage } from "../core/index.ts";
import { addUsage } from "./add-usage.ts";

/** What calls have cost so far, and the cap that they may not pass. One meter may serve every model of a run. */
export interface Meter {
  /** Tokens and dollars of all calls, here and elsewhere; `cost` is absent while no call had a known price. */
  usage(): Usage;
  /** Those of the calls that were made here. */
  here(): Usage;
  /** US dollars that may be spent here, whatever the cap of all leaves. @throws BudgetError from then on, by `reserve` */
  capHere(dollars: number): void;
  /** What others spent under the same cap so far; takes the place of what was said before. */
  elsewhere(usage: Usage): void;
  /** Calls answered by a model. */
  readonly calls: number;
  /** Answers that needed no call: from the cache, or shared with an identical call under way. */
  readonly cached: number;
  /** Calls that failed for good. */
  readonly failed: number;
  /** Calls whose price is not known: no cap holds them. */
  readonly unpriced: number;
  /**
   * Sets money aside for a call about to be made; the result gives it back and must be called once.
   * @throws BudgetError when what was spent, what is set aside and this together pass a cap
   */
  reserve(cost: number): () => void;
  charge(usage: Usage): void;
  count(what: "cached" | "failed"): void;
}

/** @param cap US dollars; none when absent. */
export function meter({ cap = Number.POSITIVE_INFINITY }: { cap?: number | undefined } = {}): Meter {
  const total = { inputTokens: 0, outputTokens: 0, cost: 0 };
  const counts = { calls: 0, cached: 0, failed: 0, unpriced: 0 };
  let reserved = 0;
  let hereCap = Number.POSITIVE_INFINITY;
  let others: Usage = { inputTokens: 0, outputTokens: 0 };
  const here = (): Usage => {
    const { cost, ...tokens } = total;
    return counts.calls > counts.unpriced ? { ...tokens, cost } : tokens;
  };
  return {
    usage: () => addUsage(here(), others),
    here,
    capHere: (dollars) => {
      hereCap = dollars;
    },
    elsewhere: (usage) => {
      others = usage;
    },
    get calls() {
      return counts.calls;
    },
    get cached() {
      return counts.cached;
    },
    get failed() {
      return counts.failed;
    },
    get unpriced() {
      return counts.unpriced;
    },
    reserve: (cost) => {
      // Sums of decimal cents are off by rounding: 0.1 + 0.2 must not pass a cap of 0.3.
      const spent = total.cost + (others.cost ?? 0);
      if (spent + reserved + cost > cap * (1 + 1e-9)) throw new BudgetError(spent, cap);
      if (total.cost + reserved + cost > hereCap * (1 + 1e-9)) throw new BudgetError(total.cost, hereCap, "worker");
      reserved += cost;
      return () => {
        reserved -= cost;
      };
    },
    charge: ({ inputTokens, outputTokens, cost }) => {
      counts.calls++;
      total.inputTokens += inputTokens;
      total.outputTokens += outputTokens;
      if (cost === undefined) counts.unpriced++;
      else total.cost += cost;
    },
    count: (what) => {
      counts[what]++;
    },
  };
}
