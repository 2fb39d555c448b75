/** Lets so many through a minute, and at most a minute's worth at once. */
export interface TokenBucket {
  /** 0 where one may pass, which then counts; otherwise the seconds until the next may. */
  take(): number;
}

/** @param now milliseconds, of a clock that does not go back */
export function tokenBucket(perMinute: number, now: () => number = () => performance.now()): TokenBucket {
  const perMs = perMinute / 60_000;
  let tokens = perMinute;
  let at = now();
  return {
    take() {
      const time = now();
      tokens = Math.min(perMinute, tokens + (time - at) * perMs);
      at = time;
      if (tokens >= 1) {
        tokens--;
        return 0;
      }
      return Math.max(1, Math.ceil((1 - tokens) / perMs / 1000));
    },
  };
}
