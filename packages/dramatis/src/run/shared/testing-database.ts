import { createHash } from "node:crypto";
import { openPglite, openTestDatabase } from "../../store/postgres/testing-sql.ts";
import { type Engine, engineOn } from "./open-engine.ts";
import type { QueuesOptions } from "./work-queue.ts";

/** Address of a PostgreSQL server with the right to make databases; its tests are skipped where there is none. */
export const SERVER = process.env.DRAMATIS_TEST_DATABASE;
export const NO_SERVER = SERVER === undefined && "DRAMATIS_TEST_DATABASE names no PostgreSQL server";

export async function pgliteEngine(options?: QueuesOptions): Promise<Engine> {
  return engineOn(await openPglite(), options);
}

/** On a database of its own, named after the test. */
export async function postgresEngine(test: string, options?: QueuesOptions): Promise<Engine> {
  const name = `dramatis_${createHash("sha256").update(test).digest("hex").slice(0, 12)}`;
  return engineOn(await openTestDatabase(SERVER as string, name), options);
}
