import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Embedder } from "../embedder.ts";

const TEXTS = ["I have two dogs.", "The weather is fine today.", "Zoë 👋 likes tea", "I have two dogs."] as const;

/**
 * Registers the tests that every Embedder must pass.
 *
 * @param make an embedder; called once a test, and may return the same one
 */
export function embedderConformance(make: () => Promise<Embedder>): void {
  describe("Embedder contract", () => {
    test("has an id", async () => {
      assert.notEqual((await make()).id.trim(), "");
    });

    test("gives one unit vector of length dim per text, in order", async () => {
      const embedder = await make();
      const vectors = await embedder.embed(TEXTS);
      assert.equal(vectors.length, TEXTS.length);
      for (const vector of vectors) {
        assert.equal(vector.length, embedder.dim);
        assert.ok(Math.abs(Math.hypot(...vector) - 1) < 1e-3, `${Math.hypot(...vector)}`);
      }
      const [first, second, , again] = vectors as [Float32Array, Float32Array, Float32Array, Float32Array];
      assert.ok(distance(first, again) < 1e-3, "equal texts have equal vectors");
      assert.ok(distance(first, second) > 1e-3, "different texts have different vectors");
    });

    test("a text has the same vector alone and among others", async () => {
      const embedder = await make();
      const [alone] = await embedder.embed([TEXTS[1]]);
      const together = (await embedder.embed(TEXTS))[1];
      // Padding and int8 rounding may move a vector a little.
      assert.ok(alone && together && distance(alone, together) < 0.02);
    });

    test("an empty text gives the zero vector, also when it is the first of all", async () => {
      const embedder = await make();
      const [empty, blank, filled] = await embedder.embed(["", " \n", "tea"]);
      for (const vector of [empty, blank]) {
        assert.equal(vector?.length, embedder.dim);
        assert.ok(vector.every((component) => component === 0));
      }
      assert.equal(filled?.length, embedder.dim);
      assert.equal((await embedder.embed([""]))[0]?.length, embedder.dim);
    });

    test("no texts give no vectors; ten thousand words give one", async () => {
      const embedder = await make();
      assert.deepEqual(await embedder.embed([]), []);
      const [vector] = await embedder.embed(["word ".repeat(10_000)]);
      assert.equal(vector?.length, embedder.dim);
    });

    test("a call that was aborted before is not made", async () => {
      await assert.rejects((await make()).embed(TEXTS, AbortSignal.abort(new Error("enough"))), /enough/);
    });
  });
}

function distance(a: Float32Array, b: Float32Array): number {
  return Math.hypot(...a.map((component, index) => component - (b[index] as number)));
}
