// Doing much of it: plans, trials, run folders that can be resumed, progress, gates, and the check.
export { appendLine } from "./append-line.ts";
export { type RunCheckOptions, runCheck } from "./check.ts";
export { nothingScored } from "./check-results.ts";
export type { CheckMeasure, CheckPair } from "./check-trials.ts";
export { type Gate, type GateBound, gateExitCode, judgeGate, readGate } from "./gate.ts";
export { type InProcessOptions, inProcess, refuseConcurrency } from "./in-process.ts";
export { EXIT_INTERRUPTED, type Interruptible, type InterruptibleOptions, interruptible } from "./interruptible.ts";
export { type KeepOutcomesOptions, keepOutcomes } from "./keep-outcomes.ts";
export { type LineSink, lineSink } from "./line-sink.ts";
export { lockFile } from "./lock-file.ts";
export { type OpenRunOptions, openRun, type Run, type RunPlan } from "./open-run.ts";
export { type Progress, type ProgressOptions, type ProgressStream, progress } from "./progress.ts";
export { isRunLocked } from "./run-lock.ts";
export { listLimits, type SharedLimit, setLimit, sharedLimits } from "./shared/model-limits.ts";
export { type PulledRun, pullRun } from "./shared/pull-run.ts";
export {
  beginShared,
  type ExecutorOf,
  type ExecutorWork,
  helpShared,
  here,
  openRunDatabase,
  type RunDatabase,
  runDatabaseOn,
} from "./shared/run-database.ts";
export {
  RUN_STATES,
  RunEndedError,
  type RunState,
  type RunSummary,
  type SharedRun,
  type SharedRuns,
} from "./shared/shared-runs.ts";
export { QUEUE_DEFAULTS, type QueuesOptions } from "./shared/work-queue.ts";
export type { FinishedTrials, Outcomes } from "./trial-log.ts";
export { checkOutput, stagingPath, unwritable, writeWhole } from "./write-whole.ts";
