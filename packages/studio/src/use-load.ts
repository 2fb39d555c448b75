import { useCallback, useEffect, useRef, useState } from "react";

type State<T> = { status: "loading" } | { status: "failed"; error: unknown } | { status: "ready"; value: T };

/** What was asked of the server: on the way, failed, or there. */
export type Loaded<T> = State<T> & {
  /** Asks again; what is shown stays until the answer is there. */
  reload(): void;
};

/** Asks when the page opens and when `load` is another function: wrap it in `useCallback`. An answer that is no longer wanted is dropped. */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [state, setState] = useState<State<T>>({ status: "loading" });
  const asking = useRef<AbortController>(null);
  const ask = useCallback(() => {
    asking.current?.abort();
    const mine = new AbortController();
    asking.current = mine;
    load(mine.signal).then(
      (value) => !mine.signal.aborted && setState({ status: "ready", value }),
      (error: unknown) => !mine.signal.aborted && setState({ status: "failed", error }),
    );
  }, [load]);
  useEffect(() => {
    setState({ status: "loading" });
    ask();
    return () => asking.current?.abort();
  }, [ask]);
  return { ...state, reload: ask };
}
