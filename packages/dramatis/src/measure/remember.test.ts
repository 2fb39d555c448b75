import assert from "node:assert/strict";
import { test } from "node:test";
import type { Nli } from "../core/index.ts";
import { fakeEmbedder, fakeNli } from "../model/testing.ts";
import { rememberEmbedder, rememberNli } from "./remember.ts";

const pair = (premise: string) => ({ premise, hypothesis: "h" });

test("a pair is judged once, however often and however close together it is asked", async () => {
  const nli = fakeNli((premise) => (premise === "a" ? "entail" : "contradict"));
  const memory = rememberNli(nli);
  const [first, second] = await Promise.all([
    memory.judge([pair("a"), pair("b"), pair("a")]),
    memory.judge([pair("b")]),
  ]);
  assert.deepEqual(
    first.map((verdict) => verdict?.entail),
    [1, 0, 1],
  );
  assert.equal(second[0]?.contradict, 1);
  await memory.judge([pair("b"), pair("c")]);
  assert.deepEqual(nli.calls, [2, 1]); // a and b, then c
});

test("a call that failed is asked again", async () => {
  let calls = 0;
  const flaky: Nli = {
    id: "flaky",
    judge: async (pairs) => {
      if (calls++ === 0) throw new Error("down");
      return pairs.map(() => null);
    },
  };
  const memory = rememberNli(flaky);
  await assert.rejects(memory.judge([pair("a")]), /down/);
  assert.deepEqual(await memory.judge([pair("a")]), [null]);
});

test("texts are embedded once", async () => {
  const asked: string[] = [];
  const inner = fakeEmbedder();
  const memory = rememberEmbedder({
    ...inner,
    embed: (texts) => {
      asked.push(...texts);
      return inner.embed(texts);
    },
  });
  const vectors = await memory.embed(["a", "b", "a"]);
  await memory.embed(["b"]);
  assert.deepEqual(asked, ["a", "b"]);
  assert.equal(vectors[0], vectors[2]);
  assert.equal(memory.dim, inner.dim);
});
