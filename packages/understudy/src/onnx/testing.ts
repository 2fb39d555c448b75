import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";

/** Decoders of training/plain_decoders.py: file → layers. All have hidden size 16 and a vocabulary of 64. */
export const DECODERS: ReadonlyMap<string, number> = new Map([
  ["llama-dynamo.onnx", 3],
  ["llama-fp16.onnx", 2],
  ["llama-fused.onnx", 2],
  ["llama-fused-int4.onnx", 2],
  ["llama-fused-int8.onnx", 2],
  ["qwen-external.onnx", 2],
  ["qwen-torchscript.onnx", 2],
]);

/** A file of training/plain_decoders.py. */
export function fixture(file: string): string {
  return join(import.meta.dirname, "fixtures", file);
}

/** What PyTorch gave for a decoder. */
export interface Reference {
  tokens: number[];
  /** [layers + 1, tokens, hidden] */
  residuals: number[];
  /** Of the last token. */
  logits: number[];
  /** The same, steered by 0.5 · cos(k²), k the place in [layers, hidden]. */
  steered: number[];
}

export async function references(): Promise<Map<string, Reference>> {
  const all = JSON.parse(await readFile(fixture("references.json"), "utf8")) as Record<string, Reference>;
  return new Map(Object.entries(all).map(([name, reference]) => [`${name}.onnx`, reference]));
}

/** A folder that goes when the test ends. */
export async function scratch(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "dramatis-onnx-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
