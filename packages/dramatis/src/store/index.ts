// Where sessions, memories and runs are kept.
export { inMemoryStore } from "./in-memory.ts";
export { migrate } from "./postgres/migrate.ts";
export { openPostgres, type PostgresOptions } from "./postgres/open-postgres.ts";
export { type PostgresStore, postgresStore } from "./postgres/postgres-store.ts";
export type { Queries, Sql } from "./postgres/sql.ts";
export { type SqliteStore, type SqliteStoreOptions, sqliteStore } from "./sqlite.ts";
