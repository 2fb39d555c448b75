import { type ReactElement, useCallback, useState } from "react";
import { changesBetween, listVersions, rollBack } from "../../api/personas.ts";
import type { PersonaRead, PersonaVersion } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { notify } from "../../parts/notices.tsx";
import { shortVersion } from "../../parts/short-version.ts";
import { Ready } from "../../parts/states.tsx";
import { When } from "../../parts/when.tsx";
import { useLoad } from "../../use-load.ts";
import { ChangeLines } from "./conflict-dialog.tsx";
import type { Saved } from "./use-draft.ts";

export interface HistoryDrawerProps {
  saved: Saved;
  /** Whether the page has changes that a rollback would drop. */
  isChanged: boolean;
  close(): void;
  /** An older version is the newest now. */
  restored(read: PersonaRead): void;
  refused(error: unknown): void;
}

/** Every version that was saved, what has changed since, and the way back. */
export function HistoryDrawer({ saved, isChanged, close, restored, refused }: HistoryDrawerProps): ReactElement {
  const { name, version } = saved;
  const versions = useLoad(useCallback((signal: AbortSignal) => listVersions(name, signal), [name]));
  const restore = async (to: string): Promise<void> => {
    try {
      restored(await rollBack(name, { to, from: version }));
      notify(`${name} is back at ${shortVersion(to)}`);
    } catch (error) {
      refused(error);
    }
    close();
  };
  return (
    <Dialog drawer title={`Versions of ${name}`} close={close}>
      {isChanged && <p className="hint">You have unsaved changes; going back to a version drops them.</p>}
      <Ready loaded={versions} what="the versions">
        {(all) => (
          <ol className="versions">
            {all.map((one) => (
              <Version key={`${one.version} ${one.at}`} name={name} one={one} current={version} restore={restore} />
            ))}
          </ol>
        )}
      </Ready>
    </Dialog>
  );
}

interface VersionProps {
  name: string;
  one: PersonaVersion;
  current: string;
  restore(to: string): Promise<void>;
}

function Version({ name, one, current, restore }: VersionProps): ReactElement {
  const [isOpen, setIsOpen] = useState(false);
  const { version, at, changes, isCurrent } = one;
  const counted = changes === null ? "the first" : changes === 1 ? "1 change" : `${changes} changes`;
  return (
    <li>
      <div className="row apart">
        <span>
          <code>{shortVersion(version)}</code> <span className="quiet small">{counted}</span>
          <br />
          <span className="quiet small">
            <When at={at} />
          </span>
        </span>
        {isCurrent ? (
          <span className="chip good">current</span>
        ) : (
          <span className="row">
            <Button kind="quiet" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
              Compare
            </Button>
            <Button icon="history" onClick={() => void restore(version)}>
              Go back to it
            </Button>
          </span>
        )}
      </div>
      {isOpen && <Since name={name} before={version} after={current} />}
    </li>
  );
}

function Since({ name, before, after }: { name: string; before: string; after: string }): ReactElement {
  const changes = useLoad(
    useCallback((signal: AbortSignal) => changesBetween(name, { before, after, signal }), [name, before, after]),
  );
  return (
    <div className="stack">
      <h3>From it to now</h3>
      <Ready loaded={changes} what="the changes">
        {(lines) => <ChangeLines lines={lines} />}
      </Ready>
    </div>
  );
}
