import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { listLimits, setLimit, sharedLimits } from "./model-limits.ts";
import type { RunDatabase } from "./run-database.ts";
import { NO_SERVER, pgliteDatabase, postgresDatabase } from "./testing-database.ts";

describe("PGlite", () => suite(() => pgliteDatabase()));
describe("PostgreSQL", { skip: NO_SERVER }, () => suite(() => postgresDatabase("model limits")));

function suite(open: () => Promise<RunDatabase>): void {
  let opened: Promise<RunDatabase> | undefined;
  const database = (): Promise<RunDatabase> => (opened ??= open());
  after(async () => (await opened)?.close());

  test("a model without a limit is not held up", async () => {
    const { sql } = await database();
    for (let call = 0; call < 100; call++) await sharedLimits(sql)("free").enter();
  });

  test("two processes together make no more calls than the rate allows", async () => {
    const { sql } = await database();
    await setLimit(sql, { model: "slow", perMinute: 1200 });
    let calls = 0;
    const stop = new AbortController();
    const work = async (): Promise<void> => {
      const limit = sharedLimits(sql)("slow");
      while (!stop.signal.aborted) {
        await limit.enter();
        calls++;
      }
    };
    const started = performance.now();
    const done = Promise.all([work(), work(), work()]);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    stop.abort();
    await done;
    const seconds = (performance.now() - started) / 1000;
    // Twenty a second, and at most a second's worth that was saved up, and one more for each that was waiting.
    assert.ok(calls <= 20 * seconds + 20 + 3, `${calls} calls in ${seconds} s`);
    assert.ok(calls > 0);
  });

  test("a budget is of all together, and of what is spent since it was set", async () => {
    const { sql } = await database();
    await setLimit(sql, { model: "dear", budget: 1 });
    const spend = async (): Promise<number> => {
      const limit = sharedLimits(sql)("dear");
      for (let calls = 0; ; calls++) {
        try {
          await limit.enter();
        } catch (error) {
          assert.match((error as Error).message, /cost cap reached/);
          return calls;
        }
        limit.charge({ inputTokens: 1, outputTokens: 1, cost: 0.1 });
      }
    };
    assert.equal(await spend(), 10);
    // The next has it from the database; so far the first has said what it knew when it last asked.
    const [limit] = await listLimits(sql);
    assert.equal(limit?.model, "dear");
    await setLimit(sql, { model: "dear", budget: 0 });
    await sharedLimits(sql)("dear").enter();
    assert.deepEqual(
      (await listLimits(sql)).map(({ model }) => model),
      ["slow"],
    );
  });
}
