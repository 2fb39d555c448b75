import { BudgetError, type Executor, InputError, type Plan, type Trial, type TrialOutcome } from "../../core/index.ts";
import type { Sql } from "../../store/index.ts";
import { doorbell } from "../doorbell.ts";
import { outcomeWriter, writeOutcomes } from "./outcome-writer.ts";
import { digestOf, outcomesAfter, RunEndedError, type SharedRun, type SharedRuns } from "./shared-runs.ts";
import type { Spending } from "./spending.ts";
import { type StageWork, stageWork } from "./stage-work.ts";
import type { Queues, WorkQueue } from "./work-queue.ts";

export interface SharedExecutorOptions {
  sql: Sql;
  runs: SharedRuns;
  queues: Queues;
  run: SharedRun;
  /** Of this process; no other that works on the run has it. */
  worker: string;
  /** Trials in flight at once; 0 for one that waits for the others. */
  concurrency: number;
  spending: Spending;
}

/** A stage is cut into so many batches, where it has so many trials: enough to be shared evenly. */
const BATCHES = 256;
const MOST_IN_BATCH = 64;
/** Between two looks at what was kept, and a fiftieth of the time so far where that is more: each looks at all of it. */
const SHORTEST_NAP_MS = 20;
const LONGEST_NAP_MS = 500;
/** How often it is looked whether somebody ended the run. */
const LOOK_MS = 1000;

/**
 * Runs a plan together with every other process that has the same one: each takes batches of its trials from a queue and
 * keeps their outcomes in the database; all of them are given all outcomes. The first call of `run` is the run's first
 * stage, the second its second: all who take part make the same calls.
 *
 * A trial counts once, however often it was done: its first outcome is kept. `kill -9` of a worker costs what it had in
 * flight and what it had not kept yet, at most twice as many trials again. What died with its worker before is done alone;
 * what takes its worker with it again and again fails with the code `dead_letter`. On abort what was taken is given back.
 *
 * Its iteration throws an InputError where the others have other trials, a RunEndedError where somebody ended the run, a
 * BudgetError at the cost cap, and a StoreError where the database cannot be reached.
 */
export function sharedExecutor(options: SharedExecutorOptions): Executor {
  let stages = 0;
  return { run: (plan, signal) => runStage(options, { plan, stage: stages++, signal }) };
}

interface Stage {
  plan: Plan;
  stage: number;
  signal: AbortSignal | undefined;
}

async function* runStage(options: SharedExecutorOptions, { plan, stage, signal }: Stage): AsyncGenerator<TrialOutcome> {
  const { sql, run, queues } = options;
  const trials = await distinct(plan.trials);
  if (trials.length === 0 || signal?.aborted) return;
  const queue = await queues.of({ ...run, stage });
  await publish(options, { stage, trials, queue });
  const waited = new Set(trials.map(({ id }) => id).filter((id) => !plan.finished?.has(id)));
  const kept = doorbell();
  const end = doorbell();
  const work = partOf(options, { plan, trials, queue, onKept: kept.ring });
  const over = (): void => {
    kept.ring();
    end.ring();
  };
  const stop = (): void => {
    work.stop();
    over();
  };
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) stop();
  const broken = work.ended.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  let fault: { error: unknown } | undefined;
  void broken.then((found) => {
    fault = found;
    over();
  });
  try {
    let place = "0";
    const begun = performance.now();
    let looked = begun;
    for (let nap = SHORTEST_NAP_MS; ; ) {
      const before = waited.size;
      const read = { after: place, onPlace: (at: string) => (place = at) };
      for await (const outcome of outcomesAfter(sql, run.id, read)) if (waited.delete(outcome.id)) yield outcome;
      if (waited.size === 0 || signal?.aborted) return;
      if (fault) throw fault.error;
      if (performance.now() - looked > LOOK_MS) {
        looked = performance.now();
        await refuseEnded(options);
      }
      const least = Math.min(Math.max(SHORTEST_NAP_MS, (performance.now() - begun) / 50), LONGEST_NAP_MS);
      await end.wait(least);
      nap = waited.size < before ? SHORTEST_NAP_MS : Math.min(nap * 1.5, LONGEST_NAP_MS);
      await kept.wait(nap);
    }
  } finally {
    signal?.removeEventListener("abort", stop);
    work.stop();
    await broken;
    // The others spent on, up to the last outcome that was given here.
    if (fault === undefined) await writeOutcomes(options, []);
  }
}

