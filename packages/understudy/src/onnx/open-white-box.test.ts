import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { whiteBoxConformance } from "dramatis/core/conformance";
import { openModelFile } from "./open-model-file.ts";
import { openWhiteBox } from "./open-white-box.ts";
import { DECODERS, fixture } from "./testing.ts";

const folder = mkdtempSync(join(tmpdir(), "dramatis-white-box-"));
after(() => rmSync(folder, { recursive: true, force: true }));

for (const file of DECODERS.keys()) {
  describe(file, () => {
    const target = join(folder, file);
    const made = openModelFile({ source: fixture(file), target });
    whiteBoxConformance(async () => {
      await made;
      return openWhiteBox(target, { threads: 1 });
    });
  });
}

test("a vector added at a layer moves the stream there by itself and what lies before not at all", async () => {
  const target = join(folder, "moved.onnx");
  await openModelFile({ source: fixture("llama-dynamo.onnx"), target });
  const whiteBox = await openWhiteBox(target, { threads: 1 });
  const tokens = [3, 1, 4];
  const vector = Float32Array.from({ length: 16 }, (_, at) => at / 16);
  const want = [-1, 0, 1];
  const plain = (await whiteBox.run({ tokens, want })).activations;
  const steered = (await whiteBox.run({ tokens, want, steer: new Map([[1, vector]]) })).activations;
  for (const layer of [-1, 0]) assert.deepEqual(steered.get(layer), plain.get(layer));
  const moved = (steered.get(1) as Float32Array).map((value, at) => value - (plain.get(1)?.[at] as number));
  moved.forEach((value, at) => {
    assert.ok(Math.abs(value - (vector[at % 16] as number)) < 1e-5, `${value} at ${at}`);
  });
});

test("a file that was not opened, and one that is no model, are refused in one line", async () => {
  const plain = fixture("llama-dynamo.onnx");
  await assert.rejects(openWhiteBox(plain), /llama-dynamo\.onnx: has no residuals and no steering; [^\n]*$/);
  await assert.rejects(openWhiteBox(import.meta.filename), /open-white-box\.test\.ts: cannot be loaded [^\n]*$/);
});

test("tokens that are none are refused", async () => {
  const target = join(folder, "tokens.onnx");
  await openModelFile({ source: fixture("llama-fused.onnx"), target });
  const whiteBox = await openWhiteBox(target, { threads: 1 });
  for (const token of [-1, 1.5]) await assert.rejects(whiteBox.run({ tokens: [1, token] }), /is no token/);
  await assert.rejects(whiteBox.run({ tokens: [64] }), /tokens\.onnx: cannot be run [^\n]*$/);
});
