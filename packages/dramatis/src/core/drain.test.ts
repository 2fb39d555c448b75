import assert from "node:assert/strict";
import { test } from "node:test";
import { drain } from "./drain.ts";

async function* count(to: number, fails = false): AsyncGenerator<number, string, void> {
  for (let piece = 0; piece < to; piece++) yield piece;
  if (fails) throw new Error("broke off");
  return `${to} pieces`;
}

test("gives what is returned after every piece, or after none", async () => {
  assert.equal(await drain(count(3)), "3 pieces");
  assert.equal(await drain(count(0)), "0 pieces");
});

test("rejects with what is thrown between the pieces", async () => {
  await assert.rejects(drain(count(2, true)), /broke off/);
});
