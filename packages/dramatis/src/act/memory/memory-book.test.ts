import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type Embedder, InputError, type MemoryStore, StoreError } from "../../core/index.ts";
import { fakeEmbedder } from "../../model/testing.ts";
import type { Memory } from "./memory.ts";
import { type MemoryBook, memoryBook, type StoredBook } from "./memory-book.ts";
import { testingBook, testingMemory } from "./testing-book.ts";

type Rows = Map<string, Record<string, unknown>>;

/** A store of one owner, with a fault that can be switched on. */
function testingStore(rows: Rows = new Map()): {
  store: MemoryStore;
  rows: Rows;
  faults: { read?: Error; write?: Error };
} {
  const faults: { read?: Error; write?: Error } = {};
  const store: MemoryStore = {
    put: async (_, id, memory) => {
      if (faults.write) throw faults.write;
      rows.set(id, JSON.parse(JSON.stringify(memory)));
    },
    list: async function* () {
      if (faults.read) throw faults.read;
      for (const [id, memory] of rows) yield { id, memory: structuredClone(memory) };
    },
    delete: async (_, id) => rows.delete(id),
  };
  return { store, rows, faults };
}

/** Counts the texts it embeds. */
function counting(embedder: Embedder = fakeEmbedder()): { embedder: Embedder; texts: string[] } {
  const texts: string[] = [];
  const embed: Embedder["embed"] = (asked, signal) => {
    texts.push(...asked);
    return embedder.embed(asked, signal);
  };
  return { embedder: { id: embedder.id, dim: embedder.dim, embed }, texts };
}

const open = (store: MemoryStore, embedder: Embedder = fakeEmbedder()): StoredBook =>
  memoryBook({ store, owner: "Ana", embedder });
const ids = (memories: readonly Memory[]): string[] => memories.map(({ id }) => id);
const source = { session: "s1", turn: 0, speaker: "Ben", quote: "I have two dogs." };
const dogs = testingMemory({ id: "dogs", text: "I have two dogs.", sources: [source], saidAt: "2025-02-01" });
const leeds = testingMemory({ id: "leeds", text: "I live in Leeds.", saidAt: "2025-01-01T10:00:00+02:00" });

const books: [string, () => MemoryBook][] = [
  ["memoryBook", () => open(testingStore().store)],
  ["testingBook", () => testingBook()],
];
for (const [name, make] of books) {
  describe(name, () => {
    test("puts, replaces, lists oldest first, deletes", async () => {
      const book = make();
      assert.deepEqual(await book.all(), []);
      await book.put(dogs);
      await book.put(leeds);
      assert.deepEqual(await book.all(), [leeds, dogs]);
      await book.put({ ...leeds, text: "I live in York." });
      assert.deepEqual(
        (await book.all()).map(({ text }) => text),
        ["I live in York.", "I have two dogs."],
      );
      assert.equal(await book.delete("leeds"), true);
      assert.equal(await book.delete("leeds"), false);
      assert.deepEqual(await book.all(), [dogs]);
    });

    test("finds the nearest in meaning that still hold", async () => {
      const book = make();
      for (const memory of [dogs, leeds, { ...dogs, id: "old", validUntil: "2025-01-05" }]) await book.put(memory);
      const [first, ...rest] = await book.nearest("Do you have dogs?", { most: 5 });
      // The words "have" and "dogs" of four each, and none twice: 2 / (2 · 2)
      assert.equal(first?.memory.id, "dogs");
      assert.equal(first.cosine.toFixed(4), "0.5000");
      assert.deepEqual(
        rest.map(({ memory }) => memory.id),
        ["leeds"],
      );
      assert.deepEqual(await book.nearest("Do you have dogs?", { most: 5, atLeast: 0.6 }), []);
      const all = await book.nearest("I have two dogs.", { most: 2, where: () => true });
      assert.deepEqual(new Set(all.map(({ memory }) => memory.id)), new Set(["dogs", "old"]));
      assert.deepEqual(await book.nearest(" ", { most: 5 }), []);
      assert.deepEqual(await book.nearest("dogs", { most: 0 }), []);
    });

    test("knows the words of what was deleted, until they are put again", async () => {
      const book = make();
      await book.put(dogs);
      assert.equal(await book.wasDeleted(source), false);
      await book.delete("dogs");
      assert.equal(await book.wasDeleted({ ...source, speaker: "ben " }), true);
      assert.equal(await book.wasDeleted({ ...source, turn: 1 }), false);
      await book.put(dogs);
      assert.equal(await book.wasDeleted(source), false);
    });

    test("what was given and what is got may be changed without changing the book; aborted calls are not made", async () => {
      const book = make();
      const given = structuredClone(dogs);
      await book.put(given);
      given.text = "changed";
      await assert.rejects(book.put(leeds, AbortSignal.abort(new Error("enough"))), /enough/);
      await assert.rejects(book.all(AbortSignal.abort(new Error("enough"))), /enough/);
      assert.deepEqual(structuredClone(await book.all()), [dogs]);
    });
  });
}

