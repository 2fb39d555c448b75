import { useEffect, useState } from "react";
import { ApiError } from "../../api/client.ts";
import { addPersona, readPersona, savePersona } from "../../api/personas.ts";
import type { PersonaRead } from "../../api/types.ts";
import { notify, notifyFault } from "../../parts/notices.tsx";
import { go, to } from "../../router.ts";

/** What the server has, as far as this page knows. */
export interface Saved {
  name: string;
  version: string;
  text: string;
}

export interface DraftState {
  text: string;
  setText(text: string): void;
  saved: Saved | null;
  isChanged: boolean;
  isSaving: boolean;
  /** Version that another writer saved meanwhile; null where nobody did. */
  conflict: string | null;
  /** Saves it over the version that was read, or over `over`. */
  save(over?: string): Promise<void>;
  /** Back to what was saved. */
  discard(): void;
  /** Goes on from what the server has now. */
  take(read: PersonaRead): void;
  /** Leaves the changes of this page for what another writer saved. */
  takeTheirs(): Promise<void>;
  /** The server refused a change: somebody else was first, or another fault, which is said. */
  refused(error: unknown): void;
  /** Goes on writing; the next save is told again. */
  keepWriting(): void;
}

/** Unsaved texts by persona, so that a look at another page loses nothing. */
const UNSAVED = new Map<string, { text: string; saved: Saved | null }>();

/** Opens the editor on a new persona of this text. */
export function editNew(text: string): void {
  UNSAVED.set("", { text, saved: null });
  go(to(["new"]));
}

export function useDraft({ saved: opened, first }: { saved: Saved | null; first: string }): DraftState {
  const key = opened?.name ?? "";
  const [kept] = useState(() => UNSAVED.get(key));
  const [saved, setSaved] = useState<Saved | null>(kept ? kept.saved : opened);
  const [text, setText] = useState(kept?.text ?? first);
  const [isSaving, setIsSaving] = useState(false);
  const [conflict, setConflict] = useState<string | null>(null);
  const isChanged = text !== (saved?.text ?? "");

  useEffect(() => {
    if (isChanged && text !== first) UNSAVED.set(key, { text, saved });
    else UNSAVED.delete(key);
  }, [isChanged, text, saved, key, first]);
  useEffect(() => {
    if (!isChanged || text === first) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isChanged, text, first]);

  function take({ name, version, text: now = "" }: PersonaRead): void {
    UNSAVED.delete(key);
    setSaved({ name, version, text: now });
    setText(now);
    setConflict(null);
    if (name !== opened?.name) go(to(["edit", name]), { replace: true });
  }

  function refused(error: unknown): void {
    if (error instanceof ApiError && error.status === 412 && error.current !== undefined) setConflict(error.current);
    else notifyFault(error);
  }

  return {
    text,
    setText,
    saved,
    isChanged,
    isSaving,
    conflict,
    take,
    refused,
    keepWriting: () => setConflict(null),
    discard: () => setText(saved?.text ?? first),
    async takeTheirs() {
      if (saved) await readPersona(saved.name).then(take, notifyFault);
    },
    async save(over) {
      setIsSaving(true);
      try {
        const read = saved ? await savePersona(saved.name, text, over ?? saved.version) : await addPersona(text);
        take(read);
        notify(`${read.name} is saved`);
      } catch (error) {
        refused(error);
      } finally {
        setIsSaving(false);
      }
    },
  };
}
