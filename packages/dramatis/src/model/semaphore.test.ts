import assert from "node:assert/strict";
import { test } from "node:test";
import { semaphore } from "./semaphore.ts";

test("lets in as many as it is wide, then in the order they came", async () => {
  const gate = semaphore(2);
  const order: string[] = [];
  const enter = async (name: string): Promise<() => void> => {
    const release = await gate.acquire();
    order.push(name);
    return release;
  };
  const first = await enter("a");
  const second = await enter("b");
  const third = enter("c");
  const fourth = enter("d");
  await Promise.resolve();
  assert.deepEqual(order, ["a", "b"]);
  second();
  await third;
  first();
  await fourth;
  assert.deepEqual(order, ["a", "b", "c", "d"]);
});

test("one who aborts leaves the queue and takes no place", async () => {
  const gate = semaphore(1);
  const release = await gate.acquire();
  const controller = new AbortController();
  const gone = gate.acquire(controller.signal);
  const next = gate.acquire();
  controller.abort(new Error("enough"));
  await assert.rejects(gone, /enough/);
  await assert.rejects(gate.acquire(controller.signal), /enough/);
  release();
  (await next)();
  (await gate.acquire())();
});
