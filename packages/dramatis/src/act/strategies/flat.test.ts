import assert from "node:assert/strict";
import { test } from "node:test";
import { flat } from "./flat.ts";
import { viewOf } from "./testing.ts";

test("flat adds nothing, replaces nothing and reads nothing", async () => {
  const strategy = flat();
  assert.deepEqual(await strategy.contribute(viewOf(["user: Hi."])), []);
  assert.deepEqual(Object.keys(strategy).sort(), ["contribute", "name"]);
  await assert.rejects(strategy.contribute(viewOf([]), AbortSignal.abort(new Error("enough"))), /enough/);
});
