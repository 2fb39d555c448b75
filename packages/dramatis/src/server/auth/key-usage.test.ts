import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { BudgetError, InputError } from "../../core/index.ts";
import { keyUsage } from "./key-usage.ts";
import type { KeptKey } from "./keys-file.ts";

const KEY: KeptKey = {
  name: "shop",
  hash: "a".repeat(64),
  scopes: ["read"],
  personas: "all",
  createdAt: "2026-01-01T00:00:00.000Z",
};

function newPath(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "usage-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "key-usage.json");
}

const spent = { inputTokens: 10, outputTokens: 5, cost: 3 };

test("what a key has used holds over a restart, and its budget with it", async (t) => {
  const path = newPath(t);
  const first = keyUsage({ path });
  first.countOf({ ...KEY, budget: 5 }).meter.charge(spent);
  first.countOf({ ...KEY, name: "other", hash: "b".repeat(64) }).meter.charge({ inputTokens: 1, outputTokens: 1 });
  await first.close();
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const second = keyUsage({ path });
  const { meter } = second.countOf({ ...KEY, budget: 5 });
  assert.deepEqual(meter.usage(), spent);
  // 3 of 5 dollars are spent: 2 more are left.
  assert.throws(() => meter.reserve(2.01), BudgetError);
  meter.reserve(2)();
  meter.charge({ inputTokens: 0, outputTokens: 0, cost: 2 });
  await second.close();
  const third = keyUsage({ path });
  assert.throws(() => third.countOf({ ...KEY, budget: 5 }).meter.reserve(0.01), BudgetError);
  await third.close();
  // A key that is not in the file of keys just now is not forgotten.
  assert.match(readFileSync(path, "utf8"), /"name":"other"/);
});

test("another budget takes away nothing of what was used, by calls under way either", async (t) => {
  const path = newPath(t);
  const usage = keyUsage({ path });
  const before = usage.countOf({ ...KEY, budget: 5 }).meter;
  before.charge(spent);
  const after = usage.countOf({ ...KEY, budget: 4 }).meter;
  assert.throws(() => after.reserve(1.5), BudgetError);
  // A call that began under the first budget ends now.
  before.charge({ inputTokens: 1, outputTokens: 1, cost: 1 });
  assert.equal(usage.countOf({ ...KEY, budget: 4 }).meter, after);
  await usage.close();
  const [kept] = (JSON.parse(readFileSync(path, "utf8")) as { keys: { cost: number; inputTokens: number }[] }).keys;
  assert.deepEqual([kept?.cost, kept?.inputTokens], [4, 11]);
});

test("how often a key came holds over a restart, and time makes it good", async (t) => {
  const path = newPath(t);
  let date = 1_000_000;
  const options = { path, now: () => date, date: () => date };
  const key = { ...KEY, perMinute: 2 };
  const takes = (usage: ReturnType<typeof keyUsage>, times: number): number[] =>
    Array.from({ length: times }, () => usage.countOf(key).bucket?.take() ?? -1);
  const first = keyUsage(options);
  assert.deepEqual(takes(first, 3), [0, 0, 30]);
  await first.close();
  const second = keyUsage(options);
  assert.deepEqual(takes(second, 1), [30]);
  await second.close();
  // Two a minute: one after 30 s. A clock that was set back gives nothing, and takes nothing.
  date += 30_000;
  const third = keyUsage(options);
  assert.deepEqual(takes(third, 2), [0, 30]);
  await third.close();
  date -= 500_000;
  const fourth = keyUsage(options);
  assert.deepEqual(takes(fourth, 1), [30]);
  await fourth.close();
});

test("a file that holds something else is one line that says what to do", async (t) => {
  const path = newPath(t);
  for (const text of ['{"schema":', '{"schema":"dramatis.key-usage/1","keys":[{"cost":-1}]}']) {
    writeFileSync(path, text);
    assert.throws(
      () => keyUsage({ path }),
      (error) => error instanceof InputError && !error.message.includes("\n"),
    );
  }
});

test("where it cannot be written that is told, and counted on", async (t) => {
  const path = newPath(t);
  const told: string[] = [];
  const usage = keyUsage({ path, tell: (line) => void told.push(line) });
  const { meter } = usage.countOf({ ...KEY, budget: 5 });
  mkdirSync(`${path}.tmp`);
  meter.charge(spent);
  await usage.close();
  assert.equal(told.length, 1);
  assert.match(told[0] ?? "", /what keys have used is not written down: .*key-usage\.json: a folder/);
  assert.deepEqual(meter.usage(), spent);
});
