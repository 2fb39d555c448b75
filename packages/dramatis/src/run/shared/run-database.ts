import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { contentId, type Executor, type TrialOutcome, type Usage } from "../../core/index.ts";
import { type Meter, meter as newMeter } from "../../model/index.ts";
import { openPostgres, type Sql } from "../../store/index.ts";
import { inProcess } from "../in-process.ts";
import type { Run } from "../open-run.ts";
import { writeWhole } from "../write-whole.ts";
import { outcomeWriter, writeOutcomes } from "./outcome-writer.ts";
import { sharedExecutor } from "./shared-executor.ts";
import { type SharedRun, type SharedRuns, sharedRuns } from "./shared-runs.ts";
import { spendingOn } from "./spending.ts";
import { openQueues, type Queues, type QueuesOptions } from "./work-queue.ts";

/** What an executor is made for. */
export interface ExecutorWork {
  run: Run;
  /** Trials in flight at once in this process. */
  concurrency: number;
  meter?: Meter;
}

/** Who does the trials of a run: this process alone where nothing else is said. */
export type ExecutorOf = (work: ExecutorWork) => Executor;

/** This process alone. */
export const here: ExecutorOf = ({ concurrency }) => inProcess({ concurrency });

/** A database of runs, and the queue of their trials. */
export interface RunDatabase {
  sql: Sql;
  runs: SharedRuns;
  queues: Queues;
  close(): Promise<void>;
}

/** @throws InputError for an address that is none. @throws StoreError where the database cannot be reached or used. */
export async function openRunDatabase(url: string, options: QueuesOptions = {}): Promise<RunDatabase> {
  return runDatabaseOn(await openPostgres(url), options);
}

/** As `openRunDatabase`, on a database that is open; it is closed with the database. */
export async function runDatabaseOn(sql: Sql, options: QueuesOptions = {}): Promise<RunDatabase> {
  try {
    const runs = await sharedRuns(sql);
    const queues = await openQueues(sql, options);
    return {
      sql,
      runs,
      queues,
      close: async () => {
        await queues.close();
        await sql.close();
      },
    };
  } catch (error) {
    await sql.close();
    throw error;
  }
}

/** The file in a run's folder that says which run of the database it is. */
export const LINK = "shared.json";

/** What workers need to do the same. */
export interface SharedWork {
  command: string;
  /** Plain JSON. */
  work: object;
  /** Told once under which name the run is in the database. */
  onJoin?: (run: SharedRun) => void;
}

/**
 * The executor of a process that begins a run, or goes on with one: the run comes into the database at its first trial, and
 * what its folder holds of it already.
 */
export function beginShared(database: RunDatabase, { command, work, onJoin }: SharedWork): ExecutorOf {
  return ({ run, concurrency, meter }) => {
    const join = async (): Promise<SharedRun> => {
      const joined = await joinRun(database, { run, command, work });
      onJoin?.(joined);
      return joined;
    };
    return joining(database, join, { concurrency, meter, before: run.spent });
  };
}

/** The executor of a worker: it does its part of a run that another process began. */
export function helpShared(database: RunDatabase, run: SharedRun): ExecutorOf {
  return ({ concurrency, meter }) => joining(database, async () => run, { concurrency, meter });
}

interface Joining {
  concurrency: number;
  meter: Meter | undefined;
  before?: Usage | undefined;
}

function joining(
  database: RunDatabase,
  join: () => Promise<SharedRun>,
  { concurrency, meter = newMeter(), before }: Joining,
): Executor {
  const worker = `${process.pid}-${randomBytes(4).toString("hex")}`;
  let executor: Promise<Executor> | undefined;
  const open = async (): Promise<Executor> => {
    const run = await join();
    const spending = spendingOn({ meter, before });
    await writeOutcomes({ sql: database.sql, run, worker, spending }, []);
    return sharedExecutor({ ...database, run, worker, concurrency, spending });
  };
  return {
    async *run(plan, signal): AsyncGenerator<TrialOutcome> {
      executor ??= open();
      yield* (await executor).run(plan, signal);
    },
  };
}

/** The run that a folder is linked to, taken up again where it stands still; a new one where there is no link. */
async function joinRun(
  database: RunDatabase,
  { run, ...what }: { run: Run } & Omit<SharedWork, "onJoin">,
): Promise<SharedRun> {
  const link = join(run.folder, LINK);
  if (existsSync(link)) {
    const { run: id } = JSON.parse(readFileSync(link, "utf8")) as { run: string };
    return database.runs.reopen(id);
  }
  const plan = contentId(JSON.parse(readFileSync(join(run.folder, "plan.json"), "utf8")));
  const made = await database.runs.create({ id: run.id, plan, ...what });
  writeWhole(link, `${JSON.stringify({ run: made.id }, null, 2)}\n`);
  const writer = outcomeWriter({ sql: database.sql, run: made, worker: "before" });
  const kept = [...run.finished()].map(([id, result]) => writer.keep({ id, status: "done", result, ms: 0 }));
  await Promise.all(kept);
  return made;
}
