import assert from "node:assert/strict";
import { test } from "node:test";
import { inMemory } from "../../core/conformance/honest.ts";
import { all as everything } from "../../core/conformance/shared.ts";
import { InputError } from "../../core/index.ts";
import { fakeEmbedder } from "../../model/testing.ts";
import {
  deleteMemory,
  editMemory,
  exportMemories,
  forgetPerson,
  importMemories,
  listMemories,
} from "./manage-memories.ts";
import type { Memory } from "./memory.ts";
import { memoryBook } from "./memory-book.ts";
import { testingBook, testingMemory } from "./testing-book.ts";

const said = (speaker: string, quote: string): Pick<Memory, "sources"> => ({
  sources: [{ session: "s1", turn: 0, speaker, quote }],
});

/** Ben moved from Leeds over York to Rome. */
const MOVES = [
  testingMemory({
    id: "leeds",
    text: "I live in Leeds.",
    about: "Ben",
    ...said("Ben", "I live in Leeds."),
    saidAt: "2024-01-01",
    validUntil: "2024-02-01",
    replacedBy: "york",
  }),
  testingMemory({
    id: "york",
    text: "I live in York.",
    about: "Ben",
    ...said("Ben", "I live in York."),
    saidAt: "2024-02-01",
    validUntil: "2024-03-01",
    replacedBy: "rome",
  }),
  testingMemory({
    id: "rome",
    text: "I live in Rome.",
    about: "Ben",
    ...said("Ben", "I live in Rome."),
    saidAt: "2024-03-01",
  }),
];
const OTHERS = [
  testingMemory({ id: "tea", text: "I like tea.", about: "Cy", ...said("Cy", "I like tea."), saidAt: "2024-04-01" }),
  testingMemory({
    id: "rival",
    text: "My rival is Ben!",
    about: "Cy",
    ...said("Cy", "My rival is Ben!"),
    saidAt: "2024-04-02",
  }),
  testingMemory({
    id: "bench",
    text: "I sat on a bench.",
    about: "Cy",
    kind: "event",
    ...said("Cy", "I sat."),
    saidAt: "2024-04-03",
  }),
];
const THOUGHTS = [
  testingMemory({
    id: "t1",
    text: "Ben moves a lot.",
    about: "Ana",
    kind: "thought",
    madeFrom: ["leeds", "york"],
    saidAt: "2024-05-01",
  }),
  testingMemory({
    id: "t2",
    text: "Both like places.",
    about: "Ana",
    kind: "thought",
    madeFrom: ["tea", "t1"],
    saidAt: "2024-05-02",
  }),
  testingMemory({
    id: "t3",
    text: "Cy is calm.",
    about: "Ana",
    kind: "thought",
    madeFrom: ["tea"],
    saidAt: "2024-05-03",
  }),
];
const ids = (memories: readonly Memory[]): string[] => memories.map(({ id }) => id);
const isLine = (pattern: RegExp) => (error: unknown) => {
  assert.ok(error instanceof InputError, String(error));
  assert.match(error.message, /^[^\n]+$/);
  assert.match(error.message, pattern);
  return true;
};

test("lists by person and kind; what no longer holds only when asked for", async () => {
  const book = testingBook({ memories: [...MOVES, ...OTHERS] });
  assert.deepEqual(ids(await listMemories(book)), ["rome", "tea", "rival", "bench"]);
  assert.deepEqual(ids(await listMemories(book, { about: " BEN", ended: true })), ["leeds", "york", "rome"]);
  assert.deepEqual(ids(await listMemories(book, { kind: "event" })), ["bench"]);
});

