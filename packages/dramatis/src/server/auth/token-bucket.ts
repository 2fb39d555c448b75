/** Lets so many through a minute, and at most a minute's worth at once. */
export interface TokenBucket {
  /** 0 where one may pass, which then counts; otherwise the seconds until the next may. */
  take(): number;
  /** How many might pass at once now. */
  left(): number;
  /** How many have passed. */
  readonly taken: number;
}

export interface TokenBucketOptions {
  /** Milliseconds, of a clock that does not go back. */
  now?: (() => number) | undefined;
  /** How many may pass at once to begin with; a minute's worth by default. */
  left?: number | undefined;
}

export function tokenBucket(perMinute: number, options: TokenBucketOptions = {}): TokenBucket {
  const { now = () => performance.now(), left = perMinute } = options;
  const perMs = perMinute / 60_000;
  let tokens = Math.min(perMinute, left);
  let at = now();
  let taken = 0;
  function refill(): void {
    const time = now();
    tokens = Math.min(perMinute, tokens + (time - at) * perMs);
    at = time;
  }
  return {
    get taken() {
      return taken;
    },
    left() {
      refill();
      return tokens;
    },
    take() {
      refill();
      if (tokens >= 1) {
        tokens--;
        taken++;
        return 0;
      }
      return Math.max(1, Math.ceil((1 - tokens) / perMs / 1000));
    },
  };
}
