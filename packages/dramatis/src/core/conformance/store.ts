import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Store } from "../store.ts";
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
