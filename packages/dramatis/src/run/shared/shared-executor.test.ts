import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, describe, test } from "node:test";
import { executorConformance } from "../../core/conformance/executor.ts";
import type { Executor, Plan, Trial, TrialOutcome } from "../../core/index.ts";
import { meter } from "../../model/index.ts";
import type { RunDatabase } from "./run-database.ts";
import { sharedExecutor } from "./shared-executor.ts";
import type { SharedRun } from "./shared-runs.ts";
import { spendingOn } from "./spending.ts";
import { NO_SERVER, pgliteDatabase, postgresDatabase } from "./testing-database.ts";

describe("PGlite", () => suite(() => pgliteDatabase()));
describe("PostgreSQL", { skip: NO_SERVER }, () => suite(() => postgresDatabase("shared executor")));

function suite(open: () => Promise<RunDatabase>): void {
  let opened: Promise<RunDatabase> | undefined;
  const database = (): Promise<RunDatabase> => (opened ??= open());
  after(async () => (await opened)?.close());
  const newRun = async (): Promise<SharedRun> =>
    (await database()).runs.create({
      id: `run-${randomBytes(4).toString("hex")}`,
      plan: "p",
      command: "test",
      work: {},
    });

  const alone = (): Executor => ({
    async *run(plan, signal) {
      yield* executorOn(await database(), await newRun(), { concurrency: 16 }).run(plan, signal);
    },
  });
  executorConformance("shared", alone, { readsWhole: true });

  test("four share a plan: each trial is done once, and all four are given all outcomes", async () => {
    const run = await newRun();
    const done = new Map<string, number>();
    const parts = await Promise.all(
      [1, 2, 3, 4].map(async (worker) => {
        const executor = executorOn(await database(), run, { concurrency: 4 });
        return collect(
          executor,
          plan(300, async ({ id }) => {
            done.set(id, (done.get(id) ?? 0) + 1);
            await new Promise((resolve) => setTimeout(resolve, 2));
            return { id, worker };
          }),
        );
      }),
    );
    assert.equal(done.size, 300);
    assert.deepEqual(
      [...done.values()].filter((times) => times > 1),
      [],
    );
    const [first, ...others] = parts.map((part) => [...part].sort((a, b) => (a.id < b.id ? -1 : 1)));
    assert.equal(first?.length, 300);
    for (const other of others) assert.deepEqual(other, first);
    const workers = new Set(first?.map((one) => one.status === "done" && (one.result as { worker: number }).worker));
    assert.ok(workers.size > 1, "one did it all");
  });

  test("who comes late, and does nothing itself, is given what was done; a second stage is apart", async () => {
    const run = await newRun();
    const first = executorOn(await database(), run);
    const [one, two] = [
      await collect(first, plan(20)),
      await collect(
        first,
        plan(10, async () => "second", "b"),
      ),
    ];
    const late = executorOn(await database(), run, { concurrency: 0 });
    assert.deepEqual(sorted(await collect(late, plan(20, impossible))), sorted(one));
    assert.deepEqual(sorted(await collect(late, plan(10, impossible, "b"))), sorted(two));
  });

  test("who comes late is given all, also of more than a page, in the order of keeping", async () => {
    const run = await newRun();
    const first = await collect(executorOn(await database(), run, { concurrency: 16 }), plan(1200));
    assert.equal(first.length, 1200);
    const late = await collect(executorOn(await database(), run, { concurrency: 0 }), plan(1200, impossible));
    assert.deepEqual(late, first);
  });

  test("who has other trials is told, and harms nothing", async () => {
    const run = await newRun();
    await collect(executorOn(await database(), run), plan(5));
    await assert.rejects(collect(executorOn(await database(), run), plan(6)), /other trials.*same version/);
  });

  endings(database, newRun);
}

