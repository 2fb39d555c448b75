import { existsSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Transcript } from "../../../core/index.ts";
import type { Environment, Price } from "../../../model/index.ts";
import { compareRuns } from "../../../presets/compare-runs.ts";
import type { DramatisConfig } from "../../../presets/config-file.ts";
import { HttpFault } from "../../http-fault.ts";
import type { PersonaShelf } from "../persona-shelf.ts";
import type { RunDesk, RunState } from "../run-desk.ts";
import { performCheck, prepareCheck } from "./check-run.ts";
import { populationStore } from "./population-store.ts";
import { RunQueue } from "./run-queue.ts";
import { newRunId } from "./run-records.ts";
import { type RunRequest, readRunRequest } from "./run-request.ts";
import type { DeskTools, RunDone, RunTask } from "./run-task.ts";
import { performSample } from "./sample-run.ts";
import { performSurvey, prepareSurvey } from "./survey-run.ts";

export interface DeskOptions {
  /** Each run gets a folder of its own here. */
  folder: string;
  personas: PersonaShelf;
  config: DramatisConfig;
  env: Environment;
  /** Of models on a server, where a run says none. */
  price?: Price | undefined;
  /** Where people that were drawn are kept; `populations` beside the folder by default. */
  populations?: string;
  now?: () => Date;
  /** Does a run; for tests. */
  perform?: (asked: RunRequest, task: RunTask) => Promise<RunDone>;
}

/**
 * Opens the desk at which runs are asked for: one is under way at a time, others wait. Each has a folder with what it reads
 * (so that it goes on with the same when it is resumed), what it did, and what it gave; runs of earlier servers are read
 * from there.
 *
 * @throws InputError where the folder cannot be read
 */
export function openDesk(options: DeskOptions): RunDesk {
  const { folder, personas, config, env, price, now = () => new Date(), perform = performRun } = options;
  const { populations = join(dirname(folder), "populations") } = options;
  const tools: DeskTools = { personas, populations: populationStore(populations), config, env, price };
  const queue = new RunQueue({
    folder,
    now,
    perform: (state, task) => perform(readRunRequest(state), { ...task, tools }),
  });
  /** A file of a run that has ended. */
  const fileOf = (id: string, { name, what }: { name: string; what: string }): string => {
    const { status } = queue.get(id);
    if (status === "running") throw new HttpFault(409, `${id} has not ended yet`, { code: "still_running" });
    const path = join(folder, id, name);
    if (existsSync(path)) return readFileSync(path, "utf8");
    throw new HttpFault(404, `${id} has no ${what}${status === "done" ? "" : `: it ${WORDS[status]}`}`);
  };
  /** Where `check` itself kept what it did. */
  const checkFolder = (id: string): string => {
    const { command } = queue.get(id);
    if (command !== "check") throw new HttpFault(400, `${id} is a ${command}; expected a check`);
    const { run } = JSON.parse(fileOf(id, { name: "result.json", what: "result" })) as { run: string };
    return join(folder, id, run);
  };

  return {
    async start(asked, by) {
      queue.refuseMore();
      const request = readRunRequest(asked);
      const id = newRunId(folder, request.command, subjectOf(request));
      try {
        await prepareRun(request, { tools, folder: join(folder, id) });
        return queue.enter({ ...request, arguments: { ...request.arguments }, id, done: 0, total: 0, by }, FRESH);
      } catch (error) {
        rmSync(join(folder, id), { recursive: true, force: true });
        throw error;
      }
    },
    async resume(id, by) {
      queue.refuseMore();
      const { status, command, arguments: asked, done, total } = queue.get(id);
      if (status === "done") throw new HttpFault(409, `${id} is done; start another`, { code: "nothing_to_resume" });
      if (status === "running") throw new HttpFault(409, `${id} is under way`, { code: "still_running" });
      return queue.enter({ id, command, arguments: asked, done, total, by }, { resume: true });
    },
    list: async () => queue.list(),
    get: async (id) => queue.get(id),
    follow: (id, signal) => queue.follow(id, signal),
    cancel: (id) => queue.cancel(id),
    result: async (id) => JSON.parse(fileOf(id, { name: "result.json", what: "result" })) as unknown,
    report: async (id) => fileOf(id, { name: "report.html", what: "page" }),
    async transcripts(id) {
      const file = join(checkFolder(id), "summary.json");
      const { results } = JSON.parse(readFileSync(file, "utf8")) as { results: { transcripts: Transcript[] }[] };
      return results.flatMap(({ transcripts }) => transcripts);
    },
    compare: async (before, after) => compareRuns(checkFolder(before), checkFolder(after)),
    close: () => queue.close(),
  };
}

const FRESH = { resume: false };
const WORDS: Record<Exclude<RunState["status"], "running">, string> = {
  done: "is done",
  failed: "failed",
  cancelled: "was cancelled",
};

/** For a readable id. */
function subjectOf({ command, arguments: asked }: RunRequest): string {
  if (command === "check") return asked.persona;
  return command === "sample" ? asked.population : (asked.instrument ?? "questions");
}

/** Keeps what a run reads, as it is now. @throws HttpFault 404 for what is not there */
async function prepareRun(request: RunRequest, place: { tools: DeskTools; folder: string }): Promise<void> {
  if (request.command === "check") await prepareCheck(request.arguments, place);
  else if (request.command === "survey") await prepareSurvey(request.arguments, place);
}

function performRun(request: RunRequest, task: RunTask): Promise<RunDone> {
  if (request.command === "check") return performCheck(request.arguments, task);
  if (request.command === "survey") return performSurvey(request.arguments, task);
  return performSample(request.arguments, task);
}
