import { type ReactElement, useCallback, useEffect, useState } from "react";
import { call, callForEvents, path } from "../../api/client.ts";
import type { RunState } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { notifyFault } from "../../parts/notices.tsx";
import { PageHead } from "../../parts/page.tsx";
import { Failed, Loading, Progress, Ready } from "../../parts/states.tsx";
import { When } from "../../parts/when.tsx";
import { to } from "../../router.ts";
import { useLoad } from "../../use-load.ts";
import { lasted } from "../study/figures.ts";
import { ServerFile } from "../study/server-file.tsx";
import type { Talk } from "../study/wire.ts";
import { type ReadResult, readResult } from "./check-shape.ts";
import { CheckView } from "./check-view.tsx";
import { RunChip, runTitle } from "./run-list.tsx";
import { SurveyView } from "./survey-view.tsx";

/** One run: while it goes on how far it is, then what it found. */
export function ChecksRun({ id }: { id: string }): ReactElement {
  const [run, setRun] = useState<RunState>();
  const [error, setError] = useState<unknown>();
  const [round, setRound] = useState(0);
  useEffect(() => follow(id, { round, setRun, setError }), [id, round]);
  const again = (): void => {
    setError(undefined);
    setRound(round + 1);
  };
  const act = (what: "cancel" | "resume") => async (): Promise<void> => {
    try {
      setRun(await call<RunState>(`${path`/api/runs/${id}`}/${what}`, { method: "POST" }));
      if (what === "resume") again();
    } catch (fault) {
      notifyFault(fault);
    }
  };
  if (run === undefined || error !== undefined) {
    return (
      <>
        <PageHead title="Run" />
        {error === undefined ? <Loading what="the run" /> : <Failed error={error} retry={again} />}
      </>
    );
  }
  const { status, startedAt, endedAt, cost, notices = [] } = run;
  return (
    <>
      <PageHead
        title={runTitle(run)}
        about={
          <span className="row">
            <RunChip run={run} /> <When at={startedAt} />
            {endedAt !== undefined && <span>took {lasted(startedAt, endedAt)}</span>}
            {cost !== undefined && cost > 0 && <span>cost ${cost.toFixed(4)}</span>}
          </span>
        }
      >
        <a className="button" href={to(["checks"])}>
          All runs
        </a>
        {status === "done" && (
          <ServerFile where={`${path`/api/runs/${id}`}/report`} name={`${id}.html`}>
            Report as a page
          </ServerFile>
        )}
      </PageHead>
      {notices.map((line) => (
        <p key={line} className="quiet small">
          {line}
        </p>
      ))}
      {status === "running" && <Watch run={run} cancel={act("cancel")} />}
      {(status === "failed" || status === "cancelled") && <Stopped run={run} resume={act("resume")} />}
      {status === "done" && <Result id={id} />}
    </>
  );
}

interface Follower {
  /** Another round asks anew. */
  round: number;
  setRun: (run: RunState) => void;
  setError: (error: unknown) => void;
}

/** The state as it changes, until it ends or the page is left. */
function follow(id: string, { setRun, setError }: Follower): () => void {
  const asking = new AbortController();
  const { signal } = asking;
  const watch = async (): Promise<void> => {
    for await (const { event, data } of callForEvents(`${path`/api/runs/${id}`}/events`, { signal })) {
      if (event === "state" && !signal.aborted) setRun(data as RunState);
    }
  };
  watch().catch((error: unknown) => {
    if (!signal.aborted) setError(error);
  });
  return () => asking.abort();
}

function Watch({ run, cancel }: { run: RunState; cancel: () => void }): ReactElement {
  const stage = run.stage ?? run.command;
  return (
    <div className="card stack">
      <Progress label={STAGES[stage] ?? stage} done={run.done} total={run.total} cancel={cancel} />
      <p className="quiet small">
        It goes on when this page is closed. Cancelled, it keeps what it has and can be gone on with.
      </p>
    </div>
  );
}

/** Names of stages in words; another is shown by its name. */
const STAGES: Record<string, string> = {
  waiting: "Waiting for another run",
  starting: "Getting ready",
  interview: "Holding conversations",
  check: "Judging them",
  questions: "Asking",
  people: "Drawing people",
};

/** Who began a run that is only read here. */
const COMMAND_LINE = "the command line";

function Stopped({ run, resume }: { run: RunState; resume: () => void }): ReactElement {
  const { status, done, total, error } = run;
  return (
    <div className="state empty" role="status">
      <p className="state-title">{status === "failed" ? "This run failed" : "This run was cancelled"}</p>
      {error !== undefined && <p className="fault-line">{error}</p>}
      <p>{`${done} of ${total > 0 ? total : "its"} steps are kept.`}</p>
      {run.by !== COMMAND_LINE && (
        <Button kind="primary" icon="again" onClick={resume}>
          Go on with it
        </Button>
      )}
    </div>
  );
}

function Result({ id }: { id: string }): ReactElement {
  const load = useCallback((signal: AbortSignal) => resultOf(id, signal), [id]);
  const result = useLoad(load);
  return (
    <Ready loaded={result} what="the result">
      {(shown) => {
        if (shown !== null && "population" in shown) {
          return <a href={to(["population", shown.population])}>The people who were drawn</a>;
        }
        if (shown === null) return <p className="quiet">This run left no table; its report has all there is.</p>;
        if ("survey" in shown) return <SurveyView survey={shown.survey} />;
        return shown.checks.map((one) => <CheckView key={`${one.persona}${one.version}`} result={one} />);
      }}
    </Ready>
  );
}

async function resultOf(id: string, signal: AbortSignal): Promise<ReadResult | null> {
  const shown = readResult(await call<unknown>(`${path`/api/runs/${id}`}/result`, { signal }));
  if (shown === null || !("checks" in shown)) return shown;
  const { transcripts } = await call<{ transcripts: Talk[] }>(`${path`/api/runs/${id}`}/transcripts`, { signal });
  return { checks: shown.checks.map((one) => ({ ...one, transcripts })) };
}
