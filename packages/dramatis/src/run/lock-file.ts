import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { unwritable } from "./write-whole.ts";

/** Locks that this process holds, so that a file left by an earlier process with the same number is known as stale. */
const held = new Set<string>();

/**
 * Takes a lock: a file that holds the number of the process. One whose process is gone is taken over.
 *
 * @param refusal the error for when this process lives and holds it.
 * @returns gives the lock back; calling it twice does no harm.
 */
export function lockFile(file: string, refusal: (holder: string) => Error): () => void {
  const path = resolve(file);
  while (!createLock(path)) {
    const holder = readHolder(path);
    if (holder === undefined) continue;
    if (isAlive(holder, path)) throw refusal(holder);
    removeStale(path, holder);
  }
  held.add(path);
  return () => {
    if (held.delete(path)) rmSync(path, { force: true });
  };
}

/** Whether a living process holds the lock. */
export function isLocked(file: string): boolean {
  const path = resolve(file);
  const holder = readHolder(path);
  return holder !== undefined && isAlive(holder, path);
}

/** It has its number from the first moment: one without, left by a kill or a full disk, would never be taken over. */
function createLock(path: string): boolean {
  const staged = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(staged, `${process.pid}\n`);
    return unlessCode("EEXIST", () => linkSync(staged, path));
  } catch (error) {
    throw unwritable(path, error);
  } finally {
    rmSync(staged, { force: true });
  }
}

/** Undefined when the lock was given back in the meantime. */
function readHolder(path: string): string | undefined {
  let text: string | undefined;
  unlessCode("ENOENT", () => {
    text = readFileSync(path, "utf8").trim();
  });
  return text;
}

/** No system numbers its processes further. */
const LARGEST_PID = 2 ** 31 - 1;

function isAlive(holder: string, path: string): boolean {
  const pid = Number(holder);
  // A lock without a number is being written just now by another process.
  if (!Number.isInteger(pid) || pid <= 0) return true;
  if (pid === process.pid) return held.has(path);
  if (pid > LARGEST_PID) return false;
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
