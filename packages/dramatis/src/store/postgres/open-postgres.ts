import type { Pool, QueryResult } from "pg";
import { InputError } from "../../core/index.ts";
import { isPassing, postgresFault } from "./postgres-fault.ts";
import type { Queries, Sql } from "./sql.ts";

export interface PostgresOptions {
  /** Connections at once. */
  connections?: number;
  /** How long a server that is away is asked again before a call fails. */
  patienceMs?: number;
  /** The first connection is not waited for as long: a wrong address is said at once. */
  firstPatienceMs?: number;
}

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2000;
const OLDEST = 15;

/**
 * Connects to PostgreSQL 15 or newer. A server that goes away in between (restart, cut connection) is waited for.
 *
 * @throws InputError for an address that is none, or an older server. @throws StoreError where it cannot be reached.
 */
export async function openPostgres(
  url: string,
  { connections = 8, patienceMs = 60_000, firstPatienceMs = 2000 }: PostgresOptions = {},
): Promise<Sql> {
  const name = shown(url);
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: "dramatis",
  });
  // A connection that breaks while nobody uses it is replaced at the next call.
  pool.on("error", () => undefined);
  const lasting = <T>(work: () => Promise<T>, patience = patienceMs): Promise<T> => persist(name, work, patience);
  try {
    const [server] = await lasting(
      () => queriesOf(pool).query<{ server_version_num: string }>("SHOW server_version_num"),
      firstPatienceMs,
    );
    const version = Math.floor(Number(server?.server_version_num) / 10_000);
    if (version < OLDEST)
      throw new InputError({ where: name, found: `PostgreSQL ${version}`, expected: `${OLDEST} or newer` });
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    name,
    driver: "postgres",
    query: (text, values) => lasting(() => queriesOf(pool).query(text, values)),
    transaction: (work) => lasting(() => inTransaction(pool, work)),
    close: () => pool.end(),
  };
}

/** The address without its password. @throws InputError */
function shown(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed && /^postgres(ql)?:$/.test(parsed.protocol)) {
    parsed.password = "";
    parsed.search = "";
    return parsed.href;
  }
  const expected = "an address such as postgres://user:password@host:5432/database";
  throw new InputError({ where: "DATABASE_URL", found: "no address of a PostgreSQL database", expected });
}

function queriesOf(client: Pick<Pool, "query">): Queries {
  return {
    async query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]> {
      const found: QueryResult | QueryResult[] = await client.query(
        text,
        values === undefined ? undefined : [...values],
      );
      return (Array.isArray(found) ? found.flatMap(({ rows }) => rows) : found.rows) as Row[];
    },
  };
}

async function inTransaction<T>(pool: Pool, work: (queries: Queries) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // While it is taken nobody else hears that it broke; the call under way fails by itself.
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on("error", onError);
  try {
    await client.query("BEGIN");
    const result = await work(queriesOf(client as unknown as Pool));
    await client.query("COMMIT");
    return result;
  } catch (error) {
    if (isPassing(error)) broken = error as Error;
    else await client.query("ROLLBACK").catch((fault: Error) => (broken = fault));
    throw error;
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}

/** Does it again while the server is away. */
async function persist<T>(name: string, work: () => Promise<T>, patienceMs: number): Promise<T> {
  const until = performance.now() + patienceMs;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error) || performance.now() + wait > until) throw postgresFault(name, error);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}
