import { type ReactElement, useEffect, useState } from "react";
import { errorLine } from "../../api/client.ts";
import { addPersona, importFile } from "../../api/personas.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextField } from "../../parts/field.tsx";
import { notify } from "../../parts/notices.tsx";
import { Loading } from "../../parts/states.tsx";
import { to } from "../../router.ts";
import { editNew } from "../editor/use-draft.ts";

/** One persona that a file held, or why there is none. */
interface Found {
  id: string;
  file: string;
  /** As the file has it. */
  name: string;
  /** As it will be called. */
  named: string;
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
      const { name } = await addPersona(await renamed(one));
      change(one.id, { added: name });
      notify(`${name} is on the shelf`);
      added();
    } catch (error) {
      change(one.id, { fault: errorLine(error) });
    }
  };
  const waiting = found?.filter((one) => isNamed(one) && one.text !== "" && one.added === undefined) ?? [];
  return (
    <Dialog title="Import" close={close}>
      {found === undefined ? (
        <Loading what={files.length === 1 ? (files[0]?.name ?? "the file") : `${files.length} files`} />
      ) : (
        <>
          {found.map((one) => (
            <FoundPersona key={one.id} found={one} rename={(named) => change(one.id, { named })} add={() => add(one)} />
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

/** The text under another name. What reads and writes such texts is loaded where it is needed. */
async function renamed({ name, named, text }: Found): Promise<string> {
  if (named.trim() === name) return text;
  const { withValue } = await import("../editor/persona-text.ts");
  return withValue(text, ["name"], named.trim());
}

/** Whether its name can stand in an address. */
function isNamed({ named }: Found): boolean {
  return named.trim() !== "" && !/[/\\\p{Cc}]/u.test(named);
}

interface FoundPersonaProps {
  found: Found;
  rename(name: string): void;
  add(): void;
}

function FoundPersona({ found, rename, add }: FoundPersonaProps): ReactElement {
  const { name, named, text, losses, fault, added } = found;
  const file = name === "" ? found.file : `${name}, of ${found.file}`;
  return (
    <section className="stack" aria-label={file}>
      <div className="row apart">
        <h3>{file}</h3>
        {added !== undefined && <a href={to(["edit", added])}>Open {added}</a>}
        {added === undefined && text !== "" && (
          <span className="row">
            <Button kind="quiet" icon="pen" onClick={() => void renamed(found).then(editNew)}>
              Edit first
            </Button>
            <Button kind="primary" icon="plus" disabled={!isNamed(found)} onClick={add}>
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
      {text !== "" && added === undefined && (
        <TextField
          label="Name on the shelf"
          value={named}
          change={rename}
          fault={isNamed(found) ? undefined : "Another name is needed: one line without / and \\"}
        />
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
  const nothing = { id: `${index}`, file: file.name, name: "", named: "", text: "", losses: [] };
  try {
    const personas = await importFile(file);
    if (personas.length === 0) return [{ ...nothing, fault: "There is no persona in this file" }];
    return personas.map((persona, place) => {
      return { ...persona, named: persona.name, id: `${index}.${place}`, file: file.name };
    });
  } catch (error) {
    return [{ ...nothing, fault: errorLine(error) }];
  }
}
