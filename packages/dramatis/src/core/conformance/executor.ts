import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DramatisError } from "../errors/dramatis-error.ts";
import type { Executor, Plan, Trial, TrialOutcome } from "../executor.ts";

/**
 * What every executor must do. Call it in a test file of a plug-in:
 *
 *     executorConformance("in process", () => inProcess({ concurrency: 4 }));
 *
 * @param make a fresh executor that may have at most 64 trials in flight.
 * @param options.readsWhole it reads a plan to its end before it begins, as one that shares it with others must
 */
export function executorConformance(
  name: string,
  make: () => Executor,
  { readsWhole = false }: { readsWhole?: boolean } = {},
): void {
  describe(`executor conformance: ${name}`, () => {
    outcomes(make);
    if (!readsWhole) laziness(make);
    stopping(make);
  });
}

function outcomes(make: () => Executor): void {
  test("yields one outcome per trial with the trial's id and result", async () => {
    const seen = await collect(make(), { trials: numbered(100), perform: async ({ input }) => Number(input) * 2 });
    assert.deepEqual(ids(seen), ids([...numbered(100)]));
    for (const outcome of seen) {
      assert.equal(outcome.status, "done");
      assert.equal(outcome.status === "done" && outcome.result, Number(outcome.id.slice(1)) * 2);
      assert.ok(outcome.ms >= 0);
    }
  });

  test("an empty plan yields nothing", async () => {
    assert.deepEqual(await collect(make(), { trials: [], perform: async () => 1 }), []);
  });

  test("skips what was finished before", async () => {
    const finished = new Set(["t0", "t3", "t4"]);
    const performed: string[] = [];
    const perform = async ({ id }: Trial): Promise<void> => void performed.push(id);
    const seen = await collect(make(), { trials: numbered(5), perform, finished });
    assert.deepEqual(ids(seen), ["t1", "t2"]);
    assert.deepEqual(performed.sort(), ["t1", "t2"]);
  });

  test("a trial that throws is an outcome with a code and one line, and stops no other", async () => {
    const perform = async ({ id }: Trial): Promise<string> => {
      if (id === "t1") throw new DramatisError("model_server", "model:\n it  broke");
      if (id === "t2") throw new TypeError("oops");
      if (id === "t3") throw "a string";
      return "fine";
    };
    const seen = await collect(make(), { trials: numbered(5), perform });
    const failed = seen.filter((outcome) => outcome.status === "failed").sort((a, b) => (a.id < b.id ? -1 : 1));
    assert.deepEqual(ids(failed), ["t1", "t2", "t3"]);
    assert.deepEqual(failed[0]?.error, { code: "model_server", message: "model: it broke" });
    for (const { error } of failed) assert.match(error.message, /^[^\n]+$/);
    assert.equal(seen.length, 5);
  });

  test("reads asynchronous plans", async () => {
    async function* later(): AsyncGenerator<Trial> {
      for (const trial of numbered(7)) yield await Promise.resolve(trial);
    }
    assert.equal((await collect(make(), { trials: later(), perform: async () => 1 })).length, 7);
  });
}

function laziness(make: () => Executor): void {
  test("an endless plan is read lazily, and the plan is closed when the reader leaves", async () => {
    let pulled = 0;
    let closed = false;
    function* endless(): Generator<Trial> {
      try {
        for (;;) yield { id: `t${pulled}`, input: pulled++ };
      } finally {
        closed = true;
      }
    }
    let taken = 0;
    for await (const outcome of make().run({ trials: endless(), perform: async () => 1 })) {
      assert.equal(outcome.status, "done");
      taken++;
      assert.ok(pulled <= taken + 65, `${pulled} trials pulled when ${taken} were taken`);
      if (taken === 500) break;
    }
    assert.ok(closed);
  });
}

function stopping(make: () => Executor): void {
  test("abort takes no new trials, tells those in flight, and ends without an error", async () => {
    const abort = new AbortController();
    let told = 0;
    const perform = ({ input }: Trial, signal: AbortSignal): Promise<unknown> =>
      input === 0 ? Promise.resolve("done") : untilAborted(signal, () => told++);
    const seen: TrialOutcome[] = [];
    for await (const outcome of make().run({ trials: numbered(1000), perform }, abort.signal)) {
      seen.push(outcome);
      abort.abort();
    }
    assert.deepEqual(ids(seen), ["t0"]);
    assert.ok(told <= 65);
  });

  test("a signal that was aborted before starts nothing", async () => {
    let started = 0;
    const perform = async (): Promise<void> => void started++;
    assert.deepEqual(await collect(make(), { trials: numbered(10), perform }, AbortSignal.abort()), []);
    assert.equal(started, 0);
  });
}

function untilAborted(signal: AbortSignal, told: () => void): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => {
      told();
      reject(signal.reason);
    });
  });
}

function* numbered(count: number): Generator<Trial> {
  for (let index = 0; index < count; index++) yield { id: `t${index}`, input: index };
}

async function collect(executor: Executor, plan: Plan, signal?: AbortSignal): Promise<TrialOutcome[]> {
  const seen: TrialOutcome[] = [];
  for await (const outcome of executor.run(plan, signal)) seen.push(outcome);
  return seen;
}

function ids(items: readonly { id: string }[]): string[] {
  return items.map(({ id }) => id).sort();
}
