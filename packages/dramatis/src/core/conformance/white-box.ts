import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { WhiteBox } from "../white-box.ts";

const TOKENS = [1, 2, 3, 1] as const;

/**
 * Registers the tests that every WhiteBox must pass.
 *
 * @param make a model with a vocabulary of at least four; called once a test, and may return the same one
 */
export function whiteBoxConformance(make: () => Promise<WhiteBox>): void {
  describe("WhiteBox contract", () => {
    reading(make);
    steering(make);
  });
}

function reading(make: () => Promise<WhiteBox>): void {
  test("gives finite logits, as many for one token as for several", async () => {
    const model = await make();
    assert.ok(Number.isInteger(model.layers) && model.layers > 0, `${model.layers} layers`);
    const { logits } = await model.run({ tokens: TOKENS });
    assert.ok(logits.length > Math.max(...TOKENS), `${logits.length} logits`);
    assert.ok(logits.every(Number.isFinite));
    assert.equal((await model.run({ tokens: [1] })).logits.length, logits.length);
  });

  test("gives the wanted layers and no other, tokens × hidden finite numbers each", async () => {
    const model = await make();
    const want = [...new Set([-1, 0, model.layers - 1])];
    const { activations } = await model.run({ tokens: TOKENS, want });
    const hidden = await hiddenSize(model);
    assert.ok(hidden > 0);
    assert.deepEqual([...activations.keys()].sort(), want.sort());
    for (const values of activations.values()) {
      assert.equal(values.length, TOKENS.length * hidden);
      assert.ok(values.every(Number.isFinite));
    }
    assert.equal((await model.run({ tokens: TOKENS })).activations.size, 0);
  });

  test("equal requests give equal results, which depend on the tokens", async () => {
    const model = await make();
    const first = (await model.run({ tokens: TOKENS })).logits;
    const other = (await model.run({ tokens: [3, 1, 2, 2] })).logits;
    assert.ok(near((await model.run({ tokens: TOKENS })).logits, first));
    assert.ok(!near(other, first), "other tokens, the same logits");
  });

  test("no tokens, and a layer that is not there, are rejected", async () => {
    const model = await make();
    await assert.rejects(model.run({ tokens: [] }));
    for (const layer of [-2, model.layers]) await assert.rejects(model.run({ tokens: TOKENS, want: [layer] }));
  });

  test("a call that was aborted before is not made", async () => {
    await assert.rejects((await make()).run({ tokens: TOKENS }, AbortSignal.abort(new Error("enough"))), /enough/);
  });
}

function steering(make: () => Promise<WhiteBox>): void {
  test("zeros change nothing; another vector changes the logits at every layer", async () => {
    const model = await make();
    const plain = (await model.run({ tokens: TOKENS })).logits;
    const zeros = new Float32Array(await hiddenSize(model));
    for (let layer = 0; layer < model.layers; layer++) {
      const { activations } = await model.run({ tokens: [1], want: [layer] });
      // As long as the stream itself, and uneven, so that no layer norm takes it out.
      const length = Math.hypot(...(activations.get(layer) as Float32Array));
      const uneven = zeros.map((_, index) => length * Math.cos(index * index));
      const steered = async (by: Float32Array): Promise<Float32Array> =>
        (await model.run({ tokens: TOKENS, steer: new Map([[layer, by]]) })).logits;
      assert.ok(near(await steered(zeros), plain), `zeros at layer ${layer}`);
      assert.ok(!near(await steered(uneven), plain), `no effect at layer ${layer}`);
    }
  });

  test("a vector of another size, and a layer that is not there, are rejected", async () => {
    const model = await make();
    const hidden = await hiddenSize(model);
    const steered = (layer: number, size: number): Promise<unknown> =>
      model.run({ tokens: TOKENS, steer: new Map([[layer, new Float32Array(size)]]) });
    await assert.rejects(steered(0, hidden + 1));
    for (const layer of [-1, model.layers]) await assert.rejects(steered(layer, hidden));
  });
}

async function hiddenSize(model: WhiteBox): Promise<number> {
  return (await model.run({ tokens: [1], want: [-1] })).activations.get(-1)?.length ?? 0;
}

/** Equal up to rounding. */
function near(a: Float32Array, b: Float32Array): boolean {
  const scale = Math.max(1, ...b.map(Math.abs));
  return a.length === b.length && a.every((value, index) => Math.abs(value - (b[index] as number)) < 1e-4 * scale);
}
