import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openPostgres, type Sql } from "../../packages/dramatis/src/store/index.ts";
import type { Took, Work } from "./worker.ts";

type RunRoom = typeof import("../../packages/dramatis/src/run/index.ts");

export const LIBRARY: string = join(import.meta.dirname, "../../packages/dramatis/src");

export interface Asked extends Omit<Work, "library" | "url" | "run"> {
  library?: string;
  workers: number;
  /** A PostgreSQL server with the right to make databases. */
  server?: string | undefined;
  /** At the end one more comes, does nothing, and is given all outcomes. */
  late?: boolean;
}

export interface Measured {
  /** From the word to begin until the last process had all outcomes. */
  seconds: number;
  perSecond: number;
  /** Processor time of all workers. */
  cpuMsPerTrial: number;
  /** Of the most loaded of them. */
  peakMb: number;
  statementsPerTrial: number;
  /** Processor time of the server's processes for this database; only where the server runs on this machine. */
  databaseMsPerTrial?: number;
  /** Connections of all workers at the end. */
  connections?: number;
  /** Tables and indexes, ours and the queue's. */
  outcomeBytesPerTrial?: number;
  queueBytesPerTrial?: number;
  /** Written ahead by the whole server meanwhile, whoever else used it. */
  walBytesPerTrial?: number;
  /** Of one who came late: the whole, and processor time there and in the database. */
  lateMsPerTrial?: number;
  lateCpuMsPerTrial?: number;
  lateDatabaseMsPerTrial?: number;
}

/** One run of so many trials by so many processes, which begin together. */
export async function measureQueue({ server, library = LIBRARY, late = false, ...asked }: Asked): Promise<Measured> {
  const isShared = asked.engine === "postgres" || asked.engine === "pg-boss";
  const own = isShared ? await ownDatabase(server, library) : undefined;
  const started: Started[] = [];
  try {
    const of = own === undefined ? {} : { url: own.url, run: own.run };
    for (let i = 0; i < (isShared ? asked.workers : 1); i++)
      started.push(await startWorker({ ...asked, library, ...of }));
    const before = own && (await own.look());
    const begun = performance.now();
    const took = await Promise.all(started.map((worker) => worker.go()));
    const seconds = (performance.now() - begun) / 1000;
    const after = own && (await own.look());
    const reading = own && late ? await readLate({ ...asked, library, ...of }, own) : {};
    const sum = (of: (one: Took) => number): number => took.reduce((all, one) => all + of(one), 0);
    const each = (all: number): number => all / asked.trials;
    return {
      seconds,
      perSecond: asked.trials / seconds,
      cpuMsPerTrial: each(sum(({ cpuMs }) => cpuMs)),
      peakMb: Math.max(...took.map(({ peakMb }) => peakMb)),
      statementsPerTrial: each(sum(({ statements }) => statements)),
      ...reading,
      ...(before &&
        after && {
          connections: after.connections,
          databaseMsPerTrial: each(after.cpuMs - before.cpuMs),
          outcomeBytesPerTrial: each(after.outcomeBytes),
          queueBytesPerTrial: each(after.queueBytes - before.queueBytes),
          walBytesPerTrial: each(after.wal - before.wal),
        }),
    };
  } finally {
    await Promise.all(started.map((worker) => worker.end()));
    await own?.drop();
  }
}

async function readLate(work: Work, own: OwnDatabase): Promise<Partial<Measured>> {
  const reader = await startWorker({ ...work, concurrency: 0 });
  try {
    const before = await own.look();
    const { ms, cpuMs } = await reader.go();
    const after = await own.look();
    const each = (all: number): number => all / work.trials;
    return {
      lateMsPerTrial: each(ms),
      lateCpuMsPerTrial: each(cpuMs),
      lateDatabaseMsPerTrial: each(after.cpuMs - before.cpuMs),
    };
  } finally {
    await reader.end();
  }
}

interface Started {
  go(): Promise<Took>;
  end(): Promise<void>;
}

async function startWorker(work: Work): Promise<Started> {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, "worker.ts"), JSON.stringify(work)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`a worker of ${work.engine} ended`);
    return value as string;
  };
  await next();
  return {
    go: async () => {
      child.stdin?.write("go\n");
      return JSON.parse(await next()) as Took;
    },
    end: async () => {
      child.stdin?.end();
      await ended;
    },
  };
}

export interface Look {
  cpuMs: number;
  connections: number;
  outcomeBytes: number;
  queueBytes: number;
  wal: number;
}

export interface OwnDatabase {
  url: string;
  run: string;
  look(): Promise<Look>;
  drop(): Promise<void>;
}

/** A new one on the server, with a run in it. */
export async function ownDatabase(server: string | undefined, library: string = LIBRARY): Promise<OwnDatabase> {
  if (server === undefined) throw new Error("DRAMATIS_TEST_DATABASE names no PostgreSQL server");
  const name = `bench_queue_${process.pid}`;
  const sql = await openPostgres(server, { connections: 1 });
  const drop = `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`;
  await sql.query(drop);
  await sql.query(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const { openRunDatabase } = (await import(join(library, "run/index.ts"))) as RunRoom;
  const database = await openRunDatabase(url.href);
  const { id } = await database.runs.create({ id: "bench", plan: "p", command: "bench", work: {} });
  await database.close();
  const inside = await openPostgres(url.href, { connections: 1 });
  return {
    url: url.href,
    run: id,
    look: async () => ({ ...(await backends(inside)), ...(await sizesOf(inside)) }),
    drop: async () => {
      await inside.close();
      await sql.query(drop);
      await sql.close();
    },
  };
}

async function sizesOf(sql: Sql): Promise<Omit<Look, "cpuMs" | "connections">> {
  const [row] = await sql.query<{ outcomes: string; queue: string; wal: string }>(
    `SELECT pg_total_relation_size('dramatis.trials') AS outcomes, pg_current_wal_lsn() - '0/0'::pg_lsn AS wal,
       (SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
        WHERE nspname = 'dramatis_queue' AND relkind = 'r') AS queue`,
  );
  const { outcomes = 0, queue = 0, wal = 0 } = row ?? {};
  return { outcomeBytes: Number(outcomes), queueBytes: Number(queue), wal: Number(wal) };
}

const TICK_MS = 10;

/** Processor time of all processes that serve this database, as the kernel counts it. */
async function backends(sql: Sql): Promise<Pick<Look, "cpuMs" | "connections">> {
  const found = await sql.query<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );
  return { connections: found.length, cpuMs: found.reduce((sum, { pid }) => sum + cpuOf(pid), 0) };
}

function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    // From the third field on: user and system time are the 14th and 15th.
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return Number.NaN;
  }
}
