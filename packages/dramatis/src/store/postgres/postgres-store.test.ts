import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { storeConformance } from "../../core/conformance/store.ts";
import { MIGRATIONS, migrate } from "./migrate.ts";
import { type PostgresStore, postgresStore } from "./postgres-store.ts";
import type { Sql } from "./sql.ts";
import { openPglite, openTestDatabase } from "./testing-sql.ts";

const SERVER = process.env.DRAMATIS_TEST_DATABASE;
const SKIP = SERVER === undefined && "DRAMATIS_TEST_DATABASE names no PostgreSQL server";

describe("PGlite", () => suite(() => openPglite()));
describe("PostgreSQL", { skip: SKIP }, () => suite(() => openTestDatabase(SERVER as string, "dramatis_store")));

describe("without pgvector", () => {
  const kept = async ({ memories }: PostgresStore): Promise<unknown> => {
    assert.equal(memories.vectors, undefined);
    await memories.put("ana", "m1", { text: "Ben likes tea." });
    const found = [];
    for await (const one of memories.list("ana")) found.push(one);
    return found;
  };
  const m1 = { id: "m1", memory: { text: "Ben likes tea." } };

  test("a server that does not have it keeps memories", async (t) => {
    const sql = await openPglite({});
    t.after(() => sql.close());
    assert.deepEqual(await kept(await postgresStore(sql)), [m1]);
  });

  test("so does one that does not let us add it; once it is there, it is used", async (t) => {
    const sql = await openPglite();
    t.after(() => sql.close());
    await postgresStore(sql);
    // As tables are that were made before, by somebody with more rights.
    await sql.query(`DROP TABLE dramatis.vectors; DROP EXTENSION vector; CREATE ROLE app;
      GRANT USAGE, CREATE ON SCHEMA dramatis TO app; GRANT ALL ON ALL TABLES IN SCHEMA dramatis TO app; SET ROLE app`);
    assert.deepEqual(await kept(await postgresStore(sql)), [m1]);
    await sql.query("RESET ROLE");
    const { memories } = await postgresStore(sql);
    const without = [];
    for await (const { id, memory } of memories.vectors?.without("ana", "any") ?? []) without.push({ id, memory });
    assert.deepEqual(without, [m1]);
  });
});

function suite(open: () => Promise<Sql>): void {
  let opened: Promise<Sql> | undefined;
  const database = (): Promise<Sql> => (opened ??= open());
  after(async () => (await opened)?.close());

  storeConformance(async () => {
    const sql = await database();
    const store = await postgresStore(sql);
    await sql.query("TRUNCATE dramatis.messages, dramatis.memories, dramatis.trials CASCADE");
    return store;
  });

  test("texts that PostgreSQL has no letters for come back as they were", async () => {
    const store = await postgresStore(await database());
    const hostile = "nul \u0000, alone \ud800, both \ud83d\udc4b, 'quote\" \\";
    await store.memories.put(hostile, hostile, { hostile });
    const found = [];
    for await (const one of store.memories.list(hostile)) found.push(one);
    assert.deepEqual(found, [{ id: hostile, memory: { hostile } }]);
    assert.ok((await store.owners()).includes(hostile));
    await store.runs.append(hostile, { id: hostile, result: [hostile, undefined] });
    for await (const { id, result } of store.runs.finished(hostile))
      assert.deepEqual([id, result], [hostile, [hostile, null]]);
  });

  test("memories without a vector are read whole, though there are many, and those of every embedder", async () => {
    const { memories } = await postgresStore(await database());
    const { vectors } = memories;
    assert.ok(vectors);
    for (const embedder of ["a", "k", "z"]) {
      for (let i = 0; i < 300; i++) {
        await vectors.put("many", `${embedder}${i}`, { memory: {}, vector: { embedder, values: Float32Array.of(1) } });
      }
    }
    const ids = new Set<string>();
    for await (const { id } of vectors.without("many", "k")) ids.add(id);
    assert.deepEqual([ids.size, [...ids].some((id) => id.startsWith("k"))], [600, false]);
  });

  test("what moves while the nearest are read comes once", async () => {
    const { vectors } = (await postgresStore(await database())).memories;
    assert.ok(vectors);
    const vectorAt = (angle: number) => ({ embedder: "a", values: Float32Array.of(Math.cos(angle), Math.sin(angle)) });
    for (let i = 0; i < 40; i++) await vectors.put("moves", `m${i}`, { memory: {}, vector: vectorAt(i / 100) });
    const ids: string[] = [];
    for await (const { id } of vectors.nearest("moves", vectorAt(0))) {
      if (ids.push(id) === 1) await vectors.put("moves", id, { memory: {}, vector: vectorAt(1) });
    }
    assert.deepEqual(
      ids,
      Array.from({ length: 40 }, (_, i) => `m${i}`),
    );
  });

  test("more rows than a page are read whole, in order", async () => {
    const store = await postgresStore(await database());
    const said = Array.from({ length: 600 }, (_, turn) => ({ session: "long", turn, speaker: "ana", text: `${turn}` }));
    for (const message of said) await store.sessions.append(message);
    const read = [];
    for await (const message of store.sessions.read("long")) read.push(message);
    assert.deepEqual(read, said);
  });

  test("of several that make the tables at once one does; what a later version made is left alone", async () => {
    const sql = await database();
    await sql.query("DROP SCHEMA IF EXISTS dramatis CASCADE");
    await Promise.all(Array.from({ length: 5 }, () => migrate(sql)));
    const made = await sql.query("SELECT number FROM dramatis.migrations ORDER BY number");
    assert.deepEqual(
      made,
      MIGRATIONS.map((_, index) => ({ number: index + 1 })),
    );
    await sql.query("INSERT INTO dramatis.migrations (number) VALUES ($1)", [MIGRATIONS.length + 1]);
    await assert.rejects(migrate(sql), /later version of dramatis/);
    await sql.query("DELETE FROM dramatis.migrations WHERE number = $1", [MIGRATIONS.length + 1]);
  });
}
