import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import fc from "fast-check";
import { type Memory, memoryBook, type StoredBook } from "../../../act/index.ts";
import { testingBook, testingMemory } from "../../../act/memory/testing-book.ts";
import type { Embedder, MemoryStore } from "../../../core/index.ts";
import { fakeEmbedder } from "../../../model/testing.ts";
import { postgresStore } from "../../../store/index.ts";
import type { Sql } from "../../../store/postgres/sql.ts";
import { openPglite, openTestDatabase } from "../../../store/postgres/testing-sql.ts";

const SERVER = process.env.DRAMATIS_TEST_DATABASE;
const SKIP = SERVER === undefined && "DRAMATIS_TEST_DATABASE names no PostgreSQL server";

describe("books on PGlite", () => suite(() => openPglite()));
describe("books on PostgreSQL", { skip: SKIP }, () =>
  suite(() => openTestDatabase(SERVER as string, "dramatis_books")),
);

const source = { session: "s1", turn: 0, speaker: "Ben", quote: "I have two dogs." };
const dogs = testingMemory({ id: "dogs", text: "I have two dogs.", sources: [source], saidAt: "2025-02-01" });
const leeds = testingMemory({ id: "leeds", text: "I live in Leeds.", saidAt: "2025-01-01T10:00:00+02:00" });

/** Counts the texts it embeds. */
function counting(embedder: Embedder = fakeEmbedder()): { embedder: Embedder; texts: string[] } {
  const texts: string[] = [];
  const embed: Embedder["embed"] = (asked, signal) => {
    texts.push(...asked);
    return embedder.embed(asked, signal);
  };
  return { embedder: { id: embedder.id, dim: embedder.dim, embed }, texts };
}

interface Books {
  sql(): Promise<Sql>;
  /** A book of an owner on a store of its own, as another server has it. */
  book(owner: string, embedder?: Embedder): Promise<StoredBook>;
  /** The same store as one has it whose database cannot find by vector. */
  plainStore(): Promise<MemoryStore>;
}

function suite(open: () => Promise<Sql>): void {
  let opened: Promise<Sql> | undefined;
  const sql = (): Promise<Sql> => (opened ??= open());
  after(async () => (await opened)?.close());
  const books: Books = {
    sql,
    async book(owner, embedder = fakeEmbedder()) {
      const { memories: store } = await postgresStore(await sql());
      assert.ok(store.vectors);
      return memoryBook({ store, owner, embedder });
    },
    async plainStore() {
      const { vectors: _, ...store } = (await postgresStore(await sql())).memories;
      return store;
    },
  };
  together(books);
  vectors(books);
  hostile(books);
  asOne(books);
}

/** Ids of what is at all near. */
async function found(one: StoredBook, text: string): Promise<string[]> {
  const near = await one.nearest(text, { most: 5, atLeast: 0.01, where: () => true });
  return near.map(({ memory }) => memory.id);
}

