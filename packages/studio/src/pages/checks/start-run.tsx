import { type FormEvent, type ReactElement, useCallback, useId, useState } from "react";
import { listModels } from "../../api/catalogue.ts";
import { call, errorLine } from "../../api/client.ts";
import { listPersonas } from "../../api/personas.ts";
import type { RunState } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { SelectField, TextField } from "../../parts/field.tsx";
import { Empty, Ready } from "../../parts/states.tsx";
import { to } from "../../router.ts";
import { useLoad } from "../../use-load.ts";
import { KINDS, type RunDraft, readDraft } from "./run-draft.ts";

const INSTRUMENT = "ipip-50";

/** A form that starts a run of one persona. */
export function StartRun(props: { persona: string | undefined; started: (run: RunState) => void }): ReactElement {
  const shelf = useLoad(useCallback((signal: AbortSignal) => listPersonas(signal), []));
  return (
    <section className="card stack start" aria-labelledby="start-title">
      <h2 id="start-title">Start a run</h2>
      <Ready loaded={shelf} what="the personas">
        {({ personas }) => {
          const names = personas.map(({ name }) => name);
          if (names.length > 0) return <StartForm {...props} names={names} />;
          return (
            <Empty title="No persona to check">
              <a href={to(["new"])}>Write the first one</a>
            </Empty>
          );
        }}
      </Ready>
    </section>
  );
}

function StartForm({
  names,
  persona,
  started,
}: {
  names: readonly string[];
  persona: string | undefined;
  started: (run: RunState) => void;
}): ReactElement {
  const [draft, setDraft] = useState<RunDraft>({
    persona: names.find((name) => name === persona) ?? names[0] ?? "",
    ...{ kind: "interview", model: "", judge: "", repeats: "2", turns: "6", instrument: INSTRUMENT },
  });
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const read = readDraft(draft);
  const set = (part: Partial<RunDraft>): void => setDraft({ ...draft, ...part });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!("asked" in read)) return;
    setBusy(true);
    setFault(undefined);
    try {
      started(await call<RunState>("/api/runs", { method: "POST", body: read.asked }));
    } catch (error) {
      setFault(errorLine(error));
      setBusy(false);
    }
  };
  const isSurvey = draft.kind === "questionnaire";
  return (
    <form className="stack" onSubmit={submit}>
      <SelectField
        label="Persona"
        value={draft.persona}
        choices={names.map((name) => ({ value: name, label: name }))}
        change={(value) => set({ persona: value })}
      />
      <SelectField
        label="Suite"
        hint={KINDS[draft.kind].hint}
        value={draft.kind}
        choices={Object.entries(KINDS).map(([value, { label }]) => ({ value, label }))}
        change={(value) => set({ kind: value as RunDraft["kind"] })}
      />
      <Players draft={draft} set={set} />
      <HowMuch draft={draft} set={set} faults={"faults" in read ? read.faults : {}} />
      {fault !== undefined && (
        <p className="fault-line" role="alert">
          {fault}
        </p>
      )}
      <Button submits kind="primary" busy={busy} disabled={!("asked" in read)}>
        {isSurvey ? "Start the questionnaire" : "Start the check"}
      </Button>
    </form>
  );
}

interface DraftPart {
  draft: RunDraft;
  set: (part: Partial<RunDraft>) => void;
}

/** Who answers, and who judges it. */
function Players({ draft, set }: DraftPart): ReactElement {
  const known = useNames();
  const isSurvey = draft.kind === "questionnaire";
  return (
    <>
      {isSurvey && (
        <SelectField
          label="Questionnaire"
          value={draft.instrument}
          choices={known.instruments.map(({ name, title }) => ({ value: name, label: title }))}
          change={(value) => set({ instrument: value })}
        />
      )}
      <ModelField
        label="Model that plays it"
        value={draft.model}
        change={(model) => set({ model })}
        placeholder={known.standard}
        models={known.models}
      />
      {!isSurvey && (
        <ModelField
          label="Judge"
          value={draft.judge}
          change={(judge) => set({ judge })}
          placeholder="only the bundled ones"
          models={known.models}
        />
      )}
    </>
  );
}

function HowMuch({ draft, set, faults }: DraftPart & { faults: { repeats?: string; turns?: string } }): ReactElement {
  return (
    <div className="pair">
      <TextField
        label="Repeats"
        inputMode="numeric"
        value={draft.repeats}
        change={(repeats) => set({ repeats })}
        fault={faults.repeats}
      />
      {draft.kind === "interview" && (
        <TextField
          label="Turns each"
          inputMode="numeric"
          value={draft.turns}
          change={(turns) => set({ turns })}
          fault={faults.turns}
        />
      )}
    </div>
  );
}

/** The models that the server names, or any other by its spec. */
function ModelField(props: {
  label: string;
  value: string;
  change: (value: string) => void;
  placeholder: string;
  models: readonly { spec: string }[];
}): ReactElement {
  const { models, ...field } = props;
  const list = useId();
  return (
    <>
      <TextField
        {...field}
        list={list}
        autoComplete="off"
        spellCheck={false}
        hint="Such as understudy or openai:MODEL"
      />
      <datalist id={list}>
        {models.map(({ spec }) => (
          <option key={spec} value={spec} />
        ))}
      </datalist>
    </>
  );
}

/** What can be named in the form; nothing where the server does not say. */
function useNames(): { standard: string; models: readonly { spec: string }[]; instruments: readonly Instrument[] } {
  const models = useLoad(useCallback((signal: AbortSignal) => listModels(signal), []));
  const methods = useLoad(
    useCallback((signal: AbortSignal) => call<{ instruments: Instrument[] }>("/api/methods", { signal }), []),
  );
  return {
    standard: models.status === "ready" ? models.value.default : "as the server is set up",
    models: models.status === "ready" ? models.value.models : [],
    // Of some only the key may be bundled: without items they cannot be put.
    instruments:
      methods.status === "ready"
        ? methods.value.instruments.filter(({ languages }) => languages.length > 0)
        : [{ name: INSTRUMENT, title: INSTRUMENT, languages: [] }],
  };
}

interface Instrument {
  name: string;
  title: string;
  languages: string[];
}
