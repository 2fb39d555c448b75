import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { MemoryVectors, Store } from "../store.ts";
import type { Message } from "../transcript.ts";
import { all } from "./shared.ts";

/** Names that a store which makes files, keys or patterns of them might mix up. */
const NAMES = ["a", "A", "a/b", "../a", "a%", "a_", "a'b", "Zoë 👋", ""] as const;

/**
 * Registers the tests that every Store must pass.
 *
 * @param make an empty store; called once a test
 */
export function storeConformance(make: () => Promise<Store>): void {
  describe("Store contract", () => {
    sessions(make);
    memories(make);
    vectors(make);
    runs(make);
  });
}

function sessions(make: () => Promise<Store>): void {
  test("messages are read whole and in order, again and again; later changes do not reach them", async () => {
    const { sessions } = await make();
    const said = Array.from({ length: 12 }, (_, turn) => message("s1", turn));
    for (const one of said) {
      const copy = structuredClone(one);
      await sessions.append(copy);
      copy.text = "changed afterwards";
    }
    for (const _ of [1, 2]) assert.deepEqual(await all(sessions.read("s1")), said);
  });

  test("sessions are apart, and an unknown one is empty", async () => {
    const { sessions } = await make();
    for (const turn of [0, 1]) for (const name of NAMES) await sessions.append(message(name, turn));
    for (const name of NAMES) assert.deepEqual(await all(sessions.read(name)), [message(name, 0), message(name, 1)]);
    assert.deepEqual(await all(sessions.read("unknown")), []);
  });
}

function memories(make: () => Promise<Store>): void {
  test("a memory is put, replaced by its id, listed and deleted", async () => {
    const { memories } = await make();
    await memories.put("ana", "m1", { text: "Ben likes tea.", tags: ["tea"] });
    await memories.put("ana", "m2", { text: "It rained." });
    await memories.put("ana", "m1", { text: "Ben likes coffee." });
    const listed = (await all(memories.list("ana"))).sort((a, b) => (a.id < b.id ? -1 : 1));
    const second = { id: "m2", memory: { text: "It rained." } };
    assert.deepEqual(listed, [{ id: "m1", memory: { text: "Ben likes coffee." } }, second]);
    assert.equal(await memories.delete("ana", "m1"), true);
    assert.equal(await memories.delete("ana", "m1"), false);
    assert.deepEqual(await all(memories.list("ana")), [second]);
  });

  test("owners are apart, and an unknown one has no memories", async () => {
    const { memories } = await make();
    for (const owner of NAMES) await memories.put(owner, "m1", { owner });
    assert.equal(await memories.delete("unknown", "m1"), false);
    for (const owner of NAMES) assert.deepEqual(await all(memories.list(owner)), [{ id: "m1", memory: { owner } }]);
    assert.deepEqual(await all(memories.list("unknown")), []);
  });
}

const WITHOUT = "it does not find by vector";