function together({ book }: Books): void {
  test("what one remembers, changes or deletes, the other finds, finds changed or does not find", async () => {
    const [one, other] = [await book("two books"), await book("two books")];
    assert.deepEqual([await one.all(), await other.all()], [[], []]);
    await one.put(dogs);
    await other.put(leeds);
    for (const any of [one, other]) {
      assert.deepEqual(await any.all(), [leeds, dogs]);
      assert.deepEqual(await found(any, "Do you have dogs?"), ["dogs"]);
      assert.deepEqual(await found(any, "Who lives in Leeds?"), ["leeds"]);
      assert.equal(await any.wasDeleted(source), false);
    }
    await other.put({ ...leeds, text: "I live in York." });
    assert.deepEqual([await found(one, "Leeds"), await found(one, "York")], [[], ["leeds"]]);
    await one.put({ ...leeds, text: "I live in York.", validUntil: "2025-03-01" });
    assert.deepEqual(await found(other, "York"), ["leeds"]);
    assert.deepEqual(await other.nearest("York", { most: 1, atLeast: 0.01 }), []);
    assert.equal(await one.delete("dogs"), true);
    assert.deepEqual([await other.delete("dogs"), await other.delete("never")], [false, false]);
    for (const any of [one, other]) {
      assert.deepEqual(await found(any, "Do you have dogs?"), []);
      assert.equal(await any.wasDeleted({ ...source, speaker: "ben " }), true);
      assert.deepEqual(
        (await any.all()).map(({ id }) => id),
        ["leeds"],
      );
    }
    await other.put(dogs);
    assert.equal(await one.wasDeleted(source), false);
    assert.deepEqual(await found(one, "Do you have dogs?"), ["dogs"]);
  });

  test("a text is embedded once, by whomever", async () => {
    const [first, second] = [counting(), counting()];
    const [one, other] = [await book("once", first.embedder), await book("once", second.embedder)];
    await one.nearest(dogs.text, { most: 1 });
    await one.put(dogs);
    await other.put({ ...dogs, validUntil: "2025-03-01" });
    await other.all();
    assert.deepEqual([first.texts, second.texts], [[dogs.text], []]);
  });
}

function vectors({ book, plainStore }: Books): void {
  test("another embedder, or another length of its vectors, makes them anew", async () => {
    const one = await book("embedders");
    for (const memory of [dogs, leeds]) await one.put(memory);
    const { embedder, texts } = counting({ ...fakeEmbedder(16), id: fakeEmbedder().id });
    const other = await book("embedders", embedder);
    assert.equal((await found(other, dogs.text))[0], "dogs");
    assert.deepEqual(texts.sort(), [dogs.text, dogs.text, leeds.text]);
    assert.equal((await found(one, "Leeds"))[0], "leeds");
    const unknown = await book("embedders", { ...fakeEmbedder(8), dim: 0 });
    assert.equal((await found(unknown, dogs.text))[0], "dogs");
  });

  test("what was kept before the database could find by vector is found without embedding it again", async () => {
    const before = memoryBook({ store: await plainStore(), owner: "before", embedder: fakeEmbedder() });
    for (const memory of [dogs, leeds]) await before.put(memory);
    await before.delete("dogs");
    const { embedder, texts } = counting();
    const now = await book("before", embedder);
    assert.deepEqual(await found(now, "Leeds"), ["leeds"]);
    assert.equal(await now.wasDeleted(source), true);
    assert.deepEqual(texts, ["Leeds"]);
    const again = memoryBook({ store: await plainStore(), owner: "before", embedder: fakeEmbedder() });
    assert.deepEqual(await again.all(), [leeds]);
  });

  test("what another changes while its text is embedded anew stays changed", async () => {
    const one = await book("meanwhile");
    await one.put(dogs);
    const changed = { ...dogs, text: "I have three cats." };
    let isFirst = true;
    const slow: Embedder = {
      ...fakeEmbedder(16),
      embed: async (texts, signal) => {
        if (isFirst) {
          isFirst = false;
          await one.put(changed);
        }
        return fakeEmbedder(16).embed(texts, signal);
      },
    };
    const other = await book("meanwhile", slow);
    await found(other, "cats");
    assert.deepEqual(await one.all(), [changed]);
    assert.deepEqual(await found(other, "cats"), ["dogs"]);
    assert.deepEqual(await found(one, "cats"), ["dogs"]);
  });
}

