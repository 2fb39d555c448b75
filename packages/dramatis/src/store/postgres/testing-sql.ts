import { type Extensions, PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import { openPostgres } from "./open-postgres.ts";
import type { Queries, Sql } from "./sql.ts";

/** PostgreSQL in this process, in memory; one connection, so that transactions wait for each other. */
export async function openPglite(extensions: Extensions = { vector }): Promise<Sql> {
  const lite = await PGlite.create({ extensions });
  const queriesOf = (db: Pick<PGlite, "query" | "exec">): Queries => ({
    async query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]> {
      if (values && values.length > 0) return (await db.query(text, [...values])).rows as Row[];
      return (await db.exec(text)).flatMap(({ rows }) => rows ?? []) as Row[];
    },
  });
  return {
    name: "pglite",
    driver: "pglite",
    query: async (text, values) => {
      try {
        return await queriesOf(lite).query(text, values);
      } catch (error) {
        // There is one connection: what a failed statement left open would stay open for all.
        await lite.exec("ROLLBACK");
        throw error;
      }
    },
    transaction: (work) => lite.transaction((tx) => work(queriesOf(tx as unknown as PGlite))),
    close: () => lite.close(),
  };
}

/** A database of its own on the server of `DRAMATIS_TEST_DATABASE`, where one is named. */
export async function openTestDatabase(url: string, name: string): Promise<Sql> {
  const server = await openPostgres(url, { connections: 1 });
  await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await server.query(`CREATE DATABASE ${name}`);
  await server.close();
  const own = new URL(url);
  own.pathname = `/${name}`;
  return openPostgres(own.href);
}
