import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { BudgetError, DramatisError, InputError, StoreError } from "../../core/index.ts";
import type { Environment, Meter } from "../../model/index.ts";
import { helpShared, type RunDatabase, RunEndedError, type SharedRun, sharedLimits } from "../../run/index.ts";
import { unpackWork } from "./pack-work.ts";
import { isShared, performCommand, type SharedCommands } from "./shared-command.ts";

export interface WorkerOptions {
  database: RunDatabase;
  /** No two workers have one. */
  name: string;
  /** Trials at once, and calls at once to a model on a server. */
  concurrency: number;
  /** US dollars that this worker may spend, over all runs. */
  maxCost?: number | undefined;
  /** Ends when no run is open. */
  untilIdle?: boolean;
  signal: AbortSignal;
  onNotice: (line: string) => void;
}

/** A worker that was not heard of for as long is taken to be gone. */
const GONE_SECONDS = 30;
const SEEN_MS = 5000;
const NAP_MS = 1000;

/**
 * Works on the runs of a database, the oldest first, each in a folder of its own, until it is told to stop. What a run needs
 * comes from the database; keys of models come from this machine's environment.
 *
 * The process stands in the run's folder while it works on it.
 *
 * @throws InputError where a worker of this name is at work. @throws StoreError where the database cannot be reached
 */
export async function workOnRuns(options: WorkerOptions): Promise<void> {
  const { database, untilIdle = false, signal, onNotice } = options;
  const place = await takePlace(options);
  /** Runs that cannot be done here, with their round. */
  const passed = new Set<string>();
  let left = options.maxCost;
  try {
    while (!place.signal.aborted) {
      const run = await nextRun(database, passed);
      if (run === undefined) {
        if (untilIdle) return;
        await nap(NAP_MS, place.signal);
        continue;
      }
      place.on(run);
      onNotice(`${run.id}: at work`);
      const { spent, ended } = await workOn(options, { run, signal: place.signal, cap: left });
      place.on(undefined);
      if (left !== undefined) left -= spent;
      if (ended !== undefined) onNotice(`${run.id}: ${ended.message}`);
      if (ended instanceof BudgetError && ended.capOf === "worker") return;
      if (ended !== undefined && !(ended instanceof RunEndedError)) passed.add(`${run.id} ${run.round}`);
    }
    if (!signal.aborted) {
      const expected = "one worker of this name";
      throw new InputError({ where: "--name", found: `another took the place of ${options.name}`, expected });
    }
  } finally {
    await place.leave();
  }
}

async function nextRun({ sql, runs }: RunDatabase, passed: ReadonlySet<string>): Promise<SharedRun | undefined> {
  const open = await sql.query<{ id: string; round: number }>(
    "SELECT id, round FROM dramatis.runs WHERE state = 'open' ORDER BY made_at LIMIT 1000",
  );
  const next = open.find(({ id, round }) => !passed.has(`${id} ${round}`));
  return next && runs.find(next.id);
}

interface OneRun {
  run: SharedRun;
  signal: AbortSignal;
  cap: number | undefined;
}

/** The run says which model; this machine, with its keys, whom they are sent to, where it says so. */
function environmentOf({ OPENAI_BASE_URL, ...env }: Environment): Environment {
  return { ...(OPENAI_BASE_URL !== undefined && { OPENAI_BASE_URL }), ...process.env, ...env };
}

/** Does its part of one run; gives what it spent, and what ended it before the run was done. */
async function workOn(
  { database, concurrency, onNotice }: WorkerOptions,
  { run, signal, cap }: OneRun,
): Promise<{ spent: number; ended?: DramatisError }> {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-worker-"));
  const home = process.cwd();
  let spending: Meter | undefined;
  const spent = (): number => spending?.here().cost ?? 0;
  try {
    const { command } = run;
    if (!isShared(command)) {
      const expected = "a command of this version";
      throw new InputError({ where: run.id, found: command, expected, fix: "use the version that began the run" });
    }
    const { options, env } = unpackWork(await database.runs.workOf(run.id), folder);
    process.chdir(folder);
    const helping = helpShared(database, run);
    // What was packed are the options of this command.
    const { files } = await performCommand(command, options as unknown as SharedCommands[typeof command]["options"], {
      concurrency,
      env: environmentOf(env),
      runs: "runs",
      limits: sharedLimits(database.sql),
      signal,
      onNotice: (line) => onNotice(`${run.id}: ${line}`),
      executor: (work) => {
        const { meter } = work;
        spending = meter;
        if (cap !== undefined) meter?.capHere(cap);
        return helping(work);
      },
    });
    if (await database.runs.end(run.id, "done", { files: files() })) await database.queues.drop(run);
    return { spent: spent() };
  } catch (error) {
    if (signal.aborted && error === signal.reason) return { spent: spent() };
    if (!(error instanceof DramatisError) || error instanceof StoreError) throw error;
    return { spent: spent(), ended: error };
  } finally {
    if (cap !== undefined && spending && spending.unpriced > 0)
      onNotice(
        `${run.id}: ${spending.unpriced} calls had no known price, and no cap holds them; begin a run with --price`,
      );
    process.chdir(home);
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Place {
  /** Aborts when the worker is to stop, or another took its place. */
  signal: AbortSignal;
  on(run: SharedRun | undefined): void;
  leave(): Promise<void>;
}

/** Says that a worker of this name is here, again and again. @throws InputError where one is already */
async function takePlace({ database: { sql }, name, signal }: WorkerOptions): Promise<Place> {
  const instance = randomUUID();
  const [taken] = await sql.query(
    `INSERT INTO dramatis.workers (name, instance, host, process) VALUES ($1, $2, $3, $4)
     ON CONFLICT (name) DO UPDATE SET instance = excluded.instance, host = excluded.host, process = excluded.process,
       run = NULL, started_at = now(), seen_at = now()
     WHERE workers.seen_at < now() - interval '${GONE_SECONDS} seconds' RETURNING name`,
    [name, instance, hostname(), process.pid],
  );
  if (taken === undefined) {
    const [other] = await sql.query<{ host: string; process: number }>(
      "SELECT host, process FROM dramatis.workers WHERE name = $1",
      [name],
    );
    throw new InputError({
      where: "--name",
      found: `a worker ${JSON.stringify(name)} that is at work on ${other?.host} (process ${other?.process})`,
      expected: "a name of its own",
      fix: `one that died is forgotten after ${GONE_SECONDS} s`,
    });
  }
  let current: SharedRun | undefined;
  const replaced = new AbortController();
  const seen = async (): Promise<void> => {
    const [mine] = await sql.query(
      "UPDATE dramatis.workers SET seen_at = now(), run = $3 WHERE name = $1 AND instance = $2 RETURNING name",
      [name, instance, current?.id ?? null],
    );
    if (mine === undefined) replaced.abort(new RangeError("another worker took this one's place"));
  };
  // One that fails is made up for by the next.
  const timer = setInterval(() => void seen().catch(() => undefined), SEEN_MS);
  return {
    signal: AbortSignal.any([signal, replaced.signal]),
    on: (run) => {
      current = run;
      void seen().catch(() => undefined);
    },
    leave: async () => {
      clearInterval(timer);
      await sql.query("DELETE FROM dramatis.workers WHERE name = $1 AND instance = $2", [name, instance]);
    },
  };
}

async function nap(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener("abort", () => resolve(), { once: true });
  await promise;
  clearTimeout(timer);
}
