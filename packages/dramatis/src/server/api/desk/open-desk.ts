import { readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Transcript } from "../../../core/index.ts";
import type { Environment, Price } from "../../../model/index.ts";
import { compareRuns } from "../../../presets/compare/compare-runs.ts";
import type { DramatisConfig } from "../../../presets/open/config-file.ts";
import { HttpFault } from "../../http-fault.ts";
import type { PersonaShelf } from "../persona-shelf.ts";
import type { RunDesk, RunState } from "../run-desk.ts";
import { performCheck, prepareCheck } from "./check-run.ts";
import { keptRuns } from "./kept-runs.ts";
import { outsideRuns } from "./outside-runs.ts";
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
  /** Further folders, in which the command line keeps runs. */
  outside?: readonly string[];
  now?: () => Date;
  /** Does a run; for tests. */
  perform?: (asked: RunRequest, task: RunTask) => Promise<RunDone>;
}

/**
 * Opens the desk at which runs are asked for: one is under way at a time, others wait. Each has a folder with what it reads
 * (so that it goes on with the same when it is resumed), what it did, and what it gave; runs of earlier servers are read
 * from there. Checks and surveys that the command line made in the folder can be read beside them.
 *
 * @throws InputError where the folder cannot be read
 */
export function openDesk(options: DeskOptions): RunDesk {
  const { folder, personas, config, env, price, now = () => new Date(), perform = performRun } = options;
  const { populations = join(dirname(folder), "populations"), outside: others = [] } = options;
  const tools: DeskTools = { personas, populations: populationStore(populations), config, env, price };
  const queue = new RunQueue({
    folder,
    now,
    perform: (state, task) => perform(readRunRequest(state), { ...task, tools }),
  });
  const outside = outsideRuns([folder, ...others]);
  const kept = keptRuns({ folder, queue, outside });
  const { stateOf, outsideRun } = kept;
  const refuseOutside = (id: string): void => {
    if (outsideRun(id) === undefined) return;
    const message = `${id} was begun on the command line; stop it, or go on with it, there`;
    throw new HttpFault(409, message, { code: "outside_run" });
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
      refuseOutside(id);
      queue.refuseMore();
      const { status, command, arguments: asked, done, total } = queue.get(id);
      if (status === "done") throw new HttpFault(409, `${id} is done; start another`, { code: "nothing_to_resume" });
      if (status === "running") throw new HttpFault(409, `${id} is under way`, { code: "still_running" });
      return queue.enter({ id, command, arguments: asked, done, total, by }, { resume: true });
    },
    list: async () => {
      const all = [...queue.list(), ...outside.list().filter(({ id }) => !queue.has(id))];
      return all.sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0));
    },
    get: async (id) => stateOf(id),
    follow: (id, signal) => (outsideRun(id) ? followed(() => outsideRun(id)?.state, signal) : queue.follow(id, signal)),
    cancel: async (id) => {
      refuseOutside(id);
      return queue.cancel(id);
    },
    result: async (id) => kept.result(id),
    report: async (id) => kept.file(id, { name: "report.html", what: "page" }),
    async transcripts(id) {
      const file = join(kept.checkFolder(id), "summary.json");
      const { results } = JSON.parse(readFileSync(file, "utf8")) as { results: { transcripts: Transcript[] }[] };
      return results.flatMap(({ transcripts }) => transcripts);
    },
    compare: async (before, after) => compareRuns(kept.checkFolder(before), kept.checkFolder(after)),
    close: () => queue.close(),
  };
}

/** How often it is looked at how far the command line is. */
const LOOK_MS = 1000;

/** The state of a run that is not ours, as it is found to change. */
async function* followed(look: () => RunState | undefined, signal: AbortSignal): AsyncGenerator<RunState, void, void> {
  let last: RunState | undefined;
  while (!signal.aborted) {
    const state = look();
    if (state === undefined) return;
    if (state !== last) yield state;
    last = state;
    if (state.status !== "running") return;
    // It is rejected where the signal aborts, and that is the end here.
    await pause(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

const FRESH = { resume: false };
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
