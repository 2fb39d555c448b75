import type { MemoryStore, Message, RunStore, SessionStore, Store } from "../../core/index.ts";
import { hasVectors, memoryVectors } from "./memory-vectors.ts";
import { migrate } from "./migrate.ts";
import { key, name, PAGE, pages } from "./rows.ts";
import type { Sql } from "./sql.ts";

export interface PostgresStore extends Store {
  /** Who has memories in it, sorted. */
  owners(): Promise<string[]>;
}

/**
 * Sessions, memories and runs in PostgreSQL, which any number of machines may use at once. Tables are made where they are
 * missing. Memories are found by vector where the database has the extension `vector` (pgvector), or lets us add it.
 *
 * @throws StoreError, here or by any call, when the server cannot be reached for longer than `sql` waits, refuses us, or
 *   holds what is not ours.
 */
export async function postgresStore(sql: Sql): Promise<PostgresStore> {
  await migrate(sql);
  return {
    sessions: sessionStore(sql),
    memories: memoryStore(sql, await hasVectors(sql)),
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

function memoryStore(sql: Sql, isByVector: boolean): MemoryStore {
  const withoutVector = "WITH gone AS (DELETE FROM dramatis.vectors WHERE owner = $1 AND id = $2)";
  return {
    async put(owner, id, memory) {
      await sql.query(
        `${isByVector ? withoutVector : ""} INSERT INTO dramatis.memories (owner, id, memory) VALUES ($1, $2, $3)
         ON CONFLICT (owner, id) DO UPDATE SET memory = excluded.memory, embedder = excluded.embedder`,
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
    ...(isByVector && { vectors: memoryVectors(sql) }),
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
