// Doing much of it: plans, trials, run folders that can be resumed, progress, gates, and the check.
export { type RunCheckOptions, runCheck } from "./check.ts";
export { nothingScored } from "./check-results.ts";
export type { CheckMeasure, CheckPair } from "./check-trials.ts";
export { type Gate, type GateBound, gateExitCode, judgeGate, readGate } from "./gate.ts";
export { type InProcessOptions, inProcess } from "./in-process.ts";
export { EXIT_INTERRUPTED, type Interruptible, type InterruptibleOptions, interruptible } from "./interruptible.ts";
export { type KeepOutcomesOptions, keepOutcomes } from "./keep-outcomes.ts";
export { type LineSink, lineSink } from "./line-sink.ts";
export { type OpenRunOptions, openRun, type Run, type RunPlan } from "./open-run.ts";
export { type Progress, type ProgressOptions, type ProgressStream, progress } from "./progress.ts";
export { checkOutput, stagingPath, unwritable, writeWhole } from "./write-whole.ts";