describe("memoryBook over its store", () => {
  test("a second book knows the same, without embedding anything, and what was deleted", async () => {
    const { store } = testingStore();
    const first = open(store);
    for (const memory of [dogs, leeds]) await first.put(memory);
    await first.delete("dogs");
    const { embedder, texts } = counting();
    const second = open(store, embedder);
    assert.deepEqual(await second.all(), [leeds]);
    assert.equal(await second.wasDeleted(source), true);
    assert.deepEqual(texts, []);
    assert.equal((await second.nearest("Who lives in Leeds?", { most: 1 }))[0]?.memory.id, "leeds");
  });

  test("of a deleted memory the store keeps hashes only; of one without sources, nothing", async () => {
    const { store, rows } = testingStore();
    const book = open(store);
    for (const memory of [dogs, leeds]) await book.put(memory);
    for (const { id } of [dogs, leeds]) await book.delete(id);
    assert.deepEqual([...rows.keys()], ["dogs"]);
    assert.doesNotMatch(JSON.stringify([...rows]), /two dogs|Ben|vector/);
  });

  test("a text is embedded once: not again where nearest was just asked for it, or another part changes", async () => {
    const { embedder, texts } = counting();
    const book = open(testingStore().store, embedder);
    await book.put(leeds);
    await book.nearest(dogs.text, { most: 1 });
    await book.put(dogs);
    await book.put({ ...dogs, validUntil: "2025-03-01" });
    assert.deepEqual(texts, [leeds.text, dogs.text]);
  });

  test("with another embedder the vectors are made anew, and kept", async () => {
    const { store } = testingStore();
    for (const memory of [dogs, leeds]) await open(store).put(memory);
    const { embedder, texts } = counting(fakeEmbedder(16));
    assert.equal((await open(store, embedder).all()).length, 2);
    assert.deepEqual(texts.sort(), [dogs.text, leeds.text]);
    assert.equal((await open(store, embedder).nearest(dogs.text, { most: 1 }))[0]?.memory.id, "dogs");
    assert.equal(texts.length, 3);
  });

  test("an embedder that does not know its dim before its first reply", async () => {
    const { store } = testingStore();
    const known = fakeEmbedder(8);
    const unknown = { ...known, dim: 0 };
    await open(store, unknown).put(dogs);
    const { embedder, texts } = counting(unknown);
    assert.deepEqual(await open(store, embedder).all(), [dogs]);
    assert.equal(texts.length, 1);
  });

  test("damaged entries are passed over and counted; a damaged vector is made anew", async () => {
    const { store, rows } = testingStore();
    await open(store).put(dogs);
    const row = rows.get("dogs") as Record<string, unknown>;
    const damage: Record<string, Record<string, unknown>> = {
      unreadable: { unreadable: '{"te' },
      empty: {},
      blank: { ...row, id: "blank", text: " " },
      "no date": { ...row, id: "no date", saidAt: "yesterday" },
      "too sure": { ...row, id: "too sure", confidence: 7 },
      "of another id": row,
      deleted: { deleted: 3 },
    };
    for (const [id, memory] of Object.entries(damage)) rows.set(id, memory);
    rows.set("dogs", { ...row, vector: { embedder: "fake-embedder-64", values: "AAAA" } });
    const { embedder, texts } = counting();
    const book = open(store, embedder);
    assert.deepEqual(await book.all(), [dogs]);
    assert.equal(book.damaged, 7);
    assert.deepEqual(texts, [dogs.text]);
    assert.equal(rows.size, 8, "nothing was thrown away");
  });

  test("where the store fails the book is as it was, and goes on when the store does", async () => {
    const { store, faults } = testingStore();
    const book = open(store);
    const locked = new StoreError("memories.sqlite", "locked");
    faults.read = locked;
    await assert.rejects(book.all(), locked);
    await assert.rejects(book.put(dogs), locked);
    delete faults.read;
    faults.write = locked;
    await assert.rejects(book.put(dogs), locked);
    assert.deepEqual(await book.all(), []);
    delete faults.write;
    await Promise.all([book.put(dogs), book.put({ ...dogs, text: "I have three dogs." }), book.put(leeds)]);
    faults.write = locked;
    await assert.rejects(book.delete("dogs"), locked);
    assert.deepEqual(ids(await book.all()), ["leeds", "dogs"]);
    assert.equal(await book.wasDeleted(source), false);
    assert.equal((await book.nearest("three dogs", { most: 1 }))[0]?.memory.text, "I have three dogs.");
  });

  test("what is no memory is refused in one line", async () => {
    const book = open(testingStore().store);
    await assert.rejects(book.put({ ...dogs, importance: 11 }), (error) => {
      assert.ok(error instanceof InputError);
      assert.equal(error.message, 'memory "dogs": importance: 11; expected at most 10');
      return true;
    });
    assert.deepEqual(await book.all(), []);
  });

  test("as a Map with a sort would: any order of puts and deletes", async () => {
    const word = fc.constantFrom("tea", "dogs", "Leeds", "sailing", "rain", "Ben");
    const step = fc.record({
      id: fc.constantFrom("a", "b", "c", "d"),
      text: fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(" ")),
      day: fc.integer({ min: 1, max: 9 }),
      isPut: fc.boolean(),
    });
    const property = fc.asyncProperty(fc.array(step, { maxLength: 20 }), word, async (steps, asked) => {
      const [book, plain] = [open(testingStore().store), testingBook()];
      for (const { id, text, day, isPut } of steps) {
        const memory = testingMemory({ id, text, saidAt: `2025-01-0${day}` });
        for (const one of [book, plain]) await (isPut ? one.put(memory) : one.delete(id));
      }
      const byId = (a: Memory, b: Memory): number => (a.id < b.id ? -1 : 1);
      assert.deepEqual([...(await book.all())].sort(byId), [...(await plain.all())].sort(byId));
      const near = await book.nearest(asked, { most: 4 });
      const cosines = (await plain.nearest(asked, { most: 4 })).map(({ cosine }) => cosine.toFixed(5));
      assert.deepEqual(
        near.map(({ cosine }) => cosine.toFixed(5)),
        cosines,
      );
    });
    await fc.assert(property, { numRuns: 60, seed: 11 });
  });
});
