/** Lets `size` holders in at once, the others in the order they came. */
export interface Semaphore {
  /** Waits for a place; the result gives it back and must be called once. Rejects with the reason of an abort. */
  acquire(signal?: AbortSignal): Promise<() => void>;
}

export function semaphore(size: number): Semaphore {
  let free = size;
  // A Set keeps insertion order and lets a waiter leave the middle of the queue at once.
  const waiting = new Set<() => void>();
  const release = (): void => {
    const [next] = waiting;
    if (next === undefined) free++;
    else next();
  };
  return {
    acquire: (signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        if (free > 0) {
          free--;
          resolve(release);
          return;
        }
        const leave = (): void => {
          waiting.delete(enter);
          reject(signal?.reason);
        };
        const enter = (): void => {
          waiting.delete(enter);
          signal?.removeEventListener("abort", leave);
          resolve(release);
        };
        waiting.add(enter);
        signal?.addEventListener("abort", leave, { once: true });
      }),
  };
}
