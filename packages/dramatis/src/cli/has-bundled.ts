import { existsSync } from "node:fs";

/** Whether the weights of a bundled model are here; a checkout may lack them. */
export function hasBundled(model: "nli" | "embedder" | "chat"): boolean {
  const understudy = import.meta.resolve("@dramatis/understudy");
  return existsSync(new URL(`../models/${model}/model.onnx`, understudy));
}
