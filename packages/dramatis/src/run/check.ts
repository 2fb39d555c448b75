import type { CheckReport, Executor, MeasureContext, TrialOutcome, Usage, Witness } from "../core/index.ts";
import { checkResult, settle } from "./check-results.ts";
import { type CheckMeasure, type CheckPair, checkTrials, scoreTrial } from "./check-trials.ts";
import { type Gate, judgeGate } from "./gate.ts";
import { keepOutcomes } from "./keep-outcomes.ts";
import type { Run } from "./open-run.ts";

export interface RunCheckOptions {
  pairs: readonly CheckPair[];
  measures: readonly CheckMeasure[];
  /** `seed` is part of every trial's id; `signal` is replaced by the trial's own. */
  context: MeasureContext;
  /** Who takes part in judging; part of every trial's id. */
  witnesses: readonly Witness[];
  executor: Executor;
  /** Where outcomes are kept; trials that are done there are not done again. */
  run: Run;
  gate?: Gate;
  /** Told how many trials there are, and how many of them were done before. */
  onStart?: (count: { total: number; already: number }) => void;
  onOutcome?: (outcome: TrialOutcome) => void;
  /** Tokens and money used by this process so far. */
  usage?: () => Usage;
  signal?: AbortSignal;
  /** Clock in milliseconds since 1970. */
  now?: () => number;
  /** Clock in milliseconds that nobody sets: how long it took. */
  ticks?: () => number;
}

const NO_USAGE: Usage = { inputTokens: 0, outputTokens: 0 };

/**
 * Checks personas against conversations: one trial per persona, session and measure, then one estimate per persona and
 * measure over its sessions. Every outcome goes to the run folder as it comes, the report at the end.
 *
 * @throws {BudgetError} at the cost cap, and the abort reason of `signal`; either way what was finished is in the run
 *   folder and a later call goes on from there.
 */
export async function runCheck(options: RunCheckOptions): Promise<CheckReport> {
  const { pairs, measures, context, witnesses, run, gate, usage = () => NO_USAGE } = options;
  const { now = Date.now, ticks = () => performance.now() } = options;
  const startedAt = new Date(now()).toISOString();
  const started = ticks();
  const { seed } = context;
  const trials = checkTrials({ pairs, measures, witnesses, seed });
  const outcomes = await keepOutcomes({
    ...options,
    trials,
    perform: (trial, signal) => scoreTrial(trial, { ...context, signal }),
  });
  const results = pairs.map((pair) => {
    const own = trials.filter((trial) => trial.pair === pair);
    const settled = own.map((trial) => settle(trial, outcomes.get(trial.id), run.folder));
    const result = checkResult(pair, settled, { witnesses, seed });
    return gate ? { ...result, gate: judgeGate(gate, result.measures) } : result;
  });
  const report = { run: run.id, startedAt, seconds: (ticks() - started) / 1000, usage: usage(), results };
  run.writeSummary(report);
  return report;
}
