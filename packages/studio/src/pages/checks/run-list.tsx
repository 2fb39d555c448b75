import { type ReactElement, useEffect, useState } from "react";
import type { RunState } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { CheckField } from "../../parts/field.tsx";
import { Empty } from "../../parts/states.tsx";
import { Table } from "../../parts/table.tsx";
import { When } from "../../parts/when.tsx";
import { go, to } from "../../router.ts";
import { lasted, percent, shareDone } from "../study/figures.ts";

const LOOK_AGAIN_MS = 3_000;

/** Every run with its state; two checks that are done can be held against each other. */
export function RunList({ runs, reload }: { runs: readonly RunState[]; reload: () => void }): ReactElement {
  const [picked, setPicked] = useState<readonly string[]>([]);
  const isBusy = runs.some(({ status }) => status === "running");
  useEffect(() => {
    if (!isBusy) return undefined;
    const timer = setInterval(reload, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isBusy, reload]);
  if (runs.length === 0) {
    return (
      <Empty title="Nothing was run yet">
        <p>
          Choose a persona and start a check: on the bundled model it takes a minute or so and leaves this machine
          alone.
        </p>
      </Empty>
    );
  }
  const [before, after] = picked;
  const pick = (id: string, isPicked: boolean): void =>
    setPicked(isPicked ? [...picked, id].slice(-2) : picked.filter((one) => one !== id));
  return (
    <>
      <Table
        caption="Runs, the newest first"
        rows={runs.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt))}
        rowKey={({ id }) => id}
        columns={[
          { head: "Run", isName: true, cell: (run) => <a href={to(["checks", run.id])}>{runTitle(run)}</a> },
          { head: "State", cell: (run) => <RunChip run={run} /> },
          { head: "Started", cell: ({ startedAt }) => <When at={startedAt} /> },
          {
            head: "Took",
            isNumber: true,
            cell: ({ startedAt, endedAt }) => (endedAt ? lasted(startedAt, endedAt) : ""),
          },
          {
            head: "Compare",
            cell: (run) =>
              run.command === "check" && run.status === "done" ? (
                <CheckField
                  label={<span className="unseen">{`Compare ${runTitle(run)}, ${run.startedAt}`}</span>}
                  checked={picked.includes(run.id)}
                  change={(isPicked) => pick(run.id, isPicked)}
                />
              ) : null,
          },
        ]}
      />
      <div className="row">
        <Button
          icon="columns"
          disabled={after === undefined}
          onClick={() => go(to(["checks", "compare"], { a: before, b: after }))}
        >
          Compare two checks
        </Button>
        <span className="quiet small">{`${picked.length} of 2 chosen; the first is the one before`}</span>
      </div>
    </>
  );
}

/** "Ana · drift", "us-adults · ipip-50". */
export function runTitle({ command, arguments: asked }: Pick<RunState, "command" | "arguments">): string {
  const text = (value: unknown): string =>
    typeof value === "string" || typeof value === "number" ? String(value) : "";
  const who = Array.isArray(asked.personas) ? asked.personas.map(text).join(", ") : text(asked.persona);
  const talk = asked.transcript === undefined ? "interview" : "conversation";
  const what = command === "check" ? text(asked.suite) || talk : text(asked.instrument) || command;
  return [who || text(asked.population), what].filter((part) => part !== "").join(" · ");
}

export function RunChip({ run }: { run: RunState }): ReactElement {
  const { status } = run;
  const tone = { running: "", done: "good", failed: "bad", cancelled: "" }[status];
  const share = status === "running" ? shareDone(run) : null;
  return (
    <span className={`chip ${tone}`}>
      {status}
      {share !== null && ` ${percent(share)}`}
    </span>
  );
}
