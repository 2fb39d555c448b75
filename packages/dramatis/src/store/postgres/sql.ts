/** One statement at a time. */
export interface Queries {
  /** Rows of one statement; of several (without values) the rows of all, one after the other. */
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** PostgreSQL, by whichever driver. What is asked of it must bear being asked twice: a cut connection is tried again. */
export interface Sql extends Queries {
  /** To be shown: the address without its password. */
  readonly name: string;
  readonly driver: "postgres" | "pglite";
  /** All of the work or nothing; where the connection breaks the whole of it is done again. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
