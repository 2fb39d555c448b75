import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";

const NAMES = ["chat", "nli", "embedder", "traits"] as const;
const WEIGHTS = ["model.onnx", "weights.json"];

/** A model that came with the installation. */
export interface BundledModel {
  name: string;
  /** Of everything in its folder. */
  bytes: number;
  /** What it reached on data it never saw. */
  card: string;
}

/** The bundled models whose weights are here; a checkout may lack them. */
export async function bundledModels(): Promise<BundledModel[]> {
  const folderOf = (name: string): URL => new URL(`../models/${name}/`, import.meta.resolve("@dramatis/understudy"));
  const names = NAMES.filter((name) => WEIGHTS.some((file) => existsSync(new URL(file, folderOf(name)))));
  // Loading the runtime of the models takes a while, which other commands need not pay.
  const { cardLine } = await import("@dramatis/understudy");
  return Promise.all(
    names.map(async (name) => {
      const files = (await readdir(folderOf(name))).map((file) => new URL(file, folderOf(name)));
      const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
      return { name, bytes: sizes.reduce((total, size) => total + size, 0), card: await cardLine(name) };
    }),
  );
}
