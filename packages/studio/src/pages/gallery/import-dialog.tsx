import { type ReactElement, useEffect, useState } from "react";
import { errorLine } from "../../api/client.ts";
import { addPersona, importFile } from "../../api/personas.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { notify } from "../../parts/notices.tsx";
import { Loading } from "../../parts/states.tsx";
import { to } from "../../router.ts";
import { editNew } from "../editor/use-draft.ts";

/** One persona that a file held, or why there is none. */
interface Found {
  id: string;
  file: string;
  text: string;
  losses: string[];
  fault?: string;
  /** Its name, once it is on the shelf. */
  added?: string;
}

export interface ImportDialogProps {
  files: readonly File[];
  close(): void;
  /** Somebody new is on the shelf. */
  added(): void;
}

/** What the files hold and what of it has no place in a persona; nothing is saved until the reader says so. */
export function ImportDialog({ files, close, added }: ImportDialogProps): ReactElement {
  const [found, setFound] = useState<readonly Found[]>();
  useEffect(() => {
    let isWanted = true;
    void Promise.all(files.map(findIn)).then((all) => isWanted && setFound(all.flat()));
    return () => {
      isWanted = false;
    };
  }, [files]);

  const change = (id: string, more: Partial<Found>): void =>
    setFound((before) => before?.map((one) => (one.id === id ? { ...one, ...more } : one)));
  const add = async (one: Found): Promise<void> => {
    try {
      const { name } = await addPersona(one.text);
      change(one.id, { added: name });
      notify(`${name} is on the shelf`);
      added();
    } catch (error) {
      change(one.id, { fault: errorLine(error) });
    }
  };
  const waiting = found?.filter(({ text, added: name }) => text !== "" && name === undefined) ?? [];
  return (
    <Dialog title="Import" close={close}>
      {found === undefined ? (
        <Loading what={files.length === 1 ? (files[0]?.name ?? "the file") : `${files.length} files`} />
      ) : (
        <>
          {found.map((one) => (
            <FoundPersona key={one.id} found={one} add={() => add(one)} />
          ))}
          {waiting.length > 1 && (
            <div className="row">
              <Button
                kind="primary"
                onClick={() => waiting.reduce((last, one) => last.then(() => add(one)), Promise.resolve())}
              >
                Add all {waiting.length}
              </Button>
            </div>
          )}
        </>
      )}
    </Dialog>
  );
}

function FoundPersona({ found, add }: { found: Found; add: () => void }): ReactElement {
  const { text, losses, fault, added } = found;
  const name = /^name: *["']?(.+?)["']?$/m.exec(text)?.[1];
  const file = name === undefined ? found.file : `${name}, of ${found.file}`;
  return (
    <section className="stack" aria-label={file}>
      <div className="row apart">
        <h3>{file}</h3>
        {added !== undefined && <a href={to(["edit", added])}>Open {added}</a>}
        {added === undefined && text !== "" && (
          <span className="row">
            <Button kind="quiet" icon="pen" onClick={() => editNew(text)}>
              Edit first
            </Button>
            <Button kind="primary" icon="plus" onClick={add}>
              Add to the shelf
            </Button>
          </span>
        )}
      </div>
      {fault !== undefined && (
        <p className="fault-line" role="alert">
          {fault}
        </p>
      )}
      {text !== "" && (
        <>
          {losses.length === 0 ? (
            <p className="chip good">Everything has a place</p>
          ) : (
            <details open>
              <summary>
                {losses.length === 1
                  ? "1 thing that has no place, or changes"
                  : `${losses.length} things that have no place, or change`}
              </summary>
              <ul className="bullets small">
                {losses.map((loss) => (
                  <li key={loss}>{loss}</li>
                ))}
              </ul>
            </details>
          )}
          <details>
            <summary>The persona as it will be saved</summary>
            <pre className="sheet-text">{text}</pre>
          </details>
        </>
      )}
    </section>
  );
}

async function findIn(file: File, index: number): Promise<Found[]> {
  const nothing = { id: `${index}`, file: file.name, text: "", losses: [] };
  try {
    const personas = await importFile(file);
    if (personas.length === 0) return [{ ...nothing, fault: "There is no persona in this file" }];
    return personas.map(({ text, losses }, place) => ({ id: `${index}.${place}`, file: file.name, text, losses }));
  } catch (error) {
    return [{ ...nothing, fault: errorLine(error) }];
  }
}