function vectors(make: () => Promise<Store>): void {
  const ids = async (found: AsyncIterable<{ id: string }>): Promise<string[]> => (await all(found)).map(({ id }) => id);
  const plane = (angle: number, embedder = "plane"): { embedder: string; values: Float32Array } => {
    return { embedder, values: Float32Array.of(Math.cos(angle), Math.sin(angle)) };
  };

  test("memories are found by their vectors, nearest first, however many", async (t) => {
    const { memories } = await make();
    if (!memories.vectors) return t.skip(WITHOUT);
    // Angles to 0 of 0.000 to 0.299, put in another order: 7 has no factor in common with 300.
    for (let i = 0; i < 300; i++) {
      const at = (i * 7) % 300;
      await memories.vectors.put("ana", `m${at}`, { memory: { at }, vector: plane(at / 1000) });
    }
    const found = await all(memories.vectors.nearest("ana", plane(0)));
    const places = found.map(({ id, memory }) => [id, memory.at]);
    assert.deepEqual(
      places,
      Array.from({ length: 300 }, (_, at) => [`m${at}`, at]),
    );
    for (const [at, { cosine }] of found.entries()) assert.ok(Math.abs(cosine - Math.cos(at / 1000)) < 1e-6);
  });

  test("a vector goes with its memory, and with its embedder's name", async (t) => {
    const { memories } = await make();
    if (!memories.vectors) return t.skip(WITHOUT);
    const { vectors } = memories;
    const near = (embedder = "plane"): Promise<string[]> => ids(vectors.nearest("ana", plane(0, embedder)));
    const without = (embedder = "plane"): Promise<string[]> => ids(vectors.without("ana", embedder));
    for (const id of ["m1", "m2", "m3"]) {
      assert.equal(await vectors.put("ana", id, { memory: { id }, vector: plane(1) }), true);
    }
    assert.deepEqual(await vectors.get("ana", "m1"), { memory: { id: "m1" }, vector: plane(1) });
    assert.equal(await vectors.get("ana", "m4"), undefined);
    await memories.delete("ana", "m1");
    await memories.put("ana", "m2", { id: "m2", isPlain: true });
    assert.deepEqual(await vectors.get("ana", "m2"), { memory: { id: "m2", isPlain: true } });
    assert.deepEqual([await near(), await without()], [["m3"], ["m2"]]);
    assert.deepEqual([await near("other"), (await without("other")).sort()], [[], ["m2", "m3"]]);
    await vectors.put("ana", "m3", { memory: {}, vector: { embedder: "other", values: Float32Array.of(1, 0, 0) } });
    assert.deepEqual([await near(), (await without()).sort()], [[], ["m2", "m3"]]);
  });

  test("what was touched since it was read is not put over", async (t) => {
    const { memories } = await make();
    if (!memories.vectors) return t.skip(WITHOUT);
    const { vectors } = memories;
    const read = async (): Promise<string> => {
      const [entry] = await all(vectors.without("ana", "plane"));
      return entry?.version as string;
    };
    await memories.put("ana", "m1", { text: "old" });
    const version = await read();
    await memories.put("ana", "m1", { text: "new" });
    assert.equal(await vectors.put("ana", "m1", { memory: { text: "old" }, vector: plane(0), version }), false);
    assert.deepEqual(await vectors.get("ana", "m1"), { memory: { text: "new" } });
    const current = await read();
    assert.equal(await vectors.put("ana", "m1", { memory: { text: "new" }, vector: plane(0), version: current }), true);
    assert.deepEqual(await vectors.get("ana", "m1"), { memory: { text: "new" }, vector: plane(0) });
    await memories.delete("ana", "m1");
    assert.equal(
      await vectors.put("ana", "m1", { memory: { text: "new" }, vector: plane(0), version: current }),
      false,
    );
  });

  test("owners and embedders of any name are apart", async (t) => {
    const { memories } = await make();
    if (!memories.vectors) return t.skip(WITHOUT);
    const vectors: MemoryVectors = memories.vectors;
    for (const name of NAMES) await vectors.put(name, name, { memory: { name }, vector: plane(0, name) });
    for (const name of NAMES) {
      assert.deepEqual(await ids(vectors.nearest(name, plane(0, name))), [name]);
      assert.deepEqual(await ids(vectors.without(name, name)), []);
      assert.deepEqual(await ids(vectors.nearest(name, plane(0, `${name}?`))), []);
    }
  });
}

function runs(make: () => Promise<Store>): void {
  test("trials appended at once are all finished, and an id counts once with its first result", async () => {
    const { runs } = await make();
    const trials = Array.from({ length: 12 }, (_, index) => ({ id: `t${index + 10}`, result: { index, text: "ü\n" } }));
    await Promise.all(trials.map((trial) => runs.append("r1", trial)));
    await runs.append("r1", { id: "t10", result: null });
    const finished = (await all(runs.finished("r1"))).sort((a, b) => (a.id < b.id ? -1 : 1));
    assert.deepEqual(finished, trials);
  });

  test("runs are apart, and an unknown one has nothing finished", async () => {
    const { runs } = await make();
    for (const run of NAMES) await runs.append(run, { id: "t1", result: run });
    for (const run of NAMES) assert.deepEqual(await all(runs.finished(run)), [{ id: "t1", result: run }]);
    assert.deepEqual(await all(runs.finished("unknown")), []);
  });
}

function message(session: string, turn: number): Message {
  const text = `Line ${turn} of Zoë 👋\n"quoted"`;
  return { session, turn, speaker: "ana", text, evidence: { statements: ["s1"], strength: 0.5 } };
}
