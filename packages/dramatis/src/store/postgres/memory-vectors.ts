import type { MemoryVectors } from "../../core/index.ts";
import { key, name, PAGE, pages } from "./rows.ts";
import type { Queries, Sql } from "./sql.ts";

// Memories found by pgvector. Always exact: an owner's vectors are all compared.

// MAIN keeps vectors of up to about 2,000 numbers beside their keys, where comparing them is three times as fast as when
// each is fetched from the table's overflow.
const TABLE = `
  CREATE EXTENSION IF NOT EXISTS vector;
  CREATE TABLE dramatis.vectors (
    owner text NOT NULL, id text NOT NULL, embedder text NOT NULL, vector vector NOT NULL, PRIMARY KEY (owner, id),
    FOREIGN KEY (owner, id) REFERENCES dramatis.memories ON DELETE CASCADE);
  ALTER TABLE dramatis.vectors ALTER vector SET STORAGE MAIN;
  CREATE INDEX vectors_of_embedder ON dramatis.vectors (owner, embedder);`;

/** No right to add the extension; its type is out of sight; its files are not there, or incomplete. */
const NOT_TO_BE_HAD = /^(42501|42704|0A000|58P01)$/;

export async function hasVectors(db: Queries): Promise<boolean> {
  const [made] = await db.query("SELECT FROM pg_tables WHERE schemaname = 'dramatis' AND tablename = 'vectors'");
  return made !== undefined;
}

/**
 * Makes the table of vectors where the extension can be had. No numbered change: the extension may be installed years
 * after the tables were made.
 *
 * @param db a transaction, which goes on as it was where the extension cannot be had
 */
export async function addVectors(db: Queries): Promise<void> {
  if (await hasVectors(db)) return;
  const [offered] = await db.query("SELECT FROM pg_available_extensions WHERE name = 'vector'");
  if (offered === undefined) return;
  await db.query("SAVEPOINT vectors");
  try {
    await db.query(TABLE);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && NOT_TO_BE_HAD.test(String(error.code)))) throw error;
    await db.query("ROLLBACK TO SAVEPOINT vectors");
  }
}

/** A place among memories in the order of their nearness: the negative cosine, and the id. */
type Place = [product: number | string, id: string];

interface Near {
  id: string;
  memory: Record<string, unknown>;
  product: number;
}

const FIRST_PAGE = 16;

export function memoryVectors(sql: Sql): MemoryVectors {
  return {
    async get(owner, id) {
      const [row] = await sql.query<{ memory: Record<string, unknown>; embedder: string | null; vector: string }>(
        `SELECT m.memory, v.embedder, v.vector::text AS vector FROM dramatis.memories m
         LEFT JOIN dramatis.vectors v USING (owner, id, embedder) WHERE m.owner = $1 AND m.id = $2`,
        [key(owner), key(id)],
      );
      if (row === undefined) return undefined;
      const { memory, embedder, vector } = row;
      if (embedder === null) return { memory };
      return { memory, vector: { embedder: name(sql, embedder), values: Float32Array.from(JSON.parse(vector)) } };
    },
    async put(owner, id, { memory, vector, version }) {
      const kept =
        version === undefined
          ? `INSERT INTO dramatis.memories (owner, id, memory, embedder) VALUES ($1, $2, $3, $4)
             ON CONFLICT (owner, id) DO UPDATE SET memory = excluded.memory, embedder = excluded.embedder`
          : "UPDATE dramatis.memories SET memory = $3, embedder = $4 WHERE owner = $1 AND id = $2 AND xmin::text = $6";
      const put = await sql.query(
        `WITH kept AS (${kept} RETURNING owner, id, embedder)
         INSERT INTO dramatis.vectors (owner, id, embedder, vector) SELECT owner, id, embedder, $5::vector FROM kept
         ON CONFLICT (owner, id) DO UPDATE SET embedder = excluded.embedder, vector = excluded.vector RETURNING id`,
        [
          ...[key(owner), key(id), JSON.stringify(memory), key(vector.embedder), textOf(vector.values)],
          ...(version === undefined ? [] : [version]),
        ],
      );
      return put.length > 0;
    },
    async *without(owner, embedder) {
      const start = { embedder: "", id: "", above: false };
      const read = ({ above, ...after }: LackingPlace): Promise<Lacking[]> =>
        sql.query<Lacking>(lackingPage(above), [key(owner), key(embedder), after.embedder, after.id]);
      for await (const { id, memory, version } of pages<Lacking, LackingPlace>(start, read, (row) => row)) {
        yield { id: name(sql, id), memory, version };
      }
    },
    async *nearest(owner, { embedder, values }) {
      const asked = [key(owner), key(embedder), textOf(values)];
      let size = FIRST_PAGE;
      const read = (after: Place): Promise<Near[]> => {
        const page = nearPage(size);
        // Each page compares all vectors: few pages where many memories are asked for.
        size *= 4;
        return sql.query<Near>(page, [...asked, ...after]);
      };
      const given = new Set<string>();
      for await (const { id, memory, product } of pages<Near, Place>(["-Infinity", ""], read, placeOf)) {
        // Between two pages another vector may have taken the place of one that was given.
        if (given.has(id)) continue;
        given.add(id);
        yield { id: name(sql, id), memory, cosine: 0 - product };
      }
    },
  };
}

/** A place among memories in the order of the names of their vectors' embedders; `above`: behind the one asked for. */
interface LackingPlace {
  embedder: string;
  id: string;
  above: boolean;
}

interface Lacking extends LackingPlace {
  memory: Record<string, unknown>;
  version: string;
}

/** Two ranges of the index, below and above the embedder: those that have its vectors are not walked through. */
function lackingPage(above: boolean): string {
  const range = (where: string): string =>
    `(SELECT id, memory, embedder, xmin::text AS version, embedder > $2 AS above FROM dramatis.memories
      WHERE owner = $1 AND ${where} ORDER BY embedder, id LIMIT ${PAGE})`;
  const place = "(embedder, id) > ($3, $4)";
  return `${range(`embedder < $2 AND ${place}`)} UNION ALL ${range(above ? place : "embedder > $2")}
    ORDER BY embedder, id LIMIT ${PAGE}`;
}

/** Of vectors of length 1 the scalar product is the cosine; `<#>` is its negative. OFFSET 0: it is computed once. */
function nearPage(size: number): string {
  return `SELECT near.id, near.product, m.memory
    FROM (SELECT * FROM (SELECT id, vector <#> $3::vector AS product FROM dramatis.vectors
                         WHERE owner = $1 AND embedder = $2 OFFSET 0) AS every
          WHERE (product, id) > ($4::float8, $5) ORDER BY product, id LIMIT ${size}) AS near
    JOIN dramatis.memories m ON m.owner = $1 AND m.id = near.id ORDER BY near.product, near.id`;
}

function placeOf({ product, id }: Near): Place {
  return [product, id];
}

function textOf(values: Float32Array): string {
  return `[${values.join(",")}]`;
}
