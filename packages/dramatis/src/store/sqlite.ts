import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import {
  type MemoryStore,
  type Message,
  type RunStore,
  type SessionStore,
  type Store,
  StoreError,
} from "../core/index.ts";
import { openDatabase } from "./open-database.ts";
import { guarded } from "./sqlite-fault.ts";

export interface SqliteStoreOptions {
  /** The file; it and its folders are made where they are missing. */
  path: string;
  /** How long a call waits for another process to let go. */
  waitMs?: number;
  /** Past this size the store is full; by default only its disk limits it. */
  mostBytes?: number;
}

export interface SqliteStore extends Store {
  readonly path: string;
  /** Who has memories in it, sorted. */
  owners(): string[];
  close(): void;
}

/** Rows read at once. Between two pages others may write. */
const PAGE = 256;

/**
 * Sessions, memories and runs in one SQLite file (write-ahead log), which several processes may use at once.
 *
 * @throws StoreError, at opening or by any call, when the file is locked for longer than `waitMs`, full, read-only, corrupt
 *   or not ours. It is never deleted or overwritten for that, and what was kept before a failed call stays kept.
 */
export function sqliteStore({ path, waitMs = 5000, mostBytes }: SqliteStoreOptions): SqliteStore {
  return guarded(path, () => {
    const database = openDatabase({ path, waitMs, mostBytes });
    return {
      path,
      sessions: sessionStore(database, path),
      memories: memoryStore(database, path),
      runs: runStore(database, path),
      owners: () =>
        guarded(path, () => database.prepare("SELECT DISTINCT owner FROM memories").all())
          .map(({ owner }) => name(path, owner))
          .sort(),
      close: () => {
        if (database.isOpen) guarded(path, () => database.close());
      },
    };
  });
}

function sessionStore(database: DatabaseSync, path: string): SessionStore {
  const add = database.prepare("INSERT INTO messages (session, message) VALUES (?, ?)");
  const page = database.prepare(
    "SELECT place, message FROM messages WHERE session = ? AND place > ? ORDER BY place LIMIT ?",
  );
  return {
    async append(message) {
      guarded(path, () => add.run(key(message.session), JSON.stringify(message)));
    },
    async *read(session) {
      const rows = pages(
        path,
        0,
        (after) => page.all(key(session), after, PAGE),
        ({ place }) => place as number,
      );
      for (const { place, message } of rows) {
        // Only this store writes here: what reads as an object is the message that was appended.
        yield whole(path, objectIn(message), `message ${place}`) as unknown as Message;
      }
    },
  };
}

function memoryStore(database: DatabaseSync, path: string): MemoryStore {
  const put = database.prepare(
    "INSERT INTO memories (owner, id, memory) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET memory = excluded.memory",
  );
  const page = database.prepare("SELECT id, memory FROM memories WHERE owner = ? AND id > ? ORDER BY id LIMIT ?");
  const remove = database.prepare("DELETE FROM memories WHERE owner = ? AND id = ?");
  const cutLog = logCutter(database, path);
  return {
    async put(owner, id, memory) {
      guarded(path, () => put.run(key(owner), key(id), JSON.stringify(memory)));
    },
    /** What is no JSON object any more is listed as `{ unreadable: its text }`: it can be counted, and deleted. */
    async *list(owner) {
      const rows = pages(
        path,
        "",
        (after) => page.all(key(owner), after, PAGE),
        ({ id }) => id as string,
      );
      for (const { id, memory } of rows) {
        yield { id: name(path, id), memory: objectIn(memory) ?? { unreadable: String(memory) } };
      }
    },
    /** When it returns, what the memory said stands in no file of the database. */
    async delete(owner, id) {
      const { changes } = guarded(path, () => remove.run(key(owner), key(id)));
      if (changes > 0) await cutLog();
      return changes > 0;
    },
  };
}

/**
 * Pages that were overwritten stand in the write-ahead log as they were, until it is cut: once for all that is deleted in
 * one go. Where another process reads just then, the next deletion does it, or who closes the file last.
 */
function logCutter(database: DatabaseSync, path: string): () => Promise<void> {
  let cutting: Promise<void> | undefined;
  return () => {
    cutting ??= Promise.resolve().then(() => {
      cutting = undefined;
      if (database.isOpen) guarded(path, () => database.exec("PRAGMA wal_checkpoint(TRUNCATE)"));
    });
    return cutting;
  };
}

function runStore(database: DatabaseSync, path: string): RunStore {
  const add = database.prepare("INSERT INTO trials (run, id, result) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
  const page = database.prepare("SELECT id, result FROM trials WHERE run = ? AND id > ? ORDER BY id LIMIT ?");
  return {
    async append(run, { id, result }) {
      guarded(path, () => add.run(key(run), key(id), JSON.stringify({ result })));
    },
    async *finished(run) {
      const rows = pages(
        path,
        "",
        (after) => page.all(key(run), after, PAGE),
        ({ id }) => id as string,
      );
      for (const { id, result } of rows) {
        yield { id: name(path, id), result: whole(path, objectIn(result), `trial ${id}`).result };
      }
    },
  };
}

type Row = Record<string, SQLOutputValue>;

/** All rows, a page after the other: no statement stays open while the caller works. */
function* pages<Place>(
  path: string,
  start: Place,
  read: (after: Place) => Row[],
  placeOf: (row: Row) => Place,
): Generator<Row> {
  let after = start;
  for (;;) {
    const rows = guarded(path, () => read(after));
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = placeOf(last);
  }
}

/** Names are kept as JSON: SQLite's text has no lone surrogates, and none of ours is empty. */
function key(name: string): string {
  return JSON.stringify(name);
}

function name(path: string, key: SQLOutputValue | undefined): string {
  const name = jsonOf(key);
  return whole(path, typeof name === "string" ? name : undefined, `the name ${key}`);
}

function whole<T>(path: string, value: T | undefined, what: string): T {
  if (value === undefined) throw new StoreError(path, "corrupt", { detail: `${what} is no JSON any more` });
  return value;
}

function objectIn(text: SQLOutputValue | undefined): Record<string, unknown> | undefined {
  const value = jsonOf(text);
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
}

/** undefined for what is no JSON. */
function jsonOf(text: SQLOutputValue | undefined): unknown {
  try {
    return JSON.parse(String(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}