/** Aborts, ends by others, caps. */
function endings(database: () => Promise<RunDatabase>, newRun: () => Promise<SharedRun>): void {
  test("an abort gives back what was taken: another goes on at once, and nothing is done twice", async () => {
    const run = await newRun();
    const abort = new AbortController();
    const done: string[] = [];
    const left = await collect(
      executorOn(await database(), run, { concurrency: 2 }),
      plan(60, async ({ id }, signal) => {
        if (done.length >= 10) abort.abort();
        signal.throwIfAborted();
        done.push(id);
        return id;
      }),
      abort.signal,
    );
    assert.ok(left.length < 60);
    const all = await collect(
      executorOn(await database(), run),
      plan(60, async ({ id }) => void done.push(id)),
    );
    assert.equal(all.length, 60);
    assert.equal(new Set(done).size, 60);
    assert.equal(done.length, 60);
  });

  test("a run that somebody ended ends here too, and is taken up again with its failures", async () => {
    const { runs } = await database();
    const run = await newRun();
    const mine = collect(
      executorOn(await database(), run, { concurrency: 1 }),
      plan(50, async ({ id }) => {
        if (id === "a3") await runs.end(run.id, "cancelled", { note: "by the test" });
        if (id === "a1") throw new Error("not yet");
        await new Promise((resolve) => setTimeout(resolve, id > "a3" ? 1500 : 0));
        return id;
      }),
    );
    await assert.rejects(mine, { code: "run_ended", message: /cancelled: by the test/ });
    const again = await runs.reopen(run.id);
    assert.deepEqual([again.state, again.round], ["open", 2]);
    const all = await collect(executorOn(await database(), again), plan(50));
    assert.equal(all.filter(({ status }) => status === "done").length, 50);
    assert.equal(await runs.end(run.id, "done", { files: { "summary.json": "{}" } }), true);
    const { done, failed, total, state } = await runs.summary(run.id);
    assert.deepEqual({ done, failed, total, state }, { done: 50, failed: 0, total: 50, state: "done" });
    assert.deepEqual(await runs.filesOf(run.id), { "summary.json": "{}" });
  });

  test("what is spent is seen by all, and its cap holds for all together", async () => {
    const run = await newRun();
    const meters = [meter({ cap: 1 }), meter({ cap: 1 })];
    const work = meters.map(async (one) =>
      collect(
        executorOn(await database(), run, { concurrency: 1, meter: one }),
        plan(400, async () => {
          const giveBack = one.reserve(0.01);
          await new Promise((resolve) => setTimeout(resolve, 5));
          one.charge({ inputTokens: 10, outputTokens: 1, cost: 0.01 });
          giveBack();
        }),
      ),
    );
    const ends = await Promise.allSettled(work);
    for (const { status, reason } of ends as PromiseRejectedResult[]) {
      assert.equal(status, "rejected");
      assert.match(reason.code, /budget|run_ended/);
    }
    const { usage, state, done } = await (await database()).runs.summary(run.id);
    assert.equal(state, "stopped");
    // Each of the two knows what the other spent up to its last trial that was kept.
    assert.ok((usage.cost as number) >= 0.95 && (usage.cost as number) <= 1.05, `${usage.cost}`);
    assert.ok(done >= 95 && done <= 105, `${done}`);
  });
}

interface Part {
  concurrency?: number;
  meter?: ReturnType<typeof meter>;
}

function executorOn(
  database: RunDatabase,
  run: SharedRun,
  { concurrency = 4, meter: own = meter() }: Part = {},
): Executor {
  const worker = randomBytes(4).toString("hex");
  const spending = spendingOn({ meter: own });
  return sharedExecutor({ ...database, run, worker, concurrency, spending });
}

function plan(count: number, perform: Plan["perform"] = async ({ id }) => id, prefix = "a"): Plan {
  const trials: Trial[] = Array.from({ length: count }, (_, index) => ({ id: `${prefix}${index}`, input: index }));
  return { trials, perform };
}

async function collect(executor: Executor, plan: Plan, signal?: AbortSignal): Promise<TrialOutcome[]> {
  const found: TrialOutcome[] = [];
  for await (const outcome of executor.run(plan, signal)) found.push(outcome);
  return found;
}

function sorted(outcomes: TrialOutcome[]): TrialOutcome[] {
  return outcomes.sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function impossible(): Promise<never> {
  throw new Error("it was done already");
}
