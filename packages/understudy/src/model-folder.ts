import { fileURLToPath } from "node:url";
import { jsonFile } from "./json-file.ts";
import { startOfHash } from "./start-of-hash.ts";

/** The bundled models, one folder each: model.onnx, config.json, training.json, CARD.md. */
export type ModelName = "nli" | "embedder" | "chat" | "traits";

/** Path of a file of a bundled model. */
export function modelFile(model: ModelName, file: string): string {
  return fileURLToPath(new URL(`../models/${model}/${file}`, import.meta.url));
}

/** The byte-level BPE that all bundled models read with. */
export const TOKENIZER_FILE: string = fileURLToPath(new URL("../models/tokenizer.json", import.meta.url));

/** A JSON file of a bundled model. */
export async function modelJson<T>(model: ModelName, file: string): Promise<T> {
  return (await jsonFile(modelFile(model, file))) as T;
}

/** Names a bundled model with its weights: other weights give other numbers, so they have another name. */
export async function modelId(model: ModelName): Promise<string> {
  return `understudy-${model}@${await startOfHash(modelFile(model, "model.onnx"))}`;
}
