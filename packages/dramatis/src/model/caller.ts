import { ModelError, type ModelFault, random, type Usage } from "../core/index.ts";
import { HttpStatusError } from "./http-status-error.ts";
import { type Meter, meter as newMeter } from "./meter.ts";
import { pause } from "./pause.ts";
import { semaphore } from "./semaphore.ts";

/** What others than this process have a say in: how fast one model is asked, and what it may cost. */
export interface ModelLimit {
  /** Waits for its turn. @throws BudgetError where the model may cost no more */
  enter(signal?: AbortSignal): Promise<void>;
  charge(usage: Usage): void;
}

/** By the model's id. */
export type ModelLimits = (model: string) => ModelLimit;

export interface CallerOptions {
  /** Further attempts after the first. */
  retries?: number;
  /** Calls under way at once. */
  concurrency?: number;
  /** Counts the calls and holds the cap. */
  meter?: Meter | undefined;
  /** Shared with other processes. */
  limit?: ModelLimit | undefined;
  /** Of the jitter. */
  seed?: number;
  /** Milliseconds since 1970; needed to read a `Retry-After` that is a date. */
  now?: () => number;
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** What a call is taken to cost before it is made, in US dollars, and what its reply says that it used. */
export interface Bill<T> {
  expected(): number;
  usage(reply: T): Usage;
}

/** How calls to one server are made and paid: so many at once, under the cap, and again after faults that pass. */
export interface Caller {
  readonly meter: Meter;
  /**
   * One whole call: `enter`, then `retry`, then the meter is told.
   * @throws BudgetError before a call that would pass the meter's cap
   */
  call<T>(task: () => Promise<T>, bill: Bill<T>, signal?: AbortSignal): Promise<T>;
  /**
   * Waits for a place and sets money aside; the result gives back both and must be called once.
   * @throws BudgetError when there is not so much money
   */
  enter(expected: () => number, signal?: AbortSignal): Promise<() => void>;
  retry<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Tells the meter, and who shares the model, what a call used that was made by `enter` and `retry`. */
  charge(usage: Usage): void;
}

/** A time-out is not tried again: it has already cost its whole minute. */
const PASSING: readonly ModelFault[] = ["rate_limit", "server", "network"];
const FIRST_WAIT_MS = 500;
const LONGEST_BACK_OFF_MS = 30_000;
/** A server that asks for a longer pause than this is given up instead. */
const LONGEST_PAUSE_MS = 120_000;

/**
 * Retries 429, 5xx and network faults. The n-th wait is 0.5 s × 2ⁿ, at most 30 s, times a factor from [0.5, 1) so that
 * callers that failed together do not come back together; `Retry-After` in either form is the least wait.
 */
export function caller({
  retries = 4,
  concurrency = 8,
  meter = newMeter(),
  limit,
  seed = 0,
  now = Date.now,
  sleep = pause,
}: CallerOptions = {}): Caller {
  const places = semaphore(concurrency);
  const jitter = random(seed);

  async function retry<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      signal?.throwIfAborted();
      try {
        return await task();
      } catch (error) {
        if (attempt >= retries || !(error instanceof ModelError) || !PASSING.includes(error.fault)) throw error;
        const backOff = Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_BACK_OFF_MS) * (0.5 + jitter.next() / 2);
        const asked = error instanceof HttpStatusError ? retryAfterMs(error.retryAfter, now()) : 0;
        if (asked > LONGEST_PAUSE_MS) throw error;
        await sleep(Math.max(backOff, asked), signal);
      }
    }
  }

  async function enter(expected: () => number, signal?: AbortSignal): Promise<() => void> {
    const release = await places.acquire(signal);
    try {
      await limit?.enter(signal);
      const giveBack = meter.reserve(expected());
      return () => {
        giveBack();
        release();
      };
    } catch (error) {
      release();
      throw error;
    }
  }

  function charge(usage: Usage): void {
    meter.charge(usage);
    limit?.charge(usage);
  }

  return {
    meter,
    enter,
    retry,
    charge,
    async call(task, { expected, usage }, signal) {
      const leave = await enter(expected, signal);
      try {
        const reply = await retry(task, signal);
        charge(usage(reply));
        return reply;
      } catch (error) {
        if (!signal?.aborted) meter.count("failed");
        throw error;
      } finally {
        leave();
      }
    },
  };
}

/** Milliseconds that a `Retry-After` asks for: seconds, or an HTTP date (RFC 9110, 10.2.3); 0 for none or nonsense. */
export function retryAfterMs(header: string | undefined, now: number): number {
  if (header === undefined) return 0;
  const text = header.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
