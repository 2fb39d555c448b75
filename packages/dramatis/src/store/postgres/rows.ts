import { StoreError } from "../../core/index.ts";
import type { Sql } from "./sql.ts";

/** Rows read at once. Between two pages others may write. */
export const PAGE = 256;

/** All rows, a page after the other. */
export async function* pages<Row, Place>(
  start: Place,
  read: (after: Place) => Promise<Row[]>,
  placeOf: (row: Row) => Place,
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
export function key(name: string): string {
  return JSON.stringify(name);
}

export function name(sql: Sql, key: string): string {
  const name: unknown = JSON.parse(key);
  if (typeof name === "string") return name;
  throw new StoreError(sql.name, "corrupt", { detail: `the name ${key} is none` });
}
