import { AsyncLocalStorage } from "node:async_hooks";
import type { Meter } from "../../model/index.ts";

/** What holds for the work that one request has begun, also for what it leaves running. */
export interface RequestScope {
  /** Who pays. */
  meter: Meter;
  /** What the log says of it: never what somebody said. */
  notes: Record<string, unknown>;
  /** What was said, which the log says only where it is asked to. */
  texts: Record<string, string>;
}

const current = new AsyncLocalStorage<RequestScope>();

export function inScope<T>(scope: RequestScope, work: () => T): T {
  return current.run(scope, work);
}

export function requestScope(): RequestScope | undefined {
  return current.getStore();
}

/** Has the log say something of the request that is answered. */
export function note(values: Record<string, unknown>): void {
  Object.assign(current.getStore()?.notes ?? {}, values);
}

/** Has the log say what was said, where it is asked to. */
export function noteTexts(values: Record<string, string>): void {
  Object.assign(current.getStore()?.texts ?? {}, values);
}