function hostile({ sql, book, plainStore }: Books): void {
  test("damaged entries are passed over and counted, and nothing is thrown away", async () => {
    const one = await book("damaged");
    await one.put(dogs);
    const store = await plainStore();
    const { vector: _, ...row } = { ...dogs, vector: undefined };
    const damage = [{}, { ...row, id: "d1", text: " " }, { ...row, id: "other" }, { deleted: 3 }, { nul: "\u0000" }];
    for (const [i, memory] of damage.entries()) await store.put("damaged", `d${i}`, memory);
    assert.deepEqual([await found(one, "dogs"), await one.all()], [["dogs"], [dogs]]);
    assert.equal(one.damaged, damage.length);
    assert.equal(await one.delete("d0"), false);
    // Damaged after it got its vector.
    await (await sql()).query(
      `UPDATE dramatis.memories SET memory = '{"id": 7}' WHERE owner = '"damaged"' AND id = '"dogs"'`,
    );
    assert.deepEqual([await found(one, "dogs"), await one.all(), one.damaged], [[], [], damage.length + 1]);
  });

  test("owners of hostile names have their own memories", async () => {
    const owners = ["Ana", "ana", "Ana'; DROP TABLE dramatis.vectors; --", "Ana\u0000key", "\ud800", "", '"Ana"', "%"];
    for (const owner of owners) await (await book(owner)).put({ ...dogs, about: owner || "nobody" });
    for (const owner of owners) {
      const near = await (await book(owner)).nearest("dogs", { most: 5 });
      assert.deepEqual(
        near.map(({ memory }) => memory.about),
        [owner || "nobody"],
      );
    }
  });
}

function asOne({ book }: Books): void {
  test("many are all found, in order; aborted and empty questions are not asked", async () => {
    const one = await book("many");
    for (let i = 0; i < 120; i++) {
      await one.put(
        testingMemory({ id: `m${i}`, text: "tea", saidAt: new Date(Date.UTC(2025, 0, 1, 0, i)).toISOString() }),
      );
    }
    const all = await one.nearest("tea", { most: Number.POSITIVE_INFINITY });
    assert.deepEqual(
      all.map(({ memory }) => memory.id),
      Array.from({ length: 120 }, (_, i) => `m${119 - i}`),
    );
    const near = await one.nearest("tea", { most: 2, where: ({ id }) => id.length === 2 });
    assert.deepEqual(
      near.map(({ memory, cosine }) => [memory.id, cosine.toFixed(4)]),
      [
        ["m9", "1.0000"],
        ["m8", "1.0000"],
      ],
    );
    assert.deepEqual([await one.nearest(" ", { most: 5 }), await one.nearest("tea", { most: 0 })], [[], []]);
    await assert.rejects(one.put(dogs, AbortSignal.abort(new Error("enough"))), /enough/);
    await assert.rejects(one.all(AbortSignal.abort(new Error("enough"))), /enough/);
    await assert.rejects(one.nearest("tea", { most: 1, signal: AbortSignal.abort(new Error("enough")) }), /enough/);
  });

  test("two books are as one Map with a sort: any order of puts and deletes by either", async () => {
    const word = fc.constantFrom("tea", "dogs", "Leeds", "sailing", "rain", "Ben");
    const step = fc.record({
      id: fc.constantFrom("a", "b", "c", "d"),
      text: fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(" ")),
      isPut: fc.boolean(),
      isFirst: fc.boolean(),
    });
    let run = 0;
    const property = fc.asyncProperty(fc.array(step, { maxLength: 12 }), word, async (steps, asked) => {
      const owner = `any ${run++}`;
      const [first, second, plain] = [await book(owner), await book(owner), testingBook()];
      for (const { id, text, isPut, isFirst } of steps) {
        const memory = testingMemory({ id, text });
        for (const one of [isFirst ? first : second, plain]) await (isPut ? one.put(memory) : one.delete(id));
      }
      const byId = (a: Memory, b: Memory): number => (a.id < b.id ? -1 : 1);
      const cosines = (await plain.nearest(asked, { most: 4 })).map(({ cosine }) => cosine.toFixed(5));
      for (const one of [first, second]) {
        assert.deepEqual([...(await one.all())].sort(byId), [...(await plain.all())].sort(byId));
        const near = await one.nearest(asked, { most: 4 });
        assert.deepEqual(
          near.map(({ cosine }) => cosine.toFixed(5)),
          cosines,
        );
      }
    });
    await fc.assert(property, { numRuns: 20, seed: 11 });
  });
}
