import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { storeConformance } from "../../core/conformance/store.ts";
import { MIGRATIONS, migrate } from "./migrate.ts";
import { postgresStore } from "./postgres-store.ts";
import type { Sql } from "./sql.ts";
import { openPglite, openTestDatabase } from "./testing-sql.ts";

const SERVER = process.env.DRAMATIS_TEST_DATABASE;
const SKIP = SERVER === undefined && "DRAMATIS_TEST_DATABASE names no PostgreSQL server";

describe("PGlite", () => suite(openPglite));
describe("PostgreSQL", { skip: SKIP }, () => suite(() => openTestDatabase(SERVER as string, "dramatis_store")));

function suite(open: () => Promise<Sql>): void {
  let opened: Promise<Sql> | undefined;
  const database = (): Promise<Sql> => (opened ??= open());
  after(async () => (await opened)?.close());

  storeConformance(async () => {
    const sql = await database();
    const store = await postgresStore(sql);
    await sql.query("TRUNCATE dramatis.messages, dramatis.memories, dramatis.trials");
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
