import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import type { TrialOutcome } from "../../src/core/index.ts";
import { helpShared } from "../../src/run/shared/run-database.ts";
import { NO_SERVER, postgresDatabase } from "../../src/run/shared/testing-database.ts";

/** A command that restarts the server. Other tests on it would be disturbed: this one is run by itself. */
const RESTART = process.env.DRAMATIS_RESTART_DATABASE || undefined;
const SKIP = NO_SERVER || (RESTART === undefined && "DRAMATIS_RESTART_DATABASE names no command");

test("PostgreSQL restarted three times in the middle of a run: every trial is done and kept once", {
  skip: SKIP,
}, async () => {
  const database = await postgresDatabase("restart", { leaseSeconds: 10 });
  const run = await database.runs.create({ id: "restart", plan: "p", command: "test", work: {} });
  const trials = Array.from({ length: 300 }, (_, number) => ({ id: `t${number}`, input: number }));
  const performed = new Map<string, number>();
  let restarts = 0;
  const perform = async ({ id, input }: { id: string; input: unknown }): Promise<unknown> => {
    performed.set(id, (performed.get(id) ?? 0) + 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (performed.size > 75 * (restarts + 1) && restarts < 3) {
      restarts++;
      const [command, ...args] = (RESTART as string).split(" ");
      execFileSync(command as string, args, { stdio: "ignore" });
    }
    return input;
  };
  const outcomes: TrialOutcome[] = [];
  const executor = helpShared(database, run)({ run: undefined as never, concurrency: 8 });
  for await (const outcome of executor.run({ trials, perform })) outcomes.push(outcome);
  assert.equal(restarts, 3);
  assert.deepEqual(new Set(outcomes.map(({ id }) => id)).size, 300);
  assert.equal(outcomes.length, 300);
  assert.ok(outcomes.every((one) => one.status === "done" && one.id === `t${one.result}`));
  await database.close();
});
