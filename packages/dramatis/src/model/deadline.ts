/** A time limit joined with the caller's own abort. */
export interface Deadline {
  readonly ms: number;
  /** Aborts when the time runs out or the caller aborts. */
  readonly signal: AbortSignal;
  /** True once the time ran out. */
  readonly expired: boolean;
  /** Gives the whole time again (or another length): something was heard. */
  restart(ms?: number): void;
  /** Stops the clock while a slow reader, not the other side, is waited for. */
  pause(): void;
  /** Must be called at the end: lets go of the timer and of the caller's signal. */
  end(): void;
}

/** Starts a limit of `ms` milliseconds. It runs from the first moment: connecting and withheld headers count. */
export function deadline(ms: number, outer?: AbortSignal): Deadline {
  const controller = new AbortController();
  let expired = false;
  let timer: NodeJS.Timeout | undefined;
  const expire = (): void => {
    expired = true;
    controller.abort();
  };
  const forward = (): void => controller.abort(outer?.reason);
  const restart = (length = ms): void => {
    clearTimeout(timer);
    timer = setTimeout(expire, length);
  };
  if (outer?.aborted) forward();
  else outer?.addEventListener("abort", forward, { once: true });
  restart();
  return {
    ms,
    signal: controller.signal,
    get expired() {
      return expired;
    },
    restart,
    pause: () => clearTimeout(timer),
    end: () => {
      clearTimeout(timer);
      outer?.removeEventListener("abort", forward);
    },
  };
}
