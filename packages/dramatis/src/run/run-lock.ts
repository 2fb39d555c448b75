import { join } from "node:path";
import { InputError } from "../core/index.ts";
import { isLocked, lockFile } from "./lock-file.ts";

const FILE = "lock";

/**
 * Takes the lock of a run folder: a file `lock` that holds the number of the process. A lock whose process is gone is
 * taken over.
 *
 * @returns gives the lock back; calling it twice does no harm.
 * @throws {InputError} when a living process holds it.
 */
export function lockRun(folder: string): () => void {
  const path = join(folder, FILE);
  return lockFile(path, (holder) => {
    return new InputError({
      where: folder,
      found: `this run is being written by process ${holder}`,
      expected: "one process per run",
      fix: `wait for it; if that process is something else, delete ${path}`,
    });
  });
}

/** Whether a living process writes a run folder now. */
export function isRunLocked(folder: string): boolean {
  return isLocked(join(folder, FILE));
}
