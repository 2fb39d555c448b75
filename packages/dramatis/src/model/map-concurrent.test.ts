import assert from "node:assert/strict";
import { test } from "node:test";
import { mapConcurrent } from "./map-concurrent.ts";

test("keeps the order and the limit", async () => {
  let open = 0;
  let most = 0;
  const results = await mapConcurrent(
    [3, 1, 2, 0],
    async (ticks) => {
      most = Math.max(most, ++open);
      for (let i = 0; i < ticks; i++) await Promise.resolve();
      open--;
      return ticks * 10;
    },
    { concurrency: 2 },
  );
  assert.deepEqual(results, [30, 10, 20, 0]);
  assert.equal(most, 2);
});

test("the first failure stops the rest", async () => {
  const seen: number[] = [];
  const signals: AbortSignal[] = [];
  const work = mapConcurrent(
    [0, 1, 2, 3],
    async (item, signal) => {
      seen.push(item);
      signals.push(signal);
      if (item === 1) throw new Error("one");
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    },
    { concurrency: 2 },
  );
  await assert.rejects(work, /one/);
  assert.deepEqual(seen, [0, 1]);
  assert.ok(signals.every(({ aborted }) => aborted));
});

test("an abort reaches the work, and an aborted start does none", async () => {
  const controller = new AbortController();
  const work = mapConcurrent(
    [1],
    (_, signal) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
    { concurrency: 1, signal: controller.signal },
  );
  controller.abort(new Error("enough"));
  await assert.rejects(work, /enough/);
  await assert.rejects(
    mapConcurrent([1], () => assert.fail("called"), { concurrency: 1, signal: controller.signal }),
    /enough/,
  );
});
