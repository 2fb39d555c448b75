import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type OpenedGraph, openGraph } from "./open-graph.ts";
import { fixture, scratch } from "./testing.ts";
import { verifyOpened } from "./verify-opened.ts";

/** An edited decoder and a change that spoils the edit. */
function spoiled(file: string, spoil: (bytes: Buffer) => void): { bytes: Buffer; graph: OpenedGraph } {
  const graph = openGraph(readFileSync(fixture(file)));
  const bytes = Buffer.concat(graph.chunks);
  spoil(bytes);
  return { bytes, graph };
}

/** The row of steering that a layer takes; the number lies after the name, a tag and a length. */
function setIndex(bytes: Buffer, layer: number, row: number): void {
  const name = `white_box/index.${layer}`;
  bytes.writeUInt8(row, bytes.lastIndexOf(name) + name.length + 2);
}

describe("an edit that is wrong is found out", () => {
  test("other logits", async (t) => {
    const opened = join(await scratch(t), "opened.onnx");
    const { bytes, graph } = spoiled("llama-fused.onnx", () => {});
    writeFileSync(opened, bytes);
    const original = fixture("qwen-torchscript.onnx");
    await assert.rejects(
      verifyOpened({ original, opened, graph }),
      /qwen-torchscript\.onnx: cannot be opened: with no steering the logits are off by \d/,
    );
    assert.deepEqual(await verifyOpened({ original: fixture("llama-fused.onnx"), opened, graph }), {
      tokens: 5,
      maxDifference: 0,
    });
  });

  test("fewer layers than there are", async (t) => {
    const opened = join(await scratch(t), "opened.onnx");
    const { bytes, graph } = spoiled("llama-fused.onnx", () => {});
    writeFileSync(opened, bytes);
    await assert.rejects(
      verifyOpened({ original: fixture("llama-fused.onnx"), opened, graph: { ...graph, layers: 1 } }),
      /its residual stream is \[3, 1, 5, 16\], not \[2, 1, 5, 16\]$/,
    );
  });

  for (const file of ["llama-fused.onnx", "llama-fp16.onnx"]) {
    test(`${file}: a layer that takes another's steering`, async (t) => {
      const opened = join(await scratch(t), "opened.onnx");
      const { bytes, graph } = spoiled(file, (bytes) => setIndex(bytes, 1, 0));
      writeFileSync(opened, bytes);
      await assert.rejects(
        verifyOpened({ original: fixture(file), opened, graph }),
        /a vector added at layer 1 does not move the stream by itself \(off by \d/,
      );
      setIndex(bytes, 1, 1);
      setIndex(bytes, 0, 1);
      writeFileSync(opened, bytes);
      await assert.rejects(
        verifyOpened({ original: fixture(file), opened, graph }),
        /a vector added at layer 0 does not/,
      );
    });
  }
});
