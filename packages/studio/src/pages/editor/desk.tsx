import { type ReactElement, useState } from "react";
import { removePersona } from "../../api/personas.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Icon } from "../../parts/icon.tsx";
import { notify } from "../../parts/notices.tsx";
import { PageHead } from "../../parts/page.tsx";
import { Portrait } from "../../parts/portrait.tsx";
import { shortVersion } from "../../parts/short-version.ts";
import { Empty, Loading } from "../../parts/states.tsx";
import { go, to } from "../../router.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { HistoryDrawer } from "./history-drawer.tsx";
import { PaintButton } from "./paint-button.tsx";
import { PersonaForm } from "./persona-form.tsx";
import { readTree, withValue } from "./persona-text.ts";
import { PromptPreview } from "./prompt-preview.tsx";
import { type Saved, useDraft } from "./use-draft.ts";
import { useValidation } from "./use-validation.ts";
import { YamlPane } from "./yaml-pane.tsx";

const VIEWS = { form: "Form", text: "Text", prompt: "Prompt" } as const;
type View = keyof typeof VIEWS;

/** One persona on the desk: form, text and prompt, which are always of the same text. `saved` is null for a new one. */
export function Desk({ saved, text: first }: { saved: Saved | null; text: string }): ReactElement {
  const draft = useDraft({ saved, first });
  const { text, setText, isChanged } = draft;
  const { verdict, isChecking } = useValidation(text);
  const [view, setView] = useState<View>("form");
  const [shown, setShown] = useState<"history" | "remove" | null>(null);
  const tree = readTree(text);
  const name = draft.saved?.name;
  return (
    <div className="desk">
      <PageHead title={name ?? "New persona"} about={<About saved={draft.saved} isChanged={isChanged} />}>
        {name !== undefined && (
          <>
            <a className="button quiet" href={to(["chat", name])}>
              <Icon name="chat" />
              Chat
            </a>
            <Button kind="quiet" icon="history" onClick={() => setShown("history")}>
              History
            </Button>
            <PaintButton name={name} />
            <Button kind="quiet" icon="bin" onClick={() => setShown("remove")}>
              Delete
            </Button>
          </>
        )}
        {isChanged && name !== undefined && <Button onClick={draft.discard}>Discard changes</Button>}
        <Button
          kind="primary"
          busy={draft.isSaving}
          disabled={!isChanged || verdict?.ok === false}
          onClick={() => void draft.save()}
        >
          {draft.isSaving ? "Saving …" : "Save"}
        </Button>
      </PageHead>
      <ViewSwitch view={view} change={setView} hasFault={verdict?.ok === false} />
      <div className="desk-panes" data-view={view}>
        <section className="pane pane-form" aria-label="Form">
          {tree === null ? (
            <Empty title="The form comes back once the text can be read" />
          ) : (
            <PersonaForm draft={{ tree, set: (path, value) => setText(withValue(text, path, value)) }} />
          )}
        </section>
        <section className="pane pane-text" aria-label="Text">
          <YamlPane text={text} change={setText} fault={verdict?.fault} isChecking={isChecking} />
        </section>
        <section className="pane pane-prompt" aria-label="Prompt">
          <h2>What the model is told</h2>
          {verdict === undefined ? (
            <Loading what="the prompt" />
          ) : (
            <PromptPreview blocks={verdict.blocks} tokens={verdict.tokens ?? 0} />
          )}
        </section>
      </div>
      {draft.saved && shown === "history" && (
        <HistoryDrawer
          saved={draft.saved}
          isChanged={isChanged}
          close={() => setShown(null)}
          restored={draft.take}
          refused={draft.refused}
        />
      )}
      {draft.saved && shown === "remove" && (
        <RemoveDialog
          saved={draft.saved}
          close={() => setShown(null)}
          removed={draft.discard}
          refused={draft.refused}
        />
      )}
      {draft.saved && draft.conflict !== null && (
        <ConflictDialog saved={draft.saved} current={draft.conflict} draft={draft} />
      )}
    </div>
  );
}

interface ViewSwitchProps {
  view: View;
  change(view: View): void;
  hasFault: boolean;
}

/** Where the page is too narrow for all three. */
function ViewSwitch({ view, change, hasFault }: ViewSwitchProps): ReactElement {
  return (
    <fieldset className="desk-views">
      <legend className="unseen">What to show</legend>
      {(Object.keys(VIEWS) as View[]).map((one) => (
        <button key={one} type="button" aria-pressed={view === one} onClick={() => change(one)}>
          {VIEWS[one]}
          {one === "text" && hasFault && <span className="chip bad">fault</span>}
        </button>
      ))}
    </fieldset>
  );
}

function About({ saved, isChanged }: { saved: Saved | null; isChanged: boolean }): ReactElement {
  return (
    <span className="row">
      {saved && (
        <>
          <Portrait name={saved.name} version={saved.version} />
          version <code>{shortVersion(saved.version)}</code>
        </>
      )}
      <span role="status">{isChanged ? <span className="chip">unsaved changes</span> : saved && "· saved"}</span>
    </span>
  );
}

interface RemoveDialogProps {
  saved: Saved;
  close(): void;
  removed(): void;
  refused(error: unknown): void;
}

function RemoveDialog({ saved, close, removed, refused }: RemoveDialogProps): ReactElement {
  const remove = async (): Promise<void> => {
    try {
      await removePersona(saved.name, saved.version);
      removed();
      notify(`${saved.name} is gone; its versions stay on disk`);
      go(to([]));
    } catch (error) {
      refused(error);
      close();
    }
  };
  return (
    <Dialog title={`Delete ${saved.name}?`} close={close}>
      <p>The file is taken away. Every version that was saved stays on disk, in the folder “.versions”.</p>
      <div className="row">
        <Button kind="danger" icon="bin" onClick={() => void remove()}>
          Delete {saved.name}
        </Button>
        <Button onClick={close}>Keep it</Button>
      </div>
    </Dialog>
  );
}
