import { type ReactElement, useEffect, useSyncExternalStore } from "react";
import { errorLine } from "../api/client.ts";
import { IconButton } from "./button.tsx";

interface Notice {
  id: number;
  text: string;
  isFault: boolean;
}

const MOST = 3;
const STAYS_MS = 6_000;
let notices: readonly Notice[] = [];
/** Dialogs that are open: what stands behind one can be neither read nor reached. */
let dialogs = 0;
let last = 0;
const listeners = new Set<() => void>();

/** Says a line at the edge of the page, and to screen readers. */
export function notify(text: string, { isFault = false }: { isFault?: boolean } = {}): void {
  last += 1;
  const notice = { id: last, text, isFault };
  set([...notices, notice].slice(-MOST));
  if (!isFault) setTimeout(() => dismiss(notice.id), STAYS_MS);
}

/** A fault stays until it is closed. */
export function notifyFault(error: unknown): void {
  notify(errorLine(error), { isFault: true });
}

/** The lines, on the page; within a dialog while one is open. */
export function Notices({ inDialog = false }: { inDialog?: boolean }): ReactElement | null {
  const shown = useSyncExternalStore(listen, () => notices);
  const isHere = useSyncExternalStore(listen, () => dialogs > 0 === inDialog);
  useEffect(() => (inDialog ? dialogOpened() : undefined), [inDialog]);
  if (!isHere) return null;
  return (
    <div className="notices" role="status" aria-live="polite">
      {shown.map(({ id, text, isFault }) => (
        <div key={id} className={isFault ? "notice fault" : "notice"}>
          <span>{text}</span>
          <IconButton icon="close" label="Dismiss" onClick={() => dismiss(id)} />
        </div>
      ))}
    </div>
  );
}

function dialogOpened(): () => void {
  const count = (more: number): void => {
    dialogs += more;
    set(notices);
  };
  count(1);
  return () => count(-1);
}

function dismiss(id: number): void {
  set(notices.filter((notice) => notice.id !== id));
}

function set(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
