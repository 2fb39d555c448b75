import { accessSync, constants } from "node:fs";
import { dirname } from "node:path";
import { StoreError, type StoreFault } from "../core/index.ts";

// Result codes of SQLite (https://www.sqlite.org/rescode.html); the low byte of an extended code is its primary one.
const FAULTS: Readonly<Record<number, StoreFault>> = {
  1: "corrupt", // SQLITE_ERROR: our tables are not as we made them
  3: "unreadable", // SQLITE_PERM
  5: "locked", // SQLITE_BUSY
  6: "locked", // SQLITE_LOCKED
  8: "read_only", // SQLITE_READONLY
  10: "unreadable", // SQLITE_IOERR
  11: "corrupt", // SQLITE_CORRUPT
  13: "full", // SQLITE_FULL
  14: "unreadable", // SQLITE_CANTOPEN
  23: "unreadable", // SQLITE_AUTH
  26: "unreadable", // SQLITE_NOTADB
};
const SHORT_READ = 522; // SQLITE_IOERR_SHORT_READ: the file ends before its pages do
const CANNOT_OPEN = 14;

/** What SQLite, or the file system under it, did, as a StoreError; what is no such fault is thrown as it is. */
export function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const fault = faultOf(path, error);
    if (fault === undefined || !(error instanceof Error)) throw error;
    throw new StoreError(path, fault, { detail: error.message, cause: error });
  }
}

function faultOf(path: string, error: unknown): StoreFault | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("errcode" in error && typeof error.errcode === "number") {
    if (error.errcode === SHORT_READ) return "corrupt";
    const isUnwritable = error.errcode % 256 === CANNOT_OPEN && !isWritable(dirname(path));
    return isUnwritable ? "read_only" : FAULTS[error.errcode % 256];
  }
  if (!("syscall" in error && "code" in error)) return undefined;
  if (error.code === "ENOSPC" || error.code === "EDQUOT") return "full";
  return error.code === "EROFS" || error.code === "EACCES" || error.code === "EPERM" ? "read_only" : "unreadable";
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
