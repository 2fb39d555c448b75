import { StoreError } from "../../core/index.ts";
import { addVectors } from "./memory-vectors.ts";
import type { Sql } from "./sql.ts";

/** Held while tables are made, so that of several that start at once one does it: "dram" in ASCII. */
const LOCK = 0x6472616d;

/**
 * What was changed, in order; an entry that was published is never changed, only followed by another. Names are kept as
 * JSON texts and contents as `json`, which keeps the letters as they are: neither knows the characters that `text` and
 * `jsonb` refuse.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE dramatis.messages (
     place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, session text NOT NULL, message json NOT NULL);
   CREATE INDEX messages_of_session ON dramatis.messages (session, place);
   CREATE TABLE dramatis.memories (
     owner text NOT NULL, id text NOT NULL, memory json NOT NULL, PRIMARY KEY (owner, id));
   CREATE TABLE dramatis.trials (
     place bigint GENERATED ALWAYS AS IDENTITY, run text NOT NULL, id text NOT NULL,
     status text NOT NULL CHECK (status IN ('done', 'failed')), outcome json NOT NULL, ms integer NOT NULL,
     worker text, at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (run, id));
   CREATE INDEX trials_in_order ON dramatis.trials (run, place);`,
  `CREATE TABLE dramatis.runs (
     id text PRIMARY KEY, queue bigint GENERATED ALWAYS AS IDENTITY, plan text NOT NULL, command text NOT NULL,
     work json NOT NULL, state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'stopped', 'cancelled')),
     note text, round integer NOT NULL DEFAULT 1, files json, made_at timestamptz NOT NULL DEFAULT now(),
     changed_at timestamptz NOT NULL DEFAULT now());
   CREATE TABLE dramatis.stages (
     run text NOT NULL REFERENCES dramatis.runs ON DELETE CASCADE, stage integer NOT NULL, round integer NOT NULL,
     total integer NOT NULL, digest text NOT NULL, PRIMARY KEY (run, stage, round));
   CREATE TABLE dramatis.usage (
     run text NOT NULL, worker text NOT NULL, model text NOT NULL DEFAULT '', calls bigint NOT NULL,
     input_tokens bigint NOT NULL, output_tokens bigint NOT NULL, cost double precision,
     PRIMARY KEY (run, worker, model));
   CREATE TABLE dramatis.workers (
     name text PRIMARY KEY, instance text NOT NULL, host text NOT NULL, process integer NOT NULL, run text,
     started_at timestamptz NOT NULL DEFAULT now(), seen_at timestamptz NOT NULL DEFAULT now());
   CREATE TABLE dramatis.limits (
     model text PRIMARY KEY, per_minute double precision, budget double precision,
     spent double precision NOT NULL DEFAULT 0, left_over double precision NOT NULL DEFAULT 0,
     at timestamptz NOT NULL DEFAULT now());`,
  // Whose vector a memory has; '' for none, which as JSON is no name.
  `ALTER TABLE dramatis.memories ADD COLUMN embedder text NOT NULL DEFAULT '';
   CREATE INDEX memories_of_embedder ON dramatis.memories (owner, embedder, id);`,
];

const FIRST = `
  CREATE SCHEMA IF NOT EXISTS dramatis;
  CREATE TABLE dramatis.migrations (number integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());`;

/**
 * Brings the tables, in a schema `dramatis` of their own, to this version. Forward only. That of vectors is made where the
 * extension `vector` can be had.
 *
 * @throws StoreError where they were made by a later version, or the rights for it are missing.
 */
export async function migrate(sql: Sql): Promise<void> {
  await sql.transaction(async (db) => {
    await db.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
    // Read off the tables: "IF NOT EXISTS" may not see yet what another made while this one waited for the lock.
    const [there] = await db.query("SELECT FROM pg_tables WHERE schemaname = 'dramatis' AND tablename = 'migrations'");
    if (there === undefined) await db.query(FIRST);
    const [row] = await db.query<{ made: number | null }>("SELECT max(number) AS made FROM dramatis.migrations");
    const made = row?.made ?? 0;
    if (made > MIGRATIONS.length) {
      const fix = "use that version; the tables are left as they are";
      throw new StoreError(sql.name, "unreadable", { detail: "made by a later version of dramatis", fix });
    }
    for (const [index, change] of MIGRATIONS.entries()) {
      if (index < made) continue;
      await db.query(change);
      await db.query("INSERT INTO dramatis.migrations (number) VALUES ($1)", [index + 1]);
    }
    await addVectors(db);
  });
}
