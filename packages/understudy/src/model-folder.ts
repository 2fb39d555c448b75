import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** The bundled models, one folder each: model.onnx, tokenizer.json, config.json, training.json, CARD.md. */
export type ModelName = "nli" | "embedder";

/** Path of a file of a bundled model. */
export function modelFile(model: ModelName, file: string): string {
  return fileURLToPath(new URL(`../models/${model}/${file}`, import.meta.url));
}

/** A JSON file of a bundled model. */
export async function modelJson<T>(model: ModelName, file: string): Promise<T> {
  return JSON.parse(await readFile(modelFile(model, file), "utf8")) as T;
}
