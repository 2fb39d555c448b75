import { z } from "zod";
import { ModelError, oneLine } from "../core/index.ts";
import { type Deadline, deadline } from "./deadline.ts";
import { HttpStatusError } from "./http-status-error.ts";

const apiError = z.object({
  statusCode: z.number(),
  message: z.string(),
  responseHeaders: z.record(z.string(), z.string()).nullish(),
});

/** Who is asked, how long they may take, and who may call it off. */
export interface ProviderCall {
  /** Name in errors. */
  id: string;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

/** One call to a provider of the AI SDK, within a time limit. @throws ModelError, or the signal's reason */
export async function askProvider<T>(
  ask: (signal: AbortSignal) => PromiseLike<T>,
  { id, timeoutMs, signal }: ProviderCall,
): Promise<T> {
  signal?.throwIfAborted();
  const limit = deadline(timeoutMs, signal);
  try {
    return await heard(ask(limit.signal), limit.signal);
  } catch (error) {
    throw providerFault(error, { id, limit, signal });
  } finally {
    limit.end();
  }
}

/** Settles with the abort even where the provider does not listen to its signal. */
export function heard<T>(work: PromiseLike<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason);
    if (signal.aborted) leave();
    signal.addEventListener("abort", leave, { once: true });
    work.then(resolve, reject).then(() => signal.removeEventListener("abort", leave));
  });
}

/** What a provider threw as a ModelError; the signal's reason where who asked has left. */
export function providerFault(
  error: unknown,
  { id, limit, signal }: { id: string; limit: Deadline; signal?: AbortSignal | undefined },
): unknown {
  if (signal?.aborted) return signal.reason;
  if (limit.expired) return new ModelError(id, "timeout", `nothing was heard for ${limit.ms} ms`);
  return error instanceof ModelError ? error : providerError(id, error);
}

/** Errors of the AI SDK are known by shape, since two copies of its package have two classes. */
function providerError(id: string, error: unknown): ModelError {
  const read = apiError.safeParse(error);
  if (read.success) {
    const retryAfter = read.data.responseHeaders?.["retry-after"];
    const { statusCode: status } = read.data;
    const message = oneLine(`status ${status}: ${read.data.message}`);
    return new HttpStatusError(id, message, { status, ...(retryAfter === undefined ? {} : { retryAfter }) });
  }
  const message = oneLine(error instanceof Error ? error.message : String(error));
  const lost = error !== null && typeof error === "object" && "isRetryable" in error && error.isRetryable === true;
  return new ModelError(id, lost ? "network" : "bad_reply", message);
}
