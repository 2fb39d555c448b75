/** Identical work under way is done once. */
export interface SharedFlights<T> {
  /** Whether this key is under way. */
  has(key: string): boolean;
  /** Joins the work under this key, or starts it. It is aborted only when all who wait for it have aborted. */
  join(key: string, start: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T>;
}

interface Flight<T> {
  result: Promise<T>;
  waiting: number;
  controller: AbortController;
}

export function sharedFlights<T>(): SharedFlights<T> {
  const flights = new Map<string, Flight<T>>();

  function launch(key: string, start: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController();
    const flight: Flight<T> = {
      controller,
      waiting: 0,
      result: start(controller.signal).finally(() => {
        if (flights.get(key) === flight) flights.delete(key);
      }),
    };
    flights.set(key, flight);
    return flight;
  }

  return {
    has: (key) => flights.has(key),
    join: (key, start, signal) =>
      new Promise((resolve, reject) => {
        const flight = flights.get(key) ?? launch(key, start);
        flight.waiting++;
        const leave = (): void => {
          reject(signal?.reason);
          flight.waiting--;
          if (flight.waiting > 0) return;
          // Whoever comes next must not join work that is being given up.
          if (flights.get(key) === flight) flights.delete(key);
          flight.controller.abort(signal?.reason);
        };
        signal?.addEventListener("abort", leave, { once: true });
        flight.result.then(resolve, reject).finally(() => signal?.removeEventListener("abort", leave));
      }),
  };
}
