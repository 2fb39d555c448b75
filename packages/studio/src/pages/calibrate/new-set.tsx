import { type FormEvent, type ReactElement, useCallback, useState } from "react";
import { call, errorLine } from "../../api/client.ts";
import type { RunState } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { SelectField, TextArea, TextField } from "../../parts/field.tsx";
import { Empty, Ready } from "../../parts/states.tsx";
import { to } from "../../router.ts";
import { useLoad } from "../../use-load.ts";
import { runTitle } from "../checks/run-list.tsx";
import { readSize } from "../population/population-shape.ts";

const POLICY = `How true is the reply to what is known of the persona?
1 it contradicts what is known
3 it fits no better and no worse than anybody's reply
5 only this persona would say it`;
const MOST = 1_000;

/** A form that draws replies of a finished check as cases to label. */
export function NewSet({ made }: { made: (set: { id: string }) => void }): ReactElement {
  const load = useCallback((signal: AbortSignal) => call<{ runs: RunState[] }>("/api/runs", { signal }), []);
  return (
    <section className="card stack" aria-labelledby="new-set-title">
      <h2 id="new-set-title">New set</h2>
      <Ready loaded={useLoad(load)} what="the checks">
        {({ runs }) => {
          const checks = runs.filter(({ command, status }) => command === "check" && status === "done");
          if (checks.length > 0) return <NewSetForm checks={checks} made={made} />;
          return (
            <Empty title="No check is done yet">
              <a href={to(["checks"])}>Start one</a>
            </Empty>
          );
        }}
      </Ready>
    </section>
  );
}

function NewSetForm(props: { checks: readonly RunState[]; made: (set: { id: string }) => void }): ReactElement {
  const { checks, made } = props;
  const [run, setRun] = useState(checks[0]?.id ?? "");
  const [title, setTitle] = useState("");
  const [size, setSize] = useState("30");
  const [policy, setPolicy] = useState(POLICY);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const wanted = readSize(size, MOST);
  const chosen = checks.find(({ id }) => id === run);
  const named = title.trim() || (chosen === undefined ? "" : runTitle(chosen));
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!("size" in wanted)) return;
    setBusy(true);
    setFault(undefined);
    try {
      const body = { title: named, policy, run, size: wanted.size };
      made(await call<{ id: string }>("/api/calibrations", { method: "POST", body }));
    } catch (error) {
      setFault(errorLine(error));
      setBusy(false);
    }
  };
  return (
    <form className="stack" onSubmit={submit}>
      <SelectField
        label="Replies of"
        value={run}
        choices={checks.map((one) => ({ value: one.id, label: `${runTitle(one)}, ${one.startedAt.slice(0, 16)}` }))}
        change={setRun}
      />
      <TextField label="Name" value={title} change={setTitle} placeholder={named} maxLength={200} />
      <TextField
        label="Cases at most"
        inputMode="numeric"
        value={size}
        change={setSize}
        fault={"fault" in wanted ? wanted.fault : undefined}
      />
      <TextArea label="What makes each score" rows={5} value={policy} change={setPolicy} />
      {fault !== undefined && (
        <p className="fault-line" role="alert">
          {fault}
        </p>
      )}
      <Button submits kind="primary" busy={busy} disabled={"fault" in wanted}>
        Draw the cases
      </Button>
    </form>
  );
}
