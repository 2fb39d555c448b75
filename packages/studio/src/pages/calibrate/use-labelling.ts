import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { call, errorLine, path } from "../../api/client.ts";
import { notifyFault } from "../../parts/notices.tsx";
import { type BlindCase, blindCase, keyMeaning, type Label } from "./calibrate-shape.ts";

interface Position {
  done: number;
  of: number;
  case: { id: string; known?: unknown; tested?: unknown } | null;
}

export interface LabellingState {
  title: string;
  policy: string;
  done: number;
  of: number;
  case: BlindCase | null;
}

export interface Labelling {
  /** Absent until the first case is there. */
  state: LabellingState | undefined;
  error: unknown;
  /** What was last done, to be told. */
  said: string;
  canUndo: boolean;
  busy: boolean;
  /** Another number after each label. */
  round: number;
  label(value: Label): void;
  undo(): void;
  reload(): void;
}

/** Case after case of a set, for one rater, by buttons and by keys. Each label is kept at once. */
export function useLabelling(id: string, rater: string): Labelling {
  const [state, setState] = useState<LabellingState>();
  const [error, setError] = useState<unknown>();
  const [said, setSaid] = useState("");
  const [given, setGiven] = useState<readonly string[]>([]);
  const [round, setRound] = useState(0);
  const [busy, setBusy] = useState(false);
  const isBusy = useRef(false);
  const where = path`/api/calibrations/${id}`;
  // With a key nobody is named.
  const query = useMemo(() => (rater === "" ? {} : { rater }), [rater]);

  const reload = useCallback(() => {
    setError(undefined);
    call<Position & { title: string; policy: string }>(`${where}/next`, { query }).then(
      ({ title, policy, ...position }) => setState({ title, policy, ...blind(position) }),
      setError,
    );
  }, [where, query]);
  useEffect(reload, [reload]);

  const put = async (which: string, value: Label | null): Promise<boolean> => {
    if (isBusy.current) return false;
    isBusy.current = true;
    setBusy(true);
    try {
      const body = { case: which, label: value };
      const position = await call<Position>(`${where}/labels`, { method: "POST", body, query });
      setState((before) => before && { ...before, ...blind(position) });
      setRound((before) => before + 1);
      return true;
    } catch (fault) {
      notifyFault(fault);
      setSaid(`Not kept: ${errorLine(fault)}`);
      return false;
    } finally {
      isBusy.current = false;
      setBusy(false);
    }
  };
  const label = async (value: Label): Promise<void> => {
    const which = state?.case?.id;
    if (which === undefined || !(await put(which, value))) return;
    setGiven([...given, which]);
    setSaid(`Labelled ${value}.`);
  };
  const undo = async (): Promise<void> => {
    const last = given.at(-1);
    if (last === undefined || !(await put(last, null))) return;
    setGiven(given.slice(0, -1));
    setSaid("The last label was taken back.");
  };
  useKeys((meaning) => (meaning === "undo" ? undo() : label(meaning)));
  return { state, error, said, canUndo: given.length > 0, busy, round, label, undo, reload };
}

function blind({ done, of, case: one }: Position): Pick<LabellingState, "done" | "of" | "case"> {
  return { done, of, case: one === null ? null : blindCase(one) };
}

function useKeys(act: (meaning: Label | "undo") => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { key, ctrlKey, metaKey, altKey, target } = event;
      const inField = target instanceof Element && target.matches("input, textarea, select, [contenteditable]");
      const meaning = event.repeat ? null : keyMeaning({ key, ctrlKey, metaKey, altKey, inField });
      if (meaning === null) return;
      event.preventDefault();
      latest.current(meaning);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
