/** One who waits, and those who ring; a ring that comes before the wait is kept. */
export interface Doorbell {
  ring(): void;
  /** At most so long, where a time is given. */
  wait(ms?: number): Promise<void>;
}

export function doorbell(): Doorbell {
  let rung = false;
  let answer: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      answer?.();
    },
    wait: async (ms) => {
      if (!rung) {
        const { promise, resolve } = Promise.withResolvers<void>();
        answer = resolve;
        const timer = ms === undefined ? undefined : setTimeout(resolve, ms);
        await promise;
        clearTimeout(timer);
      }
      rung = false;
      answer = undefined;
    },
  };
}
