import {
  type MemoryStore,
  type Message,
  type RunStore,
  type SessionStore,
  type Store,
  StoreError,
} from "../../core/index.ts";
import { migrate } from "./migrate.ts";
import type { Sql } from "./sql.ts";

export interface PostgresStore extends Store {
  /** Who has memories in it, sorted. */
  owners(): Promise<string[]>;
}

/** Rows read at once. Between two pages others may write. */
const PAGE = 256;

/**
 * Sessions, memories and runs in PostgreSQL, which any number of machines may use at once. Tables are made where they are
 * missing.
 *
 * @throws StoreError, here or by any call, when the server cannot be reached for longer than `sql` waits, refuses us, or
 *   holds what is not ours.
 */
export async function postgresStore(sql: Sql): Promise<PostgresStore> {
  await migrate(sql);
  return {
    sessions: sessionStore(sql),
    memories: memoryStore(sql),
    runs: runStore(sql),
    owners: async () => {
      const rows = await sql.query<{ owner: string }>("SELECT DISTINCT owner FROM dramatis.memories");
      return rows.map(({ owner }) => name(sql, owner)).sort();
    },
  };
}

function sessionStore(sql: Sql): SessionStore {
  return {
    async append(message) {
      const values = [key(message.session), JSON.stringify(message)];
      await sql.query("INSERT INTO dramatis.messages (session, message) VALUES ($1, $2)", values);
    },
    async *read(session) {
      const page = `SELECT place, message FROM dramatis.messages WHERE session = $1 AND place > $2
        ORDER BY place LIMIT ${PAGE}`;
      const read = (after: string) => sql.query<{ place: string; message: Message }>(page, [key(session), after]);
      for await (const { message } of pages("0", read, ({ place }) => place)) yield message;
    },
  };
}

function memoryStore(sql: Sql): MemoryStore {
  return {
    async put(owner, id, memory) {
      await sql.query(
        `INSERT INTO dramatis.memories (owner, id, memory) VALUES ($1, $2, $3)
         ON CONFLICT (owner, id) DO UPDATE SET memory = excluded.memory`,
        [key(owner), key(id), JSON.stringify(memory)],
      );
    },
    async *list(owner) {
      const page = `SELECT id, memory FROM dramatis.memories WHERE owner = $1 AND id > $2 ORDER BY id LIMIT ${PAGE}`;
      const read = (after: string) =>
        sql.query<{ id: string; memory: Record<string, unknown> }>(page, [key(owner), after]);
      for await (const { id, memory } of pages("", read, (row) => row.id)) yield { id: name(sql, id), memory };
    },
    async delete(owner, id) {
      const gone = "DELETE FROM dramatis.memories WHERE owner = $1 AND id = $2 RETURNING id";
      return (await sql.query(gone, [key(owner), key(id)])).length > 0;
    },
  };
}

function runStore(sql: Sql): RunStore {
  return {
    async append(run, { id, result }) {
      await sql.query(
        `INSERT INTO dramatis.trials (run, id, status, outcome, ms) VALUES ($1, $2, 'done', $3, 0)
         ON CONFLICT (run, id) DO NOTHING`,
        [key(run), key(id), JSON.stringify({ result })],
      );
    },
    async *finished(run) {
      const page = `SELECT id, outcome FROM dramatis.trials WHERE run = $1 AND id > $2 AND status = 'done'
        ORDER BY id LIMIT ${PAGE}`;
      const read = (after: string) => sql.query<{ id: string; outcome: { result: unknown } }>(page, [key(run), after]);
      for await (const { id, outcome } of pages("", read, (row) => row.id)) {
        yield { id: name(sql, id), result: outcome.result };
      }
    },
  };
}

/** All rows, a page after the other. */
async function* pages<Row>(
  start: string,
  read: (after: string) => Promise<Row[]>,
  placeOf: (row: Row) => string,
): AsyncGenerator<Row> {
  let after = start;
  for (;;) {
    const rows = await read(after);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = placeOf(last);
  }
}

/** Names are kept as JSON: PostgreSQL's text has neither lone surrogates nor the character 0. */
function key(name: string): string {
  return JSON.stringify(name);
}

function name(sql: Sql, key: string): string {
  const name: unknown = JSON.parse(key);
  if (typeof name === "string") return name;
  throw new StoreError(sql.name, "corrupt", { detail: `the name ${key} is none` });
}
