import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HttpFault } from "../../http-fault.ts";
import type { RunState } from "../run-desk.ts";
import type { OutsideRun, OutsideRuns } from "./outside-runs.ts";
import type { RunQueue } from "./run-queue.ts";

/** What is kept of runs, whoever made them. */
export interface KeptRuns {
  /** @throws HttpFault 404 */
  stateOf(id: string): RunState;
  /** One that the command line made. */
  outsideRun(id: string): OutsideRun | undefined;
  /** The text of a file of a run that has ended. @throws HttpFault 404, or 409 while it runs */
  file(id: string, wanted: { name: string; what: string }): string;
  /** @throws as `file` */
  result(id: string): unknown;
  /** Where `check` itself kept what it did. @throws as `file`; HttpFault 400 for another run */
  checkFolder(id: string): string;
}

const WORDS: Record<Exclude<RunState["status"], "running">, string> = {
  done: "is done",
  failed: "failed",
  cancelled: "was cancelled",
};

export function keptRuns({
  folder,
  queue,
  outside,
}: {
  folder: string;
  queue: RunQueue;
  outside: OutsideRuns;
}): KeptRuns {
  // Of a run of ours and another of its name, ours counts.
  const outsideRun = (id: string): OutsideRun | undefined => (queue.has(id) ? undefined : outside.find(id));
  const stateOf = (id: string): RunState => outsideRun(id)?.state ?? queue.get(id);

  function file(id: string, { name, what }: { name: string; what: string }): string {
    const { status } = stateOf(id);
    if (status === "running") throw new HttpFault(409, `${id} has not ended yet`, { code: "still_running" });
    const path = join(outsideRun(id)?.folder ?? join(folder, id), name);
    if (existsSync(path)) return readFileSync(path, "utf8");
    throw new HttpFault(404, `${id} has no ${what}${status === "done" ? "" : `: it ${WORDS[status]}`}`);
  }

  function result(id: string): unknown {
    const run = outsideRun(id);
    if (run?.state.status === "done") return outside.result(run);
    return JSON.parse(file(id, { name: "result.json", what: "result" })) as unknown;
  }

  return {
    stateOf,
    outsideRun,
    file,
    result,
    checkFolder(id) {
      const { command } = stateOf(id);
      if (command !== "check") throw new HttpFault(400, `${id} is a ${command}; expected a check`);
      const { run } = result(id) as { run: string };
      return outsideRun(id)?.folder ?? join(folder, id, run);
    },
  };
}
