import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { random, type TrialOutcome } from "../../src/core/index.ts";
import type { RunDatabase } from "../../src/run/shared/run-database.ts";
import { NO_SERVER, postgresDatabase } from "../../src/run/shared/testing-database.ts";
import { resultOf, type TestWork } from "./worker.ts";

/** `npm test` takes a few; 200 are asked for where there is time. */
const KILLS = Number(process.env.DRAMATIS_KILLS ?? 10);
const WORKER = fileURLToPath(new URL("worker.ts", import.meta.url));

describe("workers that die, and a server that goes away", { skip: NO_SERVER }, () => {
  let opened: Promise<RunDatabase> | undefined;
  const database = (): Promise<RunDatabase> =>
    (opened ??= postgresDatabase("faults", { leaseSeconds: 10, mostCrashes: 3 }));
  after(async () => (await opened)?.close());

  test(`kill -9, ${KILLS} times at random moments: every trial once, each with its own result`, async () => {
    const trials = 20 * KILLS + 200;
    const work = await newWork(await database(), { trials, ms: 25, concurrency: 4, crashes: 1000 });
    const draw = random(20261121);
    const workers = new Set<ChildProcess>();
    let killed = 0;
    const keepAlive = async (): Promise<void> => {
      for (;;) {
        const worker = start(work);
        workers.add(worker);
        const exit = once(worker, "exit") as Promise<[number | null]>;
        const end = await Promise.race([exit, pause(300 + draw.next() * 1200)]);
        if (end === undefined && killed < KILLS) {
          killed++;
          worker.kill("SIGKILL");
        }
        const [code] = await exit;
        workers.delete(worker);
        if (code === 0) return;
      }
    };
    await Promise.all([1, 2, 3].map(keepAlive));
    assert.equal(killed, KILLS);
    await assertWhole(await database(), work);
  });

  test("connections cut again and again: the run comes to its end, every trial once", async () => {
    const work = await newWork(await database(), { trials: 300, ms: 20, concurrency: 4, crashes: 1000 });
    const worker = start(work);
    const ended = once(worker, "exit") as Promise<[number | null]>;
    const { sql } = await database();
    let cuts = 0;
    while (worker.exitCode === null && cuts < 12) {
      await pause(250);
      const cut = await sql.query<{ cut: boolean }>(
        "SELECT pg_terminate_backend(pid) AS cut FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
      );
      cuts += cut.length > 0 ? 1 : 0;
    }
    assert.ok(cuts >= 3, `${cuts} cuts`);
    assert.deepEqual((await ended)[0], 0);
    await assertWhole(await database(), work);
  });

  test("a trial that always kills its worker is given up by name, and the run ends with all others done", async () => {
    const work = await newWork(await database(), { trials: 40, ms: 5, concurrency: 4, crashes: 2, poison: 7 });
    let deaths = 0;
    for (;;) {
      const worker = start(work);
      const [code] = (await once(worker, "exit")) as [number | null];
      if (code === 0) break;
      deaths++;
      assert.ok(deaths < 10, "it kills on and on");
    }
    // Once with its batch, then as often as it may alone.
    assert.ok(deaths >= 2 && deaths <= 4, `${deaths} deaths`);
    const outcomes = await outcomesOf(await database(), work);
    assert.equal(outcomes.size, 40);
    const failed = [...outcomes.values()].filter(({ status }) => status === "failed");
    assert.deepEqual(failed, [
      {
        id: "t7",
        status: "failed",
        error: { code: "dead_letter", message: "every worker that did it died; it was given up" },
        ms: 0,
      },
    ]);
  });
});

async function newWork({ runs, sql }: RunDatabase, work: Omit<TestWork, "url" | "run">): Promise<TestWork> {
  const { id } = await runs.create({ id: "faults", plan: "p", command: "test", work: {} });
  const [row] = await sql.query<{ name: string }>("SELECT current_database() AS name");
  const url = new URL(process.env.DRAMATIS_TEST_DATABASE as string);
  url.pathname = `/${row?.name}`;
  return { ...work, run: id, url: url.href };
}

function start(work: TestWork): ChildProcess {
  return spawn(process.execPath, [WORKER, JSON.stringify(work)], { stdio: ["ignore", "ignore", "inherit"] });
}

async function outcomesOf({ runs }: RunDatabase, { run }: TestWork): Promise<Map<string, TrialOutcome>> {
  const found = new Map<string, TrialOutcome>();
  for await (const outcome of runs.outcomes(run)) {
    assert.ok(!found.has(outcome.id), `${outcome.id} twice`);
    found.set(outcome.id, outcome);
  }
  return found;
}

async function assertWhole(database: RunDatabase, work: TestWork): Promise<void> {
  const outcomes = await outcomesOf(database, work);
  assert.equal(outcomes.size, work.trials);
  for (let number = 0; number < work.trials; number++) {
    const outcome = outcomes.get(`t${number}`);
    assert.equal(outcome?.status, "done");
    assert.deepEqual(outcome?.status === "done" && outcome.result, resultOf(number));
  }
}

function pause(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms));
}
