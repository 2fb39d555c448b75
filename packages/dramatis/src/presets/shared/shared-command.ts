import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { TrialOutcome } from "../../core/index.ts";
import type { Environment, Meter, ModelLimits } from "../../model/index.ts";
import { htmlReport, questionsHtml, surveyHtml } from "../../report/index.ts";
import { beginShared, type ExecutorOf, openRunDatabase, type SharedRun, sharedLimits } from "../../run/index.ts";
import { type CheckOptions, type CheckOutcome, check } from "../check/check.ts";
import { questionsPage } from "../survey/questions-page.ts";
import { type QuestionsOutcome, type RunQuestionsOptions, runQuestions } from "../survey/run-questions.ts";
import { type RunSurveyOptions, runSurvey, type SurveyOutcome } from "../survey/run-survey.ts";
import { surveyPage } from "../survey/survey-page.ts";
import { packWork } from "./pack-work.ts";

/** The commands whose trials can be shared, their options and what comes of them. */
export interface SharedCommands {
  check: { options: CheckOptions; outcome: CheckOutcome };
  survey: { options: RunSurveyOptions; outcome: SurveyOutcome };
  questions: { options: RunQuestionsOptions; outcome: QuestionsOutcome };
}

export type SharedName = keyof SharedCommands;

/** What is said of a run as it goes, and where it is done: nothing that changes its result. */
export interface SharedHooks {
  onNotice?: (line: string) => void;
  onStart?: (start: { stage: string; total: number; already: number; meter: Meter }) => void;
  onOutcome?: (outcome: TrialOutcome) => void;
  signal?: AbortSignal;
  executor?: ExecutorOf | undefined;
  limits?: ModelLimits;
  env?: Environment;
  runs?: string;
  concurrency?: number;
}

type Perform = {
  [Name in SharedName]: (options: SharedCommands[Name]["options"]) => Promise<SharedCommands[Name]["outcome"]>;
};
type PageOf = { [Name in SharedName]: (outcome: SharedCommands[Name]["outcome"]) => string };

const PERFORM: Perform = { check, survey: runSurvey, questions: runQuestions };
const PAGE_OF: PageOf = {
  check: ({ report }) => htmlReport(report),
  survey: (outcome) => surveyHtml(surveyPage(outcome)),
  questions: (outcome) => questionsHtml(questionsPage(outcome)),
};

export function isShared(command: string): command is SharedName {
  return command in PERFORM;
}

export interface DoneCommand<Outcome> {
  outcome: Outcome;
  /** What stands in the run's folder at the end, without the trials: the page too. */
  files(): Record<string, string>;
}

/** Does a command in this process, with others where the executor says so. */
export async function performCommand<Name extends SharedName>(
  command: Name,
  options: SharedCommands[Name]["options"],
  hooks: SharedHooks,
): Promise<DoneCommand<SharedCommands[Name]["outcome"]>> {
  const outcome = await PERFORM[command]({ ...options, ...hooks });
  return { outcome, files: () => ({ ...filesOf(outcome.folder), "report.html": PAGE_OF[command](outcome) }) };
}

export interface InDatabase<Name extends SharedName> {
  command: Name;
  options: SharedCommands[Name]["options"];
  hooks: SharedHooks;
  /** Leaves the run to the workers once it is in the database. */
  detach?: boolean;
  onJoin: (run: SharedRun) => void;
}

/**
 * Does a command together with the workers of a database, and this process is one of them. Undefined where it was left to
 * them.
 *
 * @throws as the command does; InputError for what cannot be sent to another machine. @throws StoreError
 */
export async function inDatabase<Name extends SharedName>(
  url: string,
  { command, options, hooks, detach = false, onJoin }: InDatabase<Name>,
): Promise<SharedCommands[Name]["outcome"] | undefined> {
  const { runs: _runs, resume: _resume, cache: _cache, concurrency: _concurrency, ...same } = options;
  const work = packWork(same, { env: hooks.env ?? process.env });
  const database = await openRunDatabase(url);
  let joined: SharedRun | undefined;
  const detached = new AbortController();
  const begin = beginShared(database, {
    command,
    work,
    onJoin: (run) => {
      joined = run;
      onJoin(run);
      if (detach) detached.abort();
    },
  });
  const signal = AbortSignal.any([detached.signal, ...(hooks.signal ? [hooks.signal] : [])]);
  try {
    const { outcome, files } = await performCommand(command, options, {
      ...hooks,
      signal,
      executor: begin,
      limits: sharedLimits(database.sql),
    });
    if (joined && (await database.runs.end(joined.id, "done", { files: files() }))) await database.queues.drop(joined);
    return outcome;
  } catch (error) {
    if (detached.signal.aborted && error === detached.signal.reason) return undefined;
    throw error;
  } finally {
    await database.close();
  }
}

const MOST_FILE_BYTES = 64 * 2 ** 20;
/** What belongs to one process, or comes from the database itself. */
const NOT_KEPT = /^(lock|shared\.json|trials\.jsonl|calls\.sqlite.*)$/;

function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => !NOT_KEPT.test(name));
  const files = names.filter((name) => {
    const entry = statSync(join(folder, name));
    return entry.isFile() && entry.size <= MOST_FILE_BYTES;
  });
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}
