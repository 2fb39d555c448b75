// Where sessions, memories and runs are kept.
export { inMemoryStore } from "./in-memory.ts";
export { type SqliteStore, type SqliteStoreOptions, sqliteStore } from "./sqlite.ts";
