import { type ReactElement, useCallback } from "react";
import { changesBetween } from "../../api/personas.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { shortVersion } from "../../parts/short-version.ts";
import { Ready } from "../../parts/states.tsx";
import { useLoad } from "../../use-load.ts";
import type { DraftState, Saved } from "./use-draft.ts";

export interface ConflictDialogProps {
  saved: Saved;
  /** The version that is there now. */
  current: string;
  draft: Pick<DraftState, "isChanged" | "save" | "takeTheirs" | "keepWriting">;
}

/** Two wrote one persona: what the other changed, and what to do about it. */
export function ConflictDialog({ saved, current, draft }: ConflictDialogProps): ReactElement {
  const { name, version } = saved;
  const changes = useLoad(
    useCallback(
      (signal: AbortSignal) => changesBetween(name, { before: version, after: current, signal }),
      [name, version, current],
    ),
  );
  return (
    <Dialog title={`${name} was changed by somebody else`} close={draft.keepWriting}>
      <p>
        You began with version <code>{shortVersion(version)}</code>; the file is at <code>{shortVersion(current)}</code>{" "}
        now. Nothing of yours was saved yet.
      </p>
      <section className="stack" aria-label="Their changes">
        <h3>What they changed</h3>
        <Ready loaded={changes} what="their changes">
          {(lines) => <ChangeLines lines={lines} />}
        </Ready>
      </section>
      <div className="row">
        {draft.isChanged && (
          <Button kind="danger" onClick={() => void draft.save(current)}>
            Save mine over theirs
          </Button>
        )}
        <Button onClick={() => void draft.takeTheirs()}>
          {draft.isChanged ? "Take theirs, drop mine" : "Show theirs"}
        </Button>
        <Button kind="quiet" onClick={draft.keepWriting}>
          Keep writing
        </Button>
      </div>
    </Dialog>
  );
}

/** A line a change: what came, what went, what is another. */
export function ChangeLines({ lines }: { lines: readonly string[] }): ReactElement {
  if (lines.length === 0) return <p className="quiet">Nothing that a persona is made of: spaces, order or comments.</p>;
  return (
    <ul className="changes">
      {lines.map((line) => (
        <li key={line} className={line.startsWith("+") ? "came" : line.startsWith("-") ? "went" : undefined}>
          {line}
        </li>
      ))}
    </ul>
  );
}
