import { type FormEvent, type ReactElement, useCallback, useState } from "react";
import { editMemory, forgetPerson, listMemories, removeMemory } from "../../api/sessions.ts";
import type { Memory } from "../../api/types.ts";
import { Button, IconButton } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextArea } from "../../parts/field.tsx";
import { notify, notifyFault } from "../../parts/notices.tsx";
import { Empty, Ready } from "../../parts/states.tsx";
import { When } from "../../parts/when.tsx";
import { useLoad } from "../../use-load.ts";

/** What the persona remembers, by whom it is about: to correct, and to take away. */
export function MemoryDrawer({ persona, close }: { persona: string; close: () => void }): ReactElement {
  const memories = useLoad(useCallback((signal: AbortSignal) => listMemories(persona, signal), [persona]));
  const doing = async <T,>(work: Promise<T>, done: (value: T) => string): Promise<void> => {
    try {
      notify(done(await work));
      memories.reload();
    } catch (error) {
      notifyFault(error);
    }
  };
  return (
    <Dialog drawer title={`What ${persona} remembers`} close={close}>
      <Ready loaded={memories} what="the memories">
        {(all) =>
          all.length === 0 ? (
            <Empty title="Nothing yet">
              <p>What is said in a conversation that remembers is kept here, and can be changed.</p>
            </Empty>
          ) : (
            [...Map.groupBy(all, ({ about }) => about)].map(([about, list]) => (
              <section key={about} className="stack" aria-label={`Of ${about}`}>
                <div className="row apart">
                  <h3>Of {about}</h3>
                  <Button
                    kind="quiet"
                    icon="bin"
                    onClick={() => void doing(forgetPerson(persona, about), forgottenLine)}
                  >
                    Forget {about}
                  </Button>
                </div>
                <ul className="memories">
                  {list.map((memory) => (
                    <Remembered
                      key={memory.id}
                      memory={memory}
                      edit={(text) => doing(editMemory(persona, memory.id, text), () => "The memory is changed")}
                      remove={() => doing(removeMemory(persona, memory.id), () => "The memory is gone")}
                    />
                  ))}
                </ul>
              </section>
            ))
          )
        }
      </Ready>
    </Dialog>
  );
}

function forgottenLine({ forgotten, mentions }: { forgotten: readonly Memory[]; mentions: readonly Memory[] }): string {
  const gone = forgotten.length === 1 ? "1 memory is gone" : `${forgotten.length} memories are gone`;
  return mentions.length === 0 ? gone : `${gone}; ${mentions.length} of others still have the name`;
}

interface RememberedProps {
  memory: Memory;
  edit(text: string): Promise<void>;
  remove(): Promise<void>;
}

function Remembered({ memory, edit, remove }: RememberedProps): ReactElement {
  const { text, kind, saidAt, validFrom, validUntil, sources = [] } = memory;
  const [draft, setDraft] = useState<string | null>(null);
  const since = validFrom ?? saidAt;
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (draft !== null && draft.trim() !== "" && draft !== text) void edit(draft.trim());
    setDraft(null);
  };
  if (draft !== null) {
    return (
      <li>
        <form className="stack" onSubmit={save}>
          <TextArea label="Memory" hiddenLabel rows={2} value={draft} change={setDraft} autoFocus />
          <div className="row">
            <Button submits kind="primary">
              Save
            </Button>
            <Button onClick={() => setDraft(null)}>Cancel</Button>
          </div>
        </form>
      </li>
    );
  }
  return (
    <li className={validUntil === undefined ? undefined : "ended"}>
      <div>
        <p>{text}</p>
        <p className="quiet small">
          {kind}
          {since !== undefined && (
            <>
              {" · "}since <When at={since} />
            </>
          )}
          {validUntil !== undefined && (
            <>
              {" · "}until <When at={validUntil} />
            </>
          )}
        </p>
        {sources.map(({ session, turn, quote }) => (
          <p key={`${session} ${turn} ${quote}`} className="quiet small">
            “{quote}”
          </p>
        ))}
      </div>
      <div className="row">
        <IconButton icon="pen" label={`Change: ${text}`} onClick={() => setDraft(text)} />
        <IconButton icon="bin" label={`Delete: ${text}`} onClick={() => void remove()} />
      </div>
    </li>
  );
}
