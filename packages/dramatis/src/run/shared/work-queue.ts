import { createHash } from "node:crypto";
import { type Db, PgBoss } from "pg-boss";
import type { Queries, Sql } from "../../store/index.ts";

/** Trials that one worker does, by their places in the order of the stage. */
export interface Batch {
  places: number[];
  /** Workers that died with it; none where absent. */
  lost?: number;
}

export interface TakenBatch extends Batch {
  job: string;
  /** Which attempt at the job this is. */
  attempt: number;
  lost: number;
}

/** The batches of one stage of a run. */
export interface WorkQueue {
  /** Puts all trials of the stage in, in batches of this size; doing it again changes nothing. */
  fill(trials: number, batchSize: number): Promise<void>;
  take(count: number): Promise<TakenBatch[]>;
  /** Hands on what was given up, because every worker that did it died; what is handled is not given again. */
  bury(handle: (batches: readonly TakenBatch[]) => Promise<void>): Promise<void>;
  /** Renews the leases. */
  touch(batches: readonly TakenBatch[]): Promise<void>;
  done(batches: readonly TakenBatch[]): Promise<void>;
  /** In its place come others; all of it or nothing. */
  replace(batch: TakenBatch, by: readonly Batch[]): Promise<void>;
}

/** Which stage of which run, and how often the run was taken up again: what is left of an earlier round is no one's. */
export interface StageOfRun {
  queue: number;
  round: number;
  stage: number;
}

export interface Queues {
  readonly leaseSeconds: number;
  of(stage: StageOfRun): Promise<WorkQueue>;
  /** All of a run that has ended. */
  drop(run: { queue: number }): Promise<void>;
  close(): Promise<void>;
}

export interface QueuesOptions {
  /** A worker that was not heard of for as long has lost what it took; at least 10. */
  leaseSeconds?: number;
  /** How often one trial may take its worker with it. */
  mostCrashes?: number;
}

export const QUEUE_DEFAULTS = { leaseSeconds: 30, mostCrashes: 3 } as const;

/** A batch is cut into single trials when it is first lost; until then a worker may die while it does that. */
const BATCH_RETRIES = 20;
/** Rows of one statement. */
const JOBS_AT_ONCE = 2000;
const DAY_SECONDS = 24 * 3600;

/** Queues by pg-boss, in a schema of its own beside ours. Leases are its heartbeats; the dead letter is a second queue. */
export async function openQueues(
  sql: Sql,
  { leaseSeconds = QUEUE_DEFAULTS.leaseSeconds, mostCrashes = QUEUE_DEFAULTS.mostCrashes }: QueuesOptions = {},
): Promise<Queues> {
  const interval = Math.max(1, Math.floor(leaseSeconds / 6));
  const boss = new PgBoss({
    db: adapterOf(sql),
    schema: "dramatis_queue",
    schedule: false,
    superviseIntervalSeconds: interval,
    monitorIntervalSeconds: interval,
    ...(sql.driver === "pglite" && { backend: "pglite" }),
  });
  // Background upkeep that fails is tried again at its next turn; what a caller asked for throws at the caller.
  boss.on("error", () => undefined);
  await started(sql, boss);
  return {
    leaseSeconds,
    of: async ({ queue, round, stage }) => {
      const name = `run-${queue}-${round}-${stage}`;
      const dead = `${name}-dead`;
      await boss.createQueue(dead, { retryLimit: BATCH_RETRIES, heartbeatSeconds: leaseSeconds });
      await boss.createQueue(name, {
        deadLetter: dead,
        heartbeatSeconds: leaseSeconds,
        expireInSeconds: DAY_SECONDS - 1,
        retryDelay: 0,
      });
      return workQueue(boss, { name, dead, retries: mostCrashes - 1 });
    },
    drop: async ({ queue }) => {
      const names = (await boss.getQueues()).map(({ name }) => name).filter((name) => name.startsWith(`run-${queue}-`));
      // The dead letters last: the others name them.
      for (const name of names.sort()) await boss.deleteQueue(name);
    },
    close: () => boss.stop({ graceful: false, close: false }),
  };
}

/** "boss" in ASCII. */
const LOCK = 0x626f7373;

/** Of several that start on an empty database one makes the tables of the queue; the others wait for it. */
async function started(sql: Sql, boss: PgBoss): Promise<void> {
  // In one process, on one connection, there is nobody to wait for.
  if (sql.driver === "pglite") return void (await boss.start());
  await sql.transaction(async (queries) => {
    await queries.query("SELECT pg_advisory_xact_lock($1)", [LOCK]);
    await boss.start();
  });
}

interface Names {
  name: string;
  dead: string;
  /** Of a batch of one trial. */
  retries: number;
}

function workQueue(boss: PgBoss, { name, dead, retries }: Names): WorkQueue {
  const insert = async (batches: readonly (Batch & { id?: string })[]): Promise<void> => {
    const jobs = batches.map(({ id, places, lost = 0 }) => ({
      ...(id !== undefined && { id }),
      data: { places, lost },
      retryLimit: places.length > 1 ? BATCH_RETRIES : Math.max(0, retries - lost),
    }));
    if (jobs.length > 0) await boss.insert(name, jobs);
  };
  const take = async (queue: string, batchSize: number): Promise<TakenBatch[]> => {
    const jobs = await boss.fetch<Batch>(queue, { batchSize });
    return jobs.map(({ id, data, retryCount }) => ({
      places: data.places,
      job: id,
      attempt: retryCount,
      lost: (data.lost ?? 0) + retryCount,
    }));
  };
  return {
    fill: async (trials, batchSize) => {
      for (let at = 0; at < trials; at += batchSize * JOBS_AT_ONCE) {
        const batches = [];
        for (let from = at; from < Math.min(trials, at + batchSize * JOBS_AT_ONCE); from += batchSize) {
          const length = Math.min(batchSize, trials - from);
          batches.push({ id: jobId(name, from), places: Array.from({ length }, (_, index) => from + index) });
        }
        await insert(batches);
      }
    },
    take: (count) => take(name, count),
    bury: async (handle) => {
      const batches = await take(dead, 64);
      if (batches.length === 0) return;
      await handle(batches);
      await boss.complete(dead, batches.map(attemptOf));
    },
    touch: async (batches) => {
      if (batches.length > 0) await boss.touch(name, batches.map(attemptOf));
    },
    done: async (batches) => {
      await boss.complete(name, batches.map(attemptOf));
    },
    replace: async (batch, by) => {
      // Twice the same trials in the queue are done once: what has an outcome is passed over.
      await insert(by);
      await boss.complete(name, attemptOf(batch));
    },
  };
}

/** The same for the same place: of several that fill a queue, one does. */
function jobId(queue: string, from: number): string {
  const hex = createHash("sha256").update(`${queue} ${from}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

function attemptOf({ job, attempt }: TakenBatch): { id: string; retryCount: number } {
  return { id: job, retryCount: attempt };
}

/** Its statements go our way, which waits for a server that is away. */
function adapterOf(queries: Queries): Db {
  return { executeSql: async (text, values) => ({ rows: await queries.query(text, values) }) };
}
