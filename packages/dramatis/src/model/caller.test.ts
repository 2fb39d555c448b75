import assert from "node:assert/strict";
import { test } from "node:test";
import { BudgetError, ModelError } from "../core/index.ts";
import { caller, retryAfterMs } from "./caller.ts";
import { HttpStatusError } from "./http-status-error.ts";
import { meter } from "./meter.ts";

const NOON = Date.parse("2026-01-01T12:00:00Z");

/** A caller whose sleeps are recorded in place of waiting. */
function recorded(retries = 4): { waits: number[]; retry: <T>(task: () => Promise<T>) => Promise<T> } {
  const waits: number[] = [];
  const { retry } = caller({
    retries,
    now: () => NOON,
    sleep: async (ms) => {
      waits.push(ms);
    },
  });
  return { waits, retry };
}

function failing(times: number, error: Error): () => Promise<number> {
  let attempts = 0;
  return async () => {
    attempts++;
    if (attempts <= times) throw error;
    return attempts;
  };
}

test("429, 5xx and network faults are tried again with waits that double, times 0.5 to 1", async () => {
  for (const error of [
    new HttpStatusError("m", "busy", { status: 429 }),
    new HttpStatusError("m", "down", { status: 503 }),
    new ModelError("m", "network", "gone"),
  ]) {
    const { waits, retry } = recorded();
    assert.equal(await retry(failing(4, error)), 5);
    // 500 ms × 2ⁿ × [0.5, 1): 250–500, 500–1000, 1000–2000, 2000–4000.
    assert.equal(waits.length, 4);
    waits.forEach((wait, n) => {
      assert.ok(wait >= 250 * 2 ** n && wait < 500 * 2 ** n, `${n}: ${wait}`);
    });
  }
});

test("the jitter is seeded", async () => {
  const error = new ModelError("m", "network", "gone");
  const first = recorded();
  const second = recorded();
  await first.retry(failing(3, error));
  await second.retry(failing(3, error));
  assert.deepEqual(first.waits, second.waits);
});

test("after the last attempt the error comes through", async () => {
  const { waits, retry } = recorded(2);
  await assert.rejects(retry(failing(3, new HttpStatusError("m", "down", { status: 500 }))), /down/);
  assert.equal(waits.length, 2);
});

test("what will not pass is not tried again", async () => {
  for (const fault of ["auth", "timeout", "refused_request", "bad_reply"] as const) {
    const { waits, retry } = recorded();
    await assert.rejects(retry(failing(1, new ModelError("m", fault, "no"))));
    assert.deepEqual(waits, []);
  }
});

test("Retry-After is the least wait, as seconds or as a date; more than two minutes is given up", async () => {
  const asks = async (retryAfter: string): Promise<number[]> => {
    const { waits, retry } = recorded();
    await retry(failing(1, new HttpStatusError("m", "busy", { status: 429, retryAfter })));
    return waits;
  };
  assert.deepEqual(await asks("7"), [7000]);
  assert.deepEqual(await asks("Thu, 01 Jan 2026 12:00:09 GMT"), [9000]);
  await assert.rejects(asks("121"), /busy/);
});

test("Retry-After that is past, absent or nonsense asks for nothing", () => {
  assert.equal(retryAfterMs("Thu, 01 Jan 2026 11:00:00 GMT", NOON), 0);
  assert.equal(retryAfterMs(undefined, NOON), 0);
  assert.equal(retryAfterMs("soon", NOON), 0);
  assert.equal(retryAfterMs("1.5", NOON), 1500);
});

test("a real wait ends with the caller's abort", async () => {
  const controller = new AbortController();
  const { retry } = caller({});
  const work = retry(async () => {
    setImmediate(() => controller.abort(new Error("enough")));
    throw new ModelError("m", "network", "gone");
  }, controller.signal);
  await assert.rejects(work, /enough/);
});

test("a call is paid when it succeeds, counted when it fails, and not made beyond the cap", async () => {
  const till = meter({ cap: 2.5 });
  const { call } = caller({ meter: till, retries: 0 });
  const bill = { expected: () => 1, usage: () => ({ inputTokens: 2, outputTokens: 0, cost: 1 }) };
  assert.equal(await call(async () => "a", bill), "a");
  await assert.rejects(call(failing(1, new ModelError("m", "server", "down")), bill), /down/);
  assert.equal(await call(async () => "b", bill), "b");
  let made = false;
  const third = call(async () => {
    made = true;
  }, bill);
  // 1 + 1 are spent; a third would make 3. What failed was given back.
  await assert.rejects(third, BudgetError);
  assert.equal(made, false);
  assert.deepEqual([till.calls, till.failed, till.usage()], [2, 1, { inputTokens: 4, outputTokens: 0, cost: 2 }]);
});

test("an abort is no failure", async () => {
  const till = meter();
  const { call } = caller({ meter: till });
  const bill = { expected: () => 0, usage: () => ({ inputTokens: 0, outputTokens: 0 }) };
  await assert.rejects(
    call(async () => "a", bill, AbortSignal.abort(new Error("enough"))),
    /enough/,
  );
  assert.deepEqual([till.calls, till.failed], [0, 0]);
});
