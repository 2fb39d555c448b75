import { type FormEvent, type ReactElement, useCallback, useState } from "react";
import { listGuards, type NamedMethod } from "../../api/catalogue.ts";
import type { SessionSettings } from "../../api/sessions.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { CheckField, TextField } from "../../parts/field.tsx";
import { Ready } from "../../parts/states.tsx";
import { go, to } from "../../router.ts";
import { useLoad } from "../../use-load.ts";
import { PlayerFields } from "./player-fields.tsx";

const MOST_CANDIDATES = 16;

export interface SettingsDrawerProps {
  persona: string;
  settings: SessionSettings;
  /** A conversation keeps the settings that it began with. */
  hasBegun: boolean;
  close(): void;
  change(settings: SessionSettings): void;
}

/** How the next conversation is held: by which version and model, with which guards, and whether it is remembered. */
export function SettingsDrawer({ persona, settings, hasBegun, close, change }: SettingsDrawerProps): ReactElement {
  const [draft, setDraft] = useState(settings);
  const guards = useLoad(useCallback((signal: AbortSignal) => listGuards(signal), []));
  const { candidates, memory = false, guards: chosen = [] } = draft;
  const use = (event: FormEvent): void => {
    event.preventDefault();
    change(draft);
    if (hasBegun) go(to(["chat", persona]));
    close();
  };
  return (
    <Dialog drawer title="How to talk" close={close}>
      <form className="stack" onSubmit={use}>
        <PlayerFields persona={persona} player={draft} change={(player) => setDraft({ ...draft, ...player })} />
        <CheckField
          label="Remember what is said"
          checked={memory}
          change={(on) => setDraft({ ...draft, memory: on })}
        />
        <fieldset className="choices">
          <legend>Guards: who chooses among several replies</legend>
          <Ready loaded={guards} what="the guards">
            {(all) => (
              <GuardChoice guards={all} chosen={chosen} change={(names) => setDraft({ ...draft, guards: names })} />
            )}
          </Ready>
        </fieldset>
        {chosen.length > 0 && (
          <TextField
            label="Candidates"
            type="number"
            min={1}
            max={MOST_CANDIDATES}
            hint="Replies drawn for the guards"
            value={candidates === undefined ? "" : String(candidates)}
            change={(text) => setDraft({ ...draft, candidates: text === "" ? undefined : Number(text) })}
          />
        )}
        <div className="row">
          <Button submits kind="primary">
            {hasBegun ? "Begin a new conversation with this" : "Use this"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface GuardChoiceProps {
  guards: readonly NamedMethod[];
  chosen: readonly string[];
  change(names: string[]): void;
}

function GuardChoice({ guards, chosen, change }: GuardChoiceProps): ReactElement {
  return (
    <ul className="guards">
      {guards.map(({ name, summary, needs }) => (
        <li key={name}>
          <CheckField
            checked={chosen.includes(name)}
            change={(on) => change(on ? [...chosen, name] : chosen.filter((one) => one !== name))}
            label={
              <>
                <strong>{name}</strong>
                <span className="quiet small">
                  {summary}
                  {needs.length > 0 && ` Needs ${needs.join(", ")}.`}
                </span>
              </>
            }
          />
        </li>
      ))}
    </ul>
  );
}
