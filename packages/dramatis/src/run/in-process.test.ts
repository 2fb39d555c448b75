import assert from "node:assert/strict";
import { test } from "node:test";
import { executorConformance } from "../core/conformance/executor.ts";
import type { Trial, TrialOutcome } from "../core/index.ts";
import { inProcess } from "./in-process.ts";

executorConformance("inProcess, 4 at once", () => inProcess({ concurrency: 4 }));
executorConformance("inProcess, one by one", () => inProcess({ concurrency: 1 }));

function* numbered(count: number): Generator<Trial> {
  for (let index = 0; index < count; index++) yield { id: `t${index}`, input: index };
}

test("keeps as many in flight as allowed and no more, also with a slow reader", async () => {
  let now = 0;
  let most = 0;
  const perform = async (): Promise<void> => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setImmediate(resolve));
    now--;
  };
  let taken = 0;
  for await (const _ of inProcess({ concurrency: 5 }).run({ trials: numbered(60), perform })) {
    taken++;
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.equal(taken, 60);
  assert.equal(most, 5);
});

test("a trial past its time fails with a code, is told to stop, and frees its place", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let told = false;
  const perform = ({ id }: Trial, signal: AbortSignal): Promise<unknown> => {
    if (id !== "t0") return Promise.resolve("quick");
    signal.addEventListener("abort", () => (told = true));
    queueMicrotask(() => t.mock.timers.tick(50));
    return new Promise(() => undefined);
  };
  const seen: TrialOutcome[] = [];
  const executor = inProcess({ concurrency: 1, trialTimeoutMs: 50 });
  for await (const outcome of executor.run({ trials: numbered(2), perform })) seen.push(outcome);
  assert.deepEqual(
    seen.map(({ id, status }) => [id, status]),
    [
      ["t0", "failed"],
      ["t1", "done"],
    ],
  );
  assert.equal(seen[0]?.status === "failed" && seen[0].error.code, "trial_timeout");
  assert.ok(told);
});

test("what finished in spite of the abort is kept", async () => {
  const abort = new AbortController();
  const perform = async ({ input }: Trial): Promise<unknown> => {
    if (input === 2) abort.abort();
    await new Promise((resolve) => setImmediate(resolve));
    return input;
  };
  const seen: string[] = [];
  for await (const outcome of inProcess({ concurrency: 3 }).run({ trials: numbered(100), perform }, abort.signal)) {
    seen.push(outcome.id);
  }
  assert.deepEqual(seen, ["t0", "t1", "t2"]);
});

test("a plan that breaks is the caller's error, after what was in flight", async () => {
  function* broken(): Generator<Trial> {
    yield* numbered(2);
    throw new Error("line 3 is no trial");
  }
  const seen: string[] = [];
  await assert.rejects(async () => {
    const perform = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    for await (const outcome of inProcess().run({ trials: broken(), perform })) seen.push(outcome.id);
  }, /line 3 is no trial/);
  assert.deepEqual(seen, ["t0", "t1"]);
});

test("abort does not wait for a plan that never gives its next trial", async () => {
  const abort = new AbortController();
  async function* stuck(): AsyncGenerator<Trial> {
    yield { id: "t0", input: 0 };
    await new Promise(() => undefined);
  }
  const seen: string[] = [];
  for await (const outcome of inProcess().run({ trials: stuck(), perform: async () => 1 }, abort.signal)) {
    seen.push(outcome.id);
    abort.abort();
  }
  assert.deepEqual(seen, ["t0"]);
});

test("refuses a concurrency that is no count", () => {
  for (const concurrency of [0, -1, 1.5, Number.NaN]) assert.throws(() => inProcess({ concurrency }), RangeError);
});
