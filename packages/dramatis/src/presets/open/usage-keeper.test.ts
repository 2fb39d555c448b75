import assert from "node:assert/strict";
import { test } from "node:test";
import type { Usage } from "../../core/index.ts";
import { meter } from "../../model/index.ts";
import { usageKeeper } from "./usage-keeper.ts";

const CALL: Usage = { inputTokens: 10, outputTokens: 1, cost: 0.5 };

test("what was spent before is charged; what is spent is written once a second, and at the end", () => {
  const written: (number | undefined)[] = [];
  const run = { spent: { ...CALL, cost: 2 }, writeUsage: ({ cost }: Usage) => void written.push(cost) };
  const spending = meter();
  let time = 0;
  const keeper = usageKeeper(run, spending, { now: () => time });
  const noteAt = (ms: number, calls = 1): void => {
    time = ms;
    for (let call = 0; call < calls; call++) spending.charge(CALL);
    keeper.note();
  };
  noteAt(10);
  noteAt(999);
  assert.deepEqual(written, []);
  noteAt(1000);
  assert.deepEqual(written, [3.5]);
  noteAt(1500);
  noteAt(2100, 0);
  assert.deepEqual(written, [3.5, 4]);
  noteAt(2200);
  keeper.end();
  keeper.end();
  assert.deepEqual(written, [3.5, 4, 4.5]);
});

test("where nothing was spent nothing is written", () => {
  const keeper = usageKeeper({ spent: undefined, writeUsage: () => assert.fail("written") }, meter(), { everyMs: 0 });
  keeper.note();
  keeper.end();
});
