// One process of the benchmark: `node worker.ts '{"engine": "postgres", …}'`. It prints "ready" when it is connected, begins when
// it reads a line, prints what it took as JSON, and closes at the end of its input, so that who asks can look at the database.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PgBoss } from "pg-boss";
import { pacedPlan, type Task } from "./task.ts";

type RunRoom = typeof import("../../packages/dramatis/src/run/index.ts");
type StoreRoom = typeof import("../../packages/dramatis/src/store/index.ts");
type TestingSql = typeof import("../../packages/dramatis/src/store/postgres/testing-sql.ts");
type Sql = import("../../packages/dramatis/src/store/index.ts").Sql;
type Executor = import("../../packages/dramatis/src/core/index.ts").Executor;

export interface Work extends Task {
  engine: "folder" | "sqlite" | "pglite" | "postgres" | "pg-boss";
  /** The library's source: another version of it can be measured too. */
  library: string;
  concurrency: number;
  /** Of PostgreSQL. */
  url?: string;
  run?: string;
  /** Of PGlite, in this one process. */
  workers?: number;
}

export interface Took {
  ms: number;
  /** Of this process, from the first trial to the last. */
  cpuMs: number;
  /** What went to the database, round trips of transactions among them. */
  statements: number;
  peakMb: number;
}

interface Doing {
  go(): Promise<void>;
  close(): Promise<void>;
}

const work = JSON.parse(process.argv[2] as string) as Work;
const runRoom = (await import(join(work.library, "run/index.ts"))) as RunRoom;
const storeRoom = (await import(join(work.library, "store/index.ts"))) as StoreRoom;
let statements = 0;

/** Counts what is asked of the database. */
function counted(sql: Sql): Sql {
  return {
    ...sql,
    query: (text, values) => {
      statements++;
      return sql.query(text, values);
    },
    transaction: (inside) => {
      statements += 2;
      return sql.transaction((queries) =>
        inside({
          query: (text, values) => {
            statements++;
            return queries.query(text, values);
          },
        }),
      );
    },
  };
}

async function readAll(executor: Executor): Promise<void> {
  let seen = 0;
  for await (const outcome of executor.run(pacedPlan(work))) seen += outcome.status === "done" ? 1 : 0;
  if (seen !== work.trials) throw new Error(`${seen} of ${work.trials} trials`);
}

async function onDatabase(sql: Sql, workers: number): Promise<Doing> {
  const database = await runRoom.runDatabaseOn(counted(sql));
  const run = work.run ?? (await database.runs.create({ id: "bench", plan: "p", command: "bench", work: {} })).id;
  const found = await database.runs.find(run);
  const { concurrency } = work;
  return {
    go: async () => {
      const helping = Array.from({ length: workers }, () =>
        runRoom.helpShared(database, found)({ run: undefined as never, concurrency }),
      );
      await Promise.all(helping.map(readAll));
    },
    close: () => database.close(),
  };
}

/** The peer: pg-boss and nothing around it, a trial a job, its result the job's output; nobody is told of the others' results. */
async function onPgBoss(sql: Sql): Promise<Doing> {
  const counting = counted(sql);
  const executeSql = async (text: string, values?: unknown[]): Promise<{ rows: unknown[] }> => ({
    rows: await counting.query(text, values),
  });
  const boss = new PgBoss({ db: { executeSql }, schema: "plain_queue", schedule: false, supervise: false });
  await boss.start();
  await boss.createQueue("bench");
  const { trials, perform } = pacedPlan(work);
  const jobs = [...trials].map((trial, i) => ({
    id: `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`,
    data: trial,
  }));
  for (let at = 0; at < jobs.length; at += 2000) await boss.insert("bench", jobs.slice(at, at + 2000));
  const slot = async (): Promise<void> => {
    for (;;) {
      const [job] = await boss.fetch<{ input: unknown }>("bench", { batchSize: 1 });
      if (job === undefined) return;
      await boss.complete("bench", job, { result: await perform(job.data) });
    }
  };
  return {
    go: async () => void (await Promise.all(Array.from({ length: work.concurrency }, slot))),
    close: async () => {
      await boss.stop({ graceful: false, close: false });
      await sql.close();
    },
  };
}

const OPEN: Record<Work["engine"], (folder: string) => Promise<Doing>> = {
  folder: async (folder) => {
    const run = runRoom.openRun({ plan: { command: "bench", arguments: { ...work } }, root: folder });
    const { trials, perform } = pacedPlan(work);
    const executor = runRoom.inProcess({ concurrency: work.concurrency });
    const go = async (): Promise<void> => {
      await runRoom.keepOutcomes({ trials: [...trials], perform, executor, run });
      run.close();
    };
    return { go, close: async () => undefined };
  },
  sqlite: async (folder) => {
    const store = storeRoom.sqliteStore({ path: join(folder, "runs.sqlite") });
    const executor = runRoom.inProcess({ concurrency: work.concurrency });
    const go = async (): Promise<void> => {
      for await (const outcome of executor.run(pacedPlan(work)))
        if (outcome.status === "done") await store.runs.append("bench", outcome);
    };
    return { go, close: async () => store.close() };
  },
  pglite: async () => {
    const { openPglite } = (await import(join(work.library, "store/postgres/testing-sql.ts"))) as TestingSql;
    return onDatabase(await openPglite(), work.workers ?? 1);
  },
  "pg-boss": async () => onPgBoss(await storeRoom.openPostgres(work.url as string)),
  postgres: async () => onDatabase(await storeRoom.openPostgres(work.url as string), 1),
};

const folder = mkdtempSync(join(tmpdir(), "queue-bench-"));
try {
  const doing = await OPEN[work.engine](folder);
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  process.stdout.write("ready\n");
  await lines.next();
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  statements = 0;
  await doing.go();
  const { user, system } = process.cpuUsage(cpu);
  const took: Took = {
    ms: Math.round(performance.now() - started),
    cpuMs: Math.round((user + system) / 1000),
    statements,
    peakMb: Math.round((process.resourceUsage().maxRSS * 1024) / 1e6),
  };
  process.stdout.write(`${JSON.stringify(took)}\n`);
  await lines.next();
  await doing.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
