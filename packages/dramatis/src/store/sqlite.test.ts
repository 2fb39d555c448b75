import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, describe, test } from "node:test";
import fc from "fast-check";
import { storeConformance } from "../core/conformance/store.ts";
import { StoreError, type StoreFault } from "../core/index.ts";
import { type SqliteStore, type SqliteStoreOptions, sqliteStore } from "./sqlite.ts";

const folder = mkdtempSync(join(tmpdir(), "dramatis-store-"));
const opened: SqliteStore[] = [];
after(() => {
  for (const store of opened) store.close();
  rmSync(folder, { recursive: true });
});

/** Whoever runs the tests as root may write everywhere: there a child is somebody else. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534 } : {};

let files = 0;
const newPath = (): string => join(folder, `${files++}.sqlite`);

function open(path: string = newPath(), options: Partial<SqliteStoreOptions> = {}): SqliteStore {
  const store = sqliteStore({ path, waitMs: 20, ...options });
  opened.push(store);
  return store;
}

const isFault = (fault: StoreFault, path: string) => (error: unknown) => {
  assert.ok(error instanceof StoreError, String(error));
  assert.equal(error.code, "store");
  assert.ok(error.message.startsWith(`${path}: the store is `), error.message);
  assert.match(error.message, /^[^\n]+; \w[^\n]+$/);
  return error.fault === fault;
};

async function memoriesOf(store: SqliteStore, owner = "ana"): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for await (const { memory } of store.memories.list(owner)) found.push(memory);
  return found;
}

async function fill(store: SqliteStore, count = 300): Promise<void> {
  for (let i = 0; i < count; i++) await store.memories.put("ana", `m${i}`, { text: `memory ${i} ${"x".repeat(200)}` });
}

describe("sqliteStore", () => {
  storeConformance(async () => open());

  test("keeps over instances, makes its folders, and reads more than a page while others write", async () => {
    const path = join(folder, "a/b/store.sqlite");
    const first = open(path);
    await fill(first);
    first.close();
    first.close();
    const second = open(path);
    let read = 0;
    for await (const { id, memory } of second.memories.list("ana")) {
      await second.memories.put("ana", id, { ...memory, seen: true });
      read++;
    }
    assert.equal(read, 300);
    assert.ok((await memoriesOf(second)).every(({ seen }) => seen === true));
  });

  test("names of any text never meet", async () => {
    const text = fc.string({ unit: "binary", maxLength: 4 });
    const property = fc.asyncProperty(fc.uniqueArray(text, { maxLength: 6 }), async (names) => {
      const store = open(":memory:");
      for (const name of names) await store.memories.put(name, name, { name });
      for (const name of names) {
        const found = [];
        for await (const one of store.memories.list(name)) found.push(one);
        assert.deepEqual(found, [{ id: name, memory: { name } }]);
      }
      store.close();
    });
    await fc.assert(property, { numRuns: 50, seed: 7, examples: [[["\ud800", "\ud801", "\u0000", "\u0000a", ""]]] });
  });

  test("several processes make one file at once, write to it, and lose nothing", async () => {
    const path = newPath();
    const source = `
      const { sqliteStore } = await import(${JSON.stringify(import.meta.resolve("./sqlite.ts"))});
      const [path, name] = process.argv.slice(1);
      const store = sqliteStore({ path, waitMs: 60_000 });
      for (let i = 0; i < 50; i++) await store.memories.put("ana", name + i, { i });
      store.close();`;
    const names = ["a", "b", "c", "d"];
    assert.deepEqual(await Promise.all(names.map((name) => child(source, [path, name]))), ["0 ", "0 ", "0 ", "0 "]);
    assert.equal((await memoriesOf(open(path))).length, 200);
  });

  test("what was deleted is not in the file any more", async () => {
    const path = newPath();
    const store = open(path);
    await store.memories.put("ana", "m1", { text: "SECRET-1" });
    await store.memories.put("ana", "m2", { text: "SECRET-2" });
    await store.memories.put("ana", "m2", { text: "replaced" });
    await store.memories.delete("ana", "m1");
    store.close();
    assert.deepEqual(
      readdirSync(folder).filter((name) => join(folder, name).startsWith(`${path}-`)),
      [],
    );
    assert.doesNotMatch(readFileSync(path, "latin1"), /SECRET/);
  });
});

test("what was deleted is in no file of an open store: one memory, many, and one that another had overwritten", async () => {
  const path = newPath();
  const store = open(path);
  const inFiles = (): string[] =>
    readdirSync(folder)
      .map((name) => join(folder, name))
      .filter((file) => file.startsWith(path) && /SECRET/.test(readFileSync(file, "latin1")));
  const long = `SECRET ${"tea ".repeat(5000)} SECRET`;
  for (let i = 0; i < 20; i++) await store.memories.put("ana", `m${i}`, { text: long });
  await store.memories.put("ana", "m0", { text: `${long} again` });
  await store.sessions.append({ session: "s", turn: 0, speaker: "ana", text: "kept" });
  assert.notDeepEqual(inFiles(), []);
  await Promise.all(Array.from({ length: 19 }, (_, i) => store.memories.delete("ana", `m${i}`)));
  assert.equal((await memoriesOf(store)).length, 1);
  await store.memories.delete("ana", "m19");
  assert.deepEqual(inFiles(), []);
});

describe("sqliteStore, when its file cannot be used", () => {
  test("locked by another: says so, at opening and by every call; then goes on", async () => {
    const path = newPath();
    const store = open(path);
    await store.memories.put("ana", "m1", { text: "kept" });
    const other = new DatabaseSync(path);
    other.exec("BEGIN EXCLUSIVE");
    await assert.rejects(store.memories.put("ana", "m2", { text: "late" }), isFault("locked", path));
    await assert.rejects(store.memories.delete("ana", "m1"), isFault("locked", path));
    // In a write-ahead log others may read meanwhile.
    assert.deepEqual(await memoriesOf(store), [{ text: "kept" }]);
    other.exec("ROLLBACK");
    await store.memories.put("ana", "m2", { text: "late" });
    assert.equal((await memoriesOf(store)).length, 2);
    store.close();
    other.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; DELETE FROM trials");
    assert.throws(() => open(path), isFault("locked", path));
    other.close();
  });

  test("full: says so, keeps what it had, and has room again after a deletion", async () => {
    const path = newPath();
    const store = open(path, { mostBytes: 100_000 });
    await assert.rejects(fill(store, 1000), isFault("full", path));
    const kept = await memoriesOf(store);
    assert.ok(kept.length > 100 && kept.length < 1000, `${kept.length}`);
    await assert.rejects(store.sessions.append(message("x".repeat(9000))), isFault("full", path));
    await assert.rejects(store.runs.append("r", { id: "t", result: "x".repeat(9000) }), isFault("full", path));
    for (let i = 0; i < 60; i++) await store.memories.delete("ana", `m${i}`);
    await store.sessions.append(message("x".repeat(9000)));
    assert.equal((await memoriesOf(store)).length, kept.length - 60);
  });

  test("a file that is no database, another program's, or a later version's is left as it is", () => {
    const text = newPath();
    writeFileSync(text, "Dear diary. ".repeat(1000));
    const foreign = newPath();
    const other = new DatabaseSync(foreign);
    other.exec("CREATE TABLE memories (owner TEXT); INSERT INTO memories VALUES ('theirs')");
    other.close();
    const later = newPath();
    open(later).close();
    const future = new DatabaseSync(later);
    future.exec("PRAGMA user_version = 2");
    future.close();
    for (const path of [text, foreign, later]) {
      const before = readFileSync(path);
      assert.throws(() => open(path), isFault("unreadable", path));
      assert.deepEqual(readFileSync(path), before);
    }
    assert.throws(() => open(folder), isFault("unreadable", folder));
    assert.throws(() => open(join(text, "b.sqlite")), isFault("unreadable", join(text, "b.sqlite")));
  });

  test("cut short, or overwritten in the middle: corrupt, and the file is still there", async () => {
    const whole = newPath();
    const store = open(whole);
    await fill(store);
    store.close();
    const bytes = readFileSync(whole);
    const damage: ((path: string) => void)[] = [
      (path) => truncateSync(path, 8192),
      (path) => truncateSync(path, bytes.length - 4096 * 3),
      (path) => writeFileSync(path, bytes.fill(0xa5, 4096, bytes.length)),
    ];
    for (const harm of damage) {
      const path = newPath();
      cpSync(whole, path);
      harm(path);
      const { length } = readFileSync(path);
      const use = async (): Promise<void> => {
        const damaged = open(path);
        await memoriesOf(damaged);
        await fill(damaged);
      };
      await assert.rejects(use, isFault("corrupt", path));
      assert.ok(readFileSync(path).length >= length);
    }
  });

  test("one damaged row: a memory is listed as unreadable and can be deleted; a message or trial is an error", async () => {
    const path = newPath();
    const store = open(path);
    await store.memories.put("ana", "m1", { text: "whole" });
    await store.memories.put("ana", "m2", { text: "damaged" });
    await store.sessions.append(message("hello"));
    await store.runs.append("r", { id: "t", result: 1 });
    const other = new DatabaseSync(path);
    other.exec(`UPDATE memories SET memory = '{"text' WHERE id = '"m2"'; UPDATE messages SET message = '7'`);
    other.exec("UPDATE trials SET result = ''");
    other.close();
    assert.deepEqual(await memoriesOf(store), [{ text: "whole" }, { unreadable: '{"text' }]);
    assert.equal(await store.memories.delete("ana", "m2"), true);
    await assert.rejects(
      async () => {
        for await (const _ of store.sessions.read("s1"));
      },
      isFault("corrupt", path),
    );
    await assert.rejects(
      async () => {
        for await (const _ of store.runs.finished("r"));
      },
      isFault("corrupt", path),
    );
  });

  test("owners are listed once, in order, whatever their names", async () => {
    const store = open(newPath());
    assert.deepEqual(store.owners(), []);
    for (const owner of ["Zoë", "", "ana", "ana"]) await store.memories.put(owner, `m${store.owners().length}`, {});
    assert.deepEqual(store.owners(), ["", "Zoë", "ana"]);
    store.close();
  });

  test("our tables gone: corrupt", () => {
    const path = newPath();
    open(path).close();
    const other = new DatabaseSync(path);
    other.exec("DROP TABLE memories");
    other.close();
    assert.throws(() => open(path), isFault("corrupt", path));
  });

  test("a read-only file is read, and writing to it says so; in a read-only folder opening it does", async () => {
    const place = mkdtempSync(join(tmpdir(), "dramatis-read-only-"));
    const path = join(place, "store.sqlite");
    const store = open(path);
    await store.memories.put("ana", "m1", { text: "kept" });
    store.close();
    const load = `const { sqliteStore } = await import(${JSON.stringify(import.meta.resolve("./sqlite.ts"))});`;
    const source = `
      for (const path of process.argv.slice(1)) {
        try {
          const store = sqliteStore({ path });
          for await (const { memory } of store.memories.list("ana")) console.log(memory.text);
          await store.memories.put("ana", "m2", {}).finally(() => store.close());
        } catch (error) {
          console.log(error.fault ?? error);
        }
      }`;
    try {
      chmodSync(path, 0o444);
      chmodSync(place, 0o777);
      assert.equal(await child(load + source, [path], NOBODY), "0 kept read_only");
      for (const side of ["-wal", "-shm"]) rmSync(path + side, { force: true });
      chmodSync(place, 0o555);
      const paths = [path, join(place, "new.sqlite"), join(place, "new/new.sqlite")];
      assert.equal(await child(load + source, paths, NOBODY), "0 read_only read_only read_only");
    } finally {
      rmSync(place, { recursive: true });
    }
  });
});

function message(text: string): Parameters<SqliteStore["sessions"]["append"]>[0] {
  return { session: "s1", turn: 0, speaker: "ana", text };
}

/** The exit status of a script and what it printed, on one line. */
function child(source: string, args: readonly string[], as: { uid?: number } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const started = spawn(process.execPath, ["--input-type=module", "-e", source, ...args], {
      stdio: ["ignore", "pipe", "inherit"],
      ...as,
    });
    let out = "";
    started.stdout.on("data", (piece) => {
      out += piece;
    });
    started.on("error", reject);
    started.on("close", (status) => resolve(`${status} ${out.trim().replaceAll("\n", " ")}`));
  });
}
