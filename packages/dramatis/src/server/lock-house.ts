import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../core/index.ts";
import { lockFile, unwritable } from "../run/index.ts";

/**
 * Keeps other servers from a folder of personas: two would not see each other's runs, memories and budgets. The lock of a
 * server that was killed is taken over.
 *
 * @returns gives the lock back
 * @throws InputError where another process serves the folder, or nothing can be written there
 */
export function lockHouse(folder: string): () => void {
  // Who opens the folder says that it is not there.
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return () => {};
  const kept = join(folder, ".dramatis");
  const path = join(kept, "serving.lock");
  try {
    mkdirSync(kept, { recursive: true });
    return lockFile(path, (holder) => {
      return new InputError({
        where: folder,
        found: `a folder that process ${holder} serves`,
        expected: "one server for a folder",
        fix: `use that one, or stop it; if that process is something else, delete ${path}`,
      });
    });
  } catch (error) {
    throw unwritable(path, error);
  }
}
