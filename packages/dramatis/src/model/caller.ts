import { ModelError, type ModelFault, random } from "../core/index.ts";
import { HttpStatusError } from "./http-status-error.ts";
import { pause } from "./pause.ts";
import { semaphore } from "./semaphore.ts";

export interface CallerOptions {
  /** Further attempts after the first. */
  retries?: number;
  /** Calls under way at once. */
  concurrency?: number;
  /** Of the jitter. */
  seed?: number;
  /** Milliseconds since 1970; needed to read a `Retry-After` that is a date. */
  now?: () => number;
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** How calls to one server are made: so many at once, and again after faults that pass. */
export interface Caller {
  /** Takes a place, then `retry`. */
  call<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  acquire(signal?: AbortSignal): Promise<() => void>;
  retry<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
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

  return {
    acquire: places.acquire,
    retry,
    async call(task, signal) {
      const release = await places.acquire(signal);
      try {
        return await retry(task, signal);
      } finally {
        release();
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
