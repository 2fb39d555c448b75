import { DramatisError, type Executor, type Plan, type Trial, type TrialOutcome } from "../core/index.ts";
import { doorbell } from "./doorbell.ts";
import { failureOf } from "./failure-of.ts";

export interface InProcessOptions {
  /** Trials in flight at once; at least 1. */
  concurrency?: number;
  /** A trial that takes longer fails with code `trial_timeout`; unlimited when absent. */
  trialTimeoutMs?: number;
}

/**
 * Runs a plan in this process.
 *
 * The plan is pulled one trial at a time and never further than `concurrency` ahead of what the reader has taken, so
 * memory does not grow with its length. Outcomes come in the order of completion; a trial that throws is an outcome
 * with status "failed". On abort no more trials are taken, those in flight get the abort signal and are waited for,
 * what they still finished is yielded, what they broke off is not, and the iteration ends without an error.
 *
 * @throws {RangeError} when `concurrency` is not a positive whole number.
 * @throws whatever the plan's own iterable throws, after the trials in flight have been yielded.
 */
export function inProcess({ concurrency = 8, trialTimeoutMs }: InProcessOptions = {}): Executor {
  refuseConcurrency(concurrency);
  return { run: (plan, signal) => runTrials(plan, { concurrency, trialTimeoutMs }, signal) };
}

/** @throws {RangeError} when it is not a positive whole number. */
export function refuseConcurrency(concurrency: number): void {
  if (Number.isInteger(concurrency) && concurrency >= 1) return;
  throw new RangeError(`invalid concurrency; not a whole number of at least 1: ${concurrency}`);
}

interface Limits {
  concurrency: number;
  trialTimeoutMs: number | undefined;
}

async function* runTrials(plan: Plan, limits: Limits, signal?: AbortSignal): AsyncGenerator<TrialOutcome, void, void> {
  const source = iteratorOf(plan.trials);
  const running = new Map<AbortController, Promise<void>>();
  const ready: TrialOutcome[] = [];
  const bell = doorbell();
  let open = true;
  let stopped = false;
  let pulling = false;
  let fault: { error: unknown } | undefined;

  const start = (trial: Trial): void => {
    const controller = new AbortController();
    const settled = attempt(trial, { plan, controller, timeoutMs: limits.trialTimeoutMs }).then((outcome) => {
      running.delete(controller);
      if (outcome.status === "done" || !stopped) ready.push(outcome);
      bell.ring();
    });
    running.set(controller, settled);
  };
  const pull = async (): Promise<void> => {
    pulling = true;
    try {
      let next = await source.next();
      while (open && !next.done && plan.finished?.has(next.value.id)) next = await source.next();
      if (next.done) open = false;
      else if (open) start(next.value);
    } catch (error) {
      open = false;
      fault = { error };
    }
    pulling = false;
    bell.ring();
  };
  const stop = (): void => {
    open = false;
    stopped = true;
    for (const controller of running.keys()) controller.abort(signal?.reason);
    bell.ring();
  };

  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) stop();
  try {
    for (;;) {
      if (open && !pulling && running.size + ready.length < limits.concurrency) void pull();
      const outcome = ready.shift();
      if (outcome) yield outcome;
      else if (!open && running.size === 0) break;
      else await bell.wait();
    }
    if (fault) throw fault.error;
  } finally {
    signal?.removeEventListener("abort", stop);
    stop();
    await Promise.all(running.values());
    // A source that is still waiting for its next trial cannot be closed until that comes; it is told, not awaited.
    const closing = Promise.allSettled([source.return?.()]);
    if (!pulling) await closing;
  }
}

async function attempt(
  trial: Trial,
  { plan, controller, timeoutMs }: { plan: Plan; controller: AbortController; timeoutMs: number | undefined },
): Promise<TrialOutcome> {
  const started = performance.now();
  const ms = (): number => Math.round(performance.now() - started);
  const limit = timeoutMs === undefined ? undefined : timeLimit(timeoutMs, controller);
  try {
    const work = plan.perform(trial, controller.signal);
    const result = await (limit ? Promise.race([work, limit.passed]) : work);
    return { id: trial.id, status: "done", result, ms: ms() };
  } catch (error) {
    return { id: trial.id, status: "failed", error: failureOf(error), ms: ms() };
  } finally {
    limit?.clear();
  }
}

/** Aborts the trial when its time is over; `passed` rejects, so that a trial which ignores its signal is left behind. */
function timeLimit(timeoutMs: number, controller: AbortController): { passed: Promise<never>; clear(): void } {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const error = new DramatisError("trial_timeout", `the trial took longer than ${timeoutMs} ms`);
    reject(error);
    controller.abort(error);
  }, timeoutMs);
  return { passed: promise, clear: () => clearTimeout(timer) };
}

function iteratorOf(trials: Plan["trials"]): Iterator<Trial> | AsyncIterator<Trial> {
  return Symbol.asyncIterator in trials ? trials[Symbol.asyncIterator]() : trials[Symbol.iterator]();
}
