import { type FormEvent, type ReactElement, useState } from "react";
import { accessKey } from "../../api/client.ts";
import { Button } from "../../parts/button.tsx";
import { TextField } from "../../parts/field.tsx";
import { PageHead } from "../../parts/page.tsx";
import { Failed, Loading } from "../../parts/states.tsx";
import { to } from "../../router.ts";
import { LABELS } from "./calibrate-shape.ts";
import { CaseView } from "./case-view.tsx";
import { LiveAgreement } from "./live-agreement.tsx";
import { useLabelling } from "./use-labelling.ts";

const RATER = "dramatis-rater";

/** One set, case after case. Who labels says a name first; with a key the key has one. */
export function LabelSet({ id }: { id: string }): ReactElement {
  const [rater, setRater] = useState(() => (accessKey() === null ? localStorage.getItem(RATER) : ""));
  if (rater !== null) return <Labelling id={id} rater={rater} other={() => setRater(null)} />;
  return (
    <>
      <PageHead
        title="Who labels?"
        about="Each rater works alone and in an order of their own; agreement is between raters."
      />
      <RaterForm
        given={(name) => {
          localStorage.setItem(RATER, name);
          setRater(name);
        }}
      />
    </>
  );
}

function RaterForm({ given }: { given: (name: string) => void }): ReactElement {
  const [name, setName] = useState("");
  const isName = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,59}$/u.test(name.trim());
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isName) given(name.trim());
  };
  return (
    <form className="card stack narrow" onSubmit={submit}>
      <TextField
        label="Your name"
        hint="Letters, digits, dots and dashes"
        value={name}
        change={setName}
        autoComplete="nickname"
        fault={name === "" || isName ? undefined : "Letters, digits, dots and dashes only."}
      />
      <Button submits kind="primary" disabled={!isName}>
        Start labelling
      </Button>
    </form>
  );
}

function Labelling({ id, rater, other }: { id: string; rater: string; other: () => void }): ReactElement {
  const { state, error, said, canUndo, busy, round, label, undo, reload } = useLabelling(id, rater);
  if (state === undefined || error !== undefined) {
    return (
      <>
        <PageHead title="Labelling" />
        {error === undefined ? <Loading what="the next case" /> : <Failed error={error} retry={reload} />}
      </>
    );
  }
  const { title, policy, done, of } = state;
  return (
    <>
      <PageHead title={title} about={rater === "" ? undefined : `You label as ${rater}.`}>
        {rater !== "" && (
          <Button kind="quiet" onClick={other}>
            Somebody else
          </Button>
        )}
        <a className="button" href={to(["calibrate"])}>
          All sets
        </a>
      </PageHead>
      <div className="study label-page">
        <aside className="stack" aria-label="Progress and agreement">
          <div className="card stack">
            <div>
              <h2>{`${done} of ${of} labelled`}</h2>
              <progress aria-label="Labelled" value={done} max={Math.max(1, of)} />
            </div>
            <Button icon="history" disabled={!canUndo} busy={busy} onClick={undo}>
              Undo the last <kbd>U</kbd>
            </Button>
          </div>
          <LiveAgreement id={id} round={round} />
        </aside>
        <section className="stack" aria-label="Case">
          {policy !== "" && <p className="policy quiet">{policy}</p>}
          {state.case === null ? (
            <div className="state empty">
              <p className="state-title">{`All ${of} are labelled`}</p>
              <p>Somebody else can label them too: two raters make agreement.</p>
            </div>
          ) : (
            <>
              <CaseView one={state.case} />
              <fieldset className="labels">
                <legend className="unseen">Label, by the keys 1 to 5</legend>
                {LABELS.map((level) => (
                  <Button key={level} busy={busy} onClick={() => label(level)} aria-keyshortcuts={String(level)}>
                    {level}
                    {level === 1 && <small>least true</small>}
                    {level === 5 && <small>most true</small>}
                  </Button>
                ))}
              </fieldset>
            </>
          )}
          <p className="quiet small" role="status">
            {said}
          </p>
        </section>
      </div>
    </>
  );
}
