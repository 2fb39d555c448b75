import assert from "node:assert/strict";
import { test } from "node:test";
import { embedderConformance } from "dramatis/core/conformance";
import { understudyEmbedder } from "./embedder.ts";

embedderConformance(() => understudyEmbedder({ threads: 1 }));

test("sentences that mean the same are nearer than others", async () => {
  const embedder = await understudyEmbedder({ threads: 1 });
  const [dog, puppy, stock] = await embedder.embed([
    "A man is walking his dog in the park.",
    "A person walks a dog through the park.",
    "The stock market fell sharply today.",
  ]);
  const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, x, i) => sum + x * (b[i] as number), 0);
  assert.ok(
    cosine(dog as Float32Array, puppy as Float32Array) > cosine(dog as Float32Array, stock as Float32Array) + 0.2,
  );
});
