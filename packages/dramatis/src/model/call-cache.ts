import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { canonicalJson, InputError } from "../core/index.ts";

/** Replies by the key of their call. Values are plain JSON; whoever reads one checks its shape. */
export interface CallCache {
  /** The value, or undefined when there is none. */
  get(key: string): unknown;
  put(key: string, value: unknown): void;
  close(): void;
}

/**
 * A cache in one SQLite file (write-ahead log), which several processes may use at once. Missing folders are made.
 *
 * @throws InputError when the file is not a database or is damaged, at opening or later
 */
export function callCache(path: string): CallCache {
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      const fix = DAMAGED.includes(error.errcode & 0xff) ? "delete the file, it is only a cache" : undefined;
      throw new InputError(
        { where: path, found: `${error.message}`, expected: "a cache of model calls", ...(fix ? { fix } : {}) },
        { cause: error },
      );
    }
  };
  mkdirSync(dirname(path), { recursive: true });
  const { database, read, write } = guarded(() => {
    const database = new DatabaseSync(path, { timeout: 10_000 });
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    database.exec("CREATE TABLE IF NOT EXISTS calls (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
    return {
      database,
      read: database.prepare("SELECT value FROM calls WHERE key = ?"),
      write: database.prepare("INSERT OR REPLACE INTO calls (key, value) VALUES (?, ?)"),
    };
  });
  return {
    get: (key) => {
      const row = guarded(() => read.get(key));
      return typeof row?.value === "string" ? JSON.parse(row.value) : undefined;
    },
    put: (key, value) => {
      guarded(() => write.run(key, JSON.stringify(value)));
    },
    close: () => database.close(),
  };
}

/** What a reply depends on: the model with its settings, the kind of call, and the whole request. */
export function callKey(model: string, kind: string, request: unknown): string {
  return createHash("sha256").update(canonicalJson({ model, kind, request })).digest("base64url");
}

/** SQLITE_CORRUPT and SQLITE_NOTADB, and SQLITE_ERROR: another table in the place of ours. */
const DAMAGED = [11, 26, 1];

function isSqliteError(error: unknown): error is Error & { errcode: number } {
  return error instanceof Error && "errcode" in error && typeof error.errcode === "number";
}
