import { readdir, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Environment } from "../resolve-roles.ts";

/** Where pulled models lie: `DRAMATIS_MODELS`, else `~/.dramatis/models`. */
export function modelsFolder(env: Environment = process.env): string {
  return env.DRAMATIS_MODELS?.trim() || join(homedir(), ".dramatis", "models");
}

/**
 * The model files below a folder, in the order of their paths, with the bytes of each and of the weights beside it;
 * none where the folder is not there.
 */
export async function pulledModels(folder: string): Promise<{ path: string; bytes: number }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".part"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const models = files.filter((path) => /\.(gguf|onnx)$/i.test(path));
  return Promise.all(
    models.map(async (path) => {
      const parts = files.filter((file) => file === path || file.startsWith(`${path}.`) || file.startsWith(`${path}_`));
      const sizes = await Promise.all(parts.map(async (part) => (await stat(part)).size));
      return { path, bytes: sizes.reduce((total, size) => total + size, 0) };
    }),
  );
}
