import { createHash } from "node:crypto";
import { openPglite, openTestDatabase } from "../../store/postgres/testing-sql.ts";
import { type RunDatabase, runDatabaseOn } from "./run-database.ts";
import type { QueuesOptions } from "./work-queue.ts";

/** Address of a PostgreSQL server with the right to make databases; its tests are skipped where there is none. */
export const SERVER: string | undefined = process.env.DRAMATIS_TEST_DATABASE;
export const NO_SERVER: string | false = SERVER === undefined && "DRAMATIS_TEST_DATABASE names no PostgreSQL server";

export async function pgliteDatabase(options?: QueuesOptions): Promise<RunDatabase> {
  return runDatabaseOn(await openPglite(), options);
}

/** On a database of its own, named after the test. */
export async function postgresDatabase(test: string, options?: QueuesOptions): Promise<RunDatabase> {
  return runDatabaseOn(await openTestDatabase(SERVER as string, nameOf(test)), options);
}

/** The address of an empty database of its own. */
export async function testDatabaseUrl(test: string): Promise<string> {
  await (await openTestDatabase(SERVER as string, nameOf(test))).close();
  const url = new URL(SERVER as string);
  url.pathname = `/${nameOf(test)}`;
  return url.href;
}

function nameOf(test: string): string {
  return `dramatis_${createHash("sha256").update(test).digest("hex").slice(0, 12)}`;
}
