export interface LotOptions {
  /** So much is not kept waiting. */
  enough?: number;
  /** How long less than that is waited for more. */
  lingerMs?: number;
}

/**
 * Does in one go what is given within a moment, or while the last lot is under way: one lot after the other. The promise
 * that each is given ends with its lot.
 */
export function inLots<T>(
  work: (lot: readonly T[]) => Promise<void>,
  { enough = 1, lingerMs = 0 }: LotOptions = {},
): (one: T) => Promise<void> {
  let lot: T[] = [];
  let next: Promise<void> | undefined;
  let last: Promise<void> = Promise.resolve();
  let isEnough: () => void = () => undefined;

  async function go(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    isEnough = resolve;
    const timer = setTimeout(resolve, lingerMs);
    await Promise.all([promise, last.catch(() => undefined)]);
    clearTimeout(timer);
    const whole = lot;
    lot = [];
    next = undefined;
    last = work(whole);
    await last;
  }

  return (one) => {
    lot.push(one);
    next ??= go();
    if (lot.length >= enough) isEnough();
    return next;
  };
}
