import assert from "node:assert/strict";
import { test } from "node:test";
import { embedderConformance } from "../core/conformance/embedder.ts";
import { nliConformance } from "../core/conformance/nli.ts";
import { fakeEmbedder, fakeNli } from "./testing.ts";

nliConformance(async () => fakeNli(() => ({ entail: 0.2, neutral: 0.3, contradict: 0.5 })));
embedderConformance(async () => fakeEmbedder());

test("fakeNli follows its rule, turns a label into a verdict and counts its calls", async () => {
  const nli = fakeNli((premise, hypothesis) => (premise === hypothesis ? "entail" : null));
  const verdicts = await nli.judge([
    { premise: "a", hypothesis: "a" },
    { premise: "a", hypothesis: "b" },
    { premise: " ", hypothesis: " " },
  ]);
  assert.deepEqual(verdicts, [{ entail: 1, neutral: 0, contradict: 0 }, null, null]);
  assert.deepEqual(nli.calls, [3]);
});

test("fakeEmbedder puts texts that share words nearer than texts that do not", async () => {
  const [one, two, three] = (await fakeEmbedder(256).embed(["I like cats", "I like dogs", "rain fell"])) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, x, i) => sum + x * (b[i] as number), 0);
  // Two of three words shared: 2 / (√3 · √3) = 0.667.
  assert.ok(Math.abs(cosine(one, two) - 2 / 3) < 1e-6);
  assert.equal(cosine(one, three), 0);
});