/** Fills the queue of the stage, unless somebody did. @throws InputError where that was with other trials */
async function publish(
  { sql, run }: SharedExecutorOptions,
  { stage, trials, queue }: { stage: number; trials: readonly Trial[]; queue: WorkQueue },
): Promise<void> {
  const digest = digestOf(trials.map(({ id }) => id));
  const place = [run.id, stage, run.round];
  const digestThere = async (): Promise<string | undefined> => {
    const find = "SELECT digest FROM dramatis.stages WHERE run = $1 AND stage = $2 AND round = $3";
    return (await sql.query<{ digest: string }>(find, place))[0]?.digest;
  };
  if ((await digestThere()) === undefined) {
    await queue.fill(trials.length, batchSizeOf(trials));
    await sql.query(
      `INSERT INTO dramatis.stages (run, stage, round, total, digest) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (run, stage, round) DO NOTHING`,
      [...place, trials.length, digest],
    );
  }
  if ((await digestThere()) === digest) return;
  throw new InputError({
    where: run.id,
    found: "other trials than those that its first process planned",
    expected: "the same version of dramatis and the same files and models everywhere",
  });
}

function batchSizeOf({ length }: readonly Trial[]): number {
  return Math.min(MOST_IN_BATCH, Math.ceil(length / BATCHES));
}

function partOf(
  options: SharedExecutorOptions,
  { plan, trials, queue, onKept }: { plan: Plan; trials: readonly Trial[]; queue: WorkQueue; onKept: () => void },
): StageWork {
  const { sql, run, runs, worker, concurrency, spending, queues } = options;
  const writer = outcomeWriter({ sql, run, worker, spending, enough: concurrency });
  const perform: Plan["perform"] = async (trial, signal) => {
    try {
      return await plan.perform(trial, signal);
    } catch (error) {
      if (error instanceof BudgetError && error.capOf === "run")
        await runs.end(run.id, "stopped", { note: error.message });
      throw error;
    }
  };
  return stageWork({
    trials,
    perform,
    queue,
    writer,
    known: async (ids) => {
      const kept = await knownOf(sql, run.id, ids);
      return new Set(ids.filter((id) => kept.has(id) || plan.finished?.has(id)));
    },
    concurrency,
    batchSize: batchSizeOf(trials),
    leaseSeconds: queues.leaseSeconds,
    onKept,
  });
}

/** Which of these trials have an outcome. */
async function knownOf(sql: Sql, run: string, ids: readonly string[]): Promise<Set<string>> {
  const rows = await sql.query<{ id: string }>(
    "SELECT id FROM dramatis.trials WHERE run = $1 AND id = ANY($2::text[])",
    [JSON.stringify(run), ids.map((id) => JSON.stringify(id))],
  );
  return new Set(rows.map(({ id }) => JSON.parse(id) as string));
}

/** @throws RunEndedError where it was stopped, cancelled or taken up anew; being done is no end for who reads its outcomes */
async function refuseEnded({ runs, run }: SharedExecutorOptions): Promise<void> {
  const now = await runs.find(run.id);
  if (now.round === run.round && (now.state === "open" || now.state === "done")) return;
  throw new RunEndedError(now);
}

/** In order; of those with one id the first. */
async function distinct(trials: Plan["trials"]): Promise<Trial[]> {
  const byId = new Map<string, Trial>();
  for await (const trial of trials) if (!byId.has(trial.id)) byId.set(trial.id, trial);
  return [...byId.values()];
}