test("edits what is said, not where it comes from", async () => {
  const book = testingBook({ memories: OTHERS });
  await editMemory(book, "tea", { text: "I like coffee.", confidence: 1 });
  const [tea] = await book.nearest("coffee", { most: 1 });
  assert.deepEqual(tea?.memory, { ...OTHERS[0], text: "I like coffee.", confidence: 1 });
  await assert.rejects(
    editMemory(book, "tea", { text: " " }),
    isLine(/^memory tea: text: " "; expected text that is not blank/),
  );
  await assert.rejects(editMemory(book, "tee", { text: "x" }), isLine(/no memory "tee".*did you mean tea\?/));
});

test("a deleted memory gives way: what it had ended holds again, or until what came after", async () => {
  const book = testingBook({ memories: MOVES });
  await deleteMemory(book, "york");
  const [leeds] = await book.all();
  assert.deepEqual([leeds?.replacedBy, leeds?.validUntil], ["rome", "2024-02-01"]);
  await deleteMemory(book, "rome");
  assert.deepEqual(ids(await listMemories(book)), ["leeds"]);
  await assert.rejects(deleteMemory(book, "rome"), isLine(/no memory "rome"/));
});

test("what was exported can be imported elsewhere, and once more over itself", async () => {
  const book = testingBook({ memories: [...MOVES, ...THOUGHTS] });
  const lines = await everything(exportMemories(book));
  const other = memoryBook({ store: inMemory().memories, owner: "Eve", embedder: fakeEmbedder() });
  for (const _ of [1, 2]) assert.equal(await importMemories(other, `${lines.join("\r\n")}\n\n`, "m.jsonl"), 6);
  assert.deepEqual(await other.all(), await book.all());
});

test("a line that is no memory is named, and nothing is put", async () => {
  const [good] = await everything(exportMemories(testingBook({ memories: OTHERS })));
  const faults: [string, RegExp][] = [
    [`{"id"`, /^m\.jsonl:2: /],
    ["[]", /^m\.jsonl:2: .*expected keys with values/],
    [
      JSON.stringify({ ...OTHERS[1], saidAt: "yesterday" }),
      /^m\.jsonl:2: saidAt: "yesterday"; expected a date as in ISO 8601/,
    ],
    [JSON.stringify({ ...OTHERS[1], validuntil: "2024-01-01" }), /^m\.jsonl:2: unknown key "validuntil"/],
    [JSON.stringify({ ...OTHERS[1], confidence: 2 }), /^m\.jsonl:2: confidence: 2; expected at most 1/],
    [good ?? "", /^m\.jsonl:2: the id "tea" again/],
  ];
  for (const [bad, message] of faults) {
    const book = testingBook();
    await assert.rejects(importMemories(book, `${good}\n${bad}`, "m.jsonl"), isLine(message));
    assert.deepEqual(await book.all(), []);
  }
});

test("a person is forgotten with all that was made from them; who only names them is shown", async () => {
  const book = testingBook({ memories: [...MOVES, ...OTHERS, ...THOUGHTS] });
  const { forgotten, mentions } = await forgetPerson(book, "ben");
  assert.deepEqual(ids(forgotten), ["leeds", "york", "rome", "t1", "t2"]);
  // "My rival is Ben!" names him; a bench does not.
  assert.deepEqual(ids(mentions), ["rival"]);
  assert.deepEqual(ids(await book.all()), ["tea", "rival", "bench", "t3"]);
  assert.equal(await book.wasDeleted({ session: "s1", turn: 0, speaker: "Ben", quote: "I live in Rome." }), true);
  await assert.rejects(forgetPerson(book, "Ben"), isLine(/nothing about or by "Ben"; expected one of Cy, Ana$/));
  await assert.rejects(forgetPerson(testingBook(), "Ben"), isLine(/expected a book that is not empty/));
});

test("a name with marks of patterns in it is only a name", async () => {
  const odd = testingMemory({ id: "odd", text: "I am odd.", about: "B.n (1)*" });
  const book = testingBook({ memories: [odd, ...OTHERS] });
  assert.deepEqual(await forgetPerson(book, "B.n (1)*"), { forgotten: [odd], mentions: [] });
});
