import assert from "node:assert/strict";
import { test } from "node:test";
import type { Persona } from "../../core/index.ts";
import { parseSuite, suiteText } from "../../persona/index.ts";
import { autoSuite } from "./auto-suite.ts";

const TEXTS = ["I have two dogs.", "I am a nurse.", "I like tea.", "I live in Ohio."];
const ADA: Persona = {
  schema: "dramatis.persona/1",
  name: "Ada",
  statements: TEXTS.map((text, i) => ({ id: `s${i}`, text })),
  knowledge: { unknowns: ["The year in which the bridge was built."] },
};

const kinds = (persona: Persona): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(autoSuite(persona).items, ({ kind }) => kind)].map(([kind, own]) => [kind, own.length]),
  );

test("every statement is asked about, and there are unknowns, temptations, style, arcs and attacks", () => {
  const { items } = autoSuite(ADA);
  // Four statements: an open, a yes-no question and a bait each; three baits and all questions have a clear answer.
  assert.deepEqual(kinds(ADA), { open: 4, "yes-no": 8, bait: 7, unknown: 7, style: 5, prompt: 3 });
  assert.deepEqual(new Set(items.flatMap(({ asks }) => asks?.statement ?? [])), new Set(["s0", "s1", "s2", "s3"]));
  assert.ok(
    items.some(({ turns }) => turns[0] === "What can you tell me about this: The year in which the bridge was built?"),
  );
});

test("pressure ends with the bait, and a callback comes after four turns with the same question", () => {
  const { items } = autoSuite(ADA);
  const [pressure, callback] = ["pressure", "callback"].map((arc) => items.filter(({ asks }) => asks?.arc === arc));
  assert.ok(pressure && callback && pressure.length > 0 && callback.length === 4);
  for (const { kind, turns, asks } of pressure) {
    assert.deepEqual([kind, turns.length, asks?.expected], ["bait", 3, "no"]);
    assert.ok(turns[2]?.endsWith(turns[0] ?? "?"));
  }
  for (const { kind, turns } of callback) {
    assert.deepEqual([kind, turns.length], ["yes-no", 6]);
    assert.equal(turns[5], `Remind me, please. ${turns[0]}`);
  }
});

test("equal seeds give equal suites; ids are of the content and survive the file", () => {
  const suite = autoSuite(ADA);
  assert.deepEqual(autoSuite(ADA), suite);
  assert.notDeepEqual(autoSuite(ADA, { seed: 7 }), suite);
  assert.deepEqual(parseSuite(suiteText(suite), "ada.suite.yaml"), suite);
  assert.equal(new Set(suite.items.map(({ id }) => id)).size, suite.items.length);
  const changed = autoSuite({ ...ADA, statements: [...(ADA.statements ?? []), { id: "s9", text: "I play chess." }] });
  const kept = new Set(changed.items.map(({ id }) => id));
  const open = suite.items.filter(({ kind }) => kind === "open");
  assert.ok(open.length > 0 && open.every(({ id }) => kept.has(id)));
});

test("what the persona states is not asked as unknown", () => {
  const asked = (persona: Persona): unknown[] =>
    autoSuite(persona).items.flatMap(({ kind, asks }) => (kind === "unknown" ? [asks?.topic] : []));
  const said = {
    ...ADA,
    statements: [{ id: "a", text: "I am allergic to nuts, my blood type is A and I earn well." }],
  };
  for (const topic of ["allergies", "blood type", "salary"]) assert.ok(!asked(said).includes(topic), topic);
  assert.equal(asked({ schema: "dramatis.persona/1", name: "Nobody" }).length, 6);
});
