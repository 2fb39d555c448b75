import { type ReactElement, useCallback } from "react";
import { call } from "../api/client.ts";
import type { RunState } from "../api/types.ts";
import { PageHead } from "../parts/page.tsx";
import { Failed, Ready } from "../parts/states.tsx";
import { go, type PageProps, to } from "../router.ts";
import { useLoad } from "../use-load.ts";
import "./study/study.css";
import { ChecksCompare } from "./checks/compare-checks.tsx";
import { RunList } from "./checks/run-list.tsx";
import { ChecksRun } from "./checks/run-view.tsx";
import { StartRun } from "./checks/start-run.tsx";

/** `#/checks` starts runs and lists them, `#/checks/compare?a=…&b=…` holds two side by side, `#/checks/ID` is one. */
export function Page({ route }: PageProps): ReactElement {
  const [id] = route.rest;
  const { a, b } = route.query;
  if (id === "compare") {
    if (a === undefined || b === undefined) return <Failed error={new Error("Two runs make a comparison.")} />;
    return <ChecksCompare before={a} after={b} />;
  }
  return id === undefined ? <Checks persona={route.query.persona} /> : <ChecksRun key={id} id={id} />;
}

function Checks({ persona }: { persona: string | undefined }): ReactElement {
  const load = useCallback((signal: AbortSignal) => call<{ runs: RunState[] }>("/api/runs", { signal }), []);
  const runs = useLoad(load);
  return (
    <>
      <PageHead
        title="Checks"
        about="How true a persona stays to its file, measured in conversations that it is put through. Every figure has its 95 % interval."
      />
      <div className="study">
        <StartRun persona={persona} started={({ id }) => go(to(["checks", id]))} />
        <section className="stack" aria-labelledby="runs-title">
          <h2 id="runs-title">Runs</h2>
          <Ready loaded={runs} what="the runs">
            {(value) => <RunList runs={value.runs} reload={runs.reload} />}
          </Ready>
        </section>
      </div>
    </>
  );
}
