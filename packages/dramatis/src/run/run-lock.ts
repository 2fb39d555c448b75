import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { InputError } from "../core/index.ts";

/** Locks that this process holds, so that a file left by an earlier process with the same number is known as stale. */
const held = new Set<string>();

/**
 * Takes the lock of a run folder: a file `lock` that holds the number of the process. A lock whose process is gone is
 * taken over.
 *
 * @returns gives the lock back; calling it twice does no harm.
 * @throws {InputError} when a living process holds it.
 */
export function lockRun(folder: string): () => void {
  const path = resolve(folder, "lock");
  while (!createLock(path)) {
    const holder = readHolder(path);
    if (holder === undefined) continue;
    if (isAlive(holder, path)) {
      throw new InputError({
        where: folder,
        found: `this run is being written by process ${holder}`,
        expected: "one process per run",
        fix: `wait for it; if that process is something else, delete ${join(folder, "lock")}`,
      });
    }
    removeStale(path, holder);
  }
  held.add(path);
  return () => {
    if (held.delete(path)) rmSync(path, { force: true });
  };
}

function createLock(path: string): boolean {
  return unlessCode("EEXIST", () => writeFileSync(path, `${process.pid}\n`, { flag: "wx" }));
}

/** Undefined when the lock was given back in the meantime. */
function readHolder(path: string): string | undefined {
  let text: string | undefined;
  unlessCode("ENOENT", () => {
    text = readFileSync(path, "utf8").trim();
  });
  return text;
}

function isAlive(holder: string, path: string): boolean {
  const pid = Number(holder);
  // A lock without a number is being written just now by another process.
  if (!Number.isInteger(pid) || pid <= 0) return true;
  if (pid === process.pid) return held.has(path);
  // EPERM: it lives, and belongs to another user.
  return unlessCode("ESRCH", () => unlessCode("EPERM", () => process.kill(pid, 0)));
}

/** Moved aside before it is deleted: of two processes that found the same stale lock, the slower puts the new one back. */
function removeStale(path: string, holder: string): void {
  const aside = `${path}.${process.pid}.tmp`;
  if (!unlessCode("ENOENT", () => renameSync(path, aside))) return;
  if (readHolder(aside) !== holder) unlessCode("EEXIST", () => linkSync(aside, path));
  rmSync(aside, { force: true });
}

/** Does it; false when it failed with this code, any other failure is thrown. */
function unlessCode(code: string, action: () => void): boolean {
  try {
    action();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === code) return false;
    throw error;
  }
}
