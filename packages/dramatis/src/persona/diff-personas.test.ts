import assert from "node:assert/strict";
import { test } from "node:test";
import type { Persona } from "../core/index.ts";
import { diffPersonas, formatChange } from "./diff-personas.ts";

const before: Persona = {
  schema: "dramatis.persona/1",
  name: "Ada",
  summary: "A nurse.",
  statements: [
    { id: "a", text: "I hike." },
    { id: "b", text: "I am vegan." },
    { id: "c", text: "I sing." },
  ],
  traits: [{ system: "big5", dimension: "EXT", level: 0.8 }],
  style: { phrases: ["step by step", "well"] },
};

test("items are matched by id, traits by name, other lists by value", () => {
  const after: Persona = {
    schema: "dramatis.persona/1",
    name: "Ada",
    statements: [
      { id: "c", text: "I sing." },
      { id: "a", text: "I swim." },
      { id: "d", text: "I have a dog." },
    ],
    traits: [{ system: "big5", dimension: "EXT", level: 0.2 }],
    style: { phrases: ["well", "indeed"] },
    rules: [],
  };
  assert.deepEqual(diffPersonas(before, after).map(formatChange), [
    '- summary: "A nurse."',
    '- statements.b: {"id":"b","text":"I am vegan."}',
    '+ statements.d: {"id":"d","text":"I have a dog."}',
    "> statements.c: position 3 → 1",
    '~ statements.a.text: "I hike." → "I swim."',
    "~ traits.big5.EXT.level: 0.8 → 0.2",
    '- style.phrases: "step by step"',
    '+ style.phrases: "indeed"',
    "+ rules: []",
  ]);
});

test("only what left its order has moved", () => {
  const rules = ["one", "two", "three", "four"];
  const first: Persona = { schema: "dramatis.persona/1", name: "A", rules };
  const second: Persona = { ...first, rules: ["four", "one", "two", "three"] };
  assert.deepEqual(diffPersonas(first, second), [{ path: "rules", kind: "moved", before: 3, after: 0 }]);
});

test("equal items of a list are told apart by their count", () => {
  const first: Persona = { schema: "dramatis.persona/1", name: "A", rules: ["x", "x", "x"] };
  assert.deepEqual(
    diffPersonas(first, { ...first, rules: ["x"] }).map(({ kind }) => kind),
    ["removed", "removed"],
  );
});

test("an absent key and an empty list differ", () => {
  const first: Persona = { schema: "dramatis.persona/1", name: "A" };
  assert.deepEqual(diffPersonas(first, { ...first, rules: [] }), [{ path: "rules", kind: "added", after: [] }]);
});

test("a change prints as one line without escape sequences or characters that turn the writing round", () => {
  const line = formatChange({ path: "facets.\u001b[31mx\u202e\n", kind: "added", after: "\u009b2J" });
  assert.equal(line, '+ facets.x : ""');
});
