import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StoreError } from "../core/index.ts";

/** Marks a database as ours: "dram" in ASCII. */
const APPLICATION = 0x6472616d;
const VERSION = 1;

const TABLES = `
  CREATE TABLE messages (place INTEGER PRIMARY KEY, session TEXT NOT NULL, message TEXT NOT NULL) STRICT;
  CREATE INDEX messages_of_session ON messages (session);
  CREATE TABLE memories (owner TEXT NOT NULL, id TEXT NOT NULL, memory TEXT NOT NULL, UNIQUE (owner, id)) STRICT;
  CREATE TABLE trials (run TEXT NOT NULL, id TEXT NOT NULL, result TEXT NOT NULL, UNIQUE (run, id)) STRICT;
  PRAGMA application_id = ${APPLICATION};
  PRAGMA user_version = ${VERSION};`;

export interface DatabaseSettings {
  path: string;
  waitMs: number;
  mostBytes?: number | undefined;
}

/** Opens the file, made where it is missing. What is not ours is looked at, and left as it is. */
export function openDatabase({ path, waitMs, mostBytes }: DatabaseSettings): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path, { timeout: waitMs });
  try {
    if (isEmpty(database, path)) {
      // Two who make it at once: the second finds it made.
      database.exec("PRAGMA journal_mode = WAL; BEGIN IMMEDIATE");
      if (isEmpty(database, path)) database.exec(TABLES);
      database.exec("COMMIT");
    }
    // What was deleted is overwritten: who asks to be forgotten is, in the file too.
    database.exec("PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON");
    if (mostBytes !== undefined) limit(database, mostBytes);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** @throws StoreError when another program's tables are in it, or those of a later version of ours. */
function isEmpty(database: DatabaseSync, path: string): boolean {
  if (number(database, "SELECT count(*) AS number FROM sqlite_schema") === 0) return true;
  const version = number(database, "SELECT user_version AS number FROM pragma_user_version");
  if (number(database, "SELECT application_id AS number FROM pragma_application_id") !== APPLICATION) {
    throw new StoreError(path, "unreadable", { detail: "a database of another program" });
  }
  if (version > VERSION) {
    const fix = "use that version; the file is left as it is";
    throw new StoreError(path, "unreadable", { detail: "made by a later version of dramatis", fix });
  }
  return false;
}

function limit(database: DatabaseSync, bytes: number): void {
  const pageBytes = number(database, "SELECT page_size AS number FROM pragma_page_size");
  database.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(bytes / pageBytes))}`);
}

function number(database: DatabaseSync, query: string): number {
  return Number(database.prepare(query).get()?.number);
}
