import assert from "node:assert/strict";
import { test } from "node:test";
import { parseInstrument, type SituationalTest } from "../../measure/psychometrics/index.ts";
import { testsFile } from "./write-tests.ts";

const ATTRIBUTES = [
  { name: "honesty", meaning: "says what is true" },
  { name: "calm", meaning: "keeps a clear head" },
];

function written(id: string, more: Partial<SituationalTest> = {}): SituationalTest {
  const actions = [0, 1, 2, 3].map((worth) => ({ text: `${id}${worth}`, scores: { honesty: worth } }));
  return { id, situation: `Situation ${id}`, actions, ...more };
}

test("tests become an instrument that is read again; an attribute of which none came is left out", () => {
  const tests = [written("1"), written("2", { parallelTo: "1" })];
  const text = testsFile(tests, { name: "nurse", writer: "mock", attributes: ATTRIBUTES });
  const file = parseInstrument(text, "nurse.json", "json");
  assert.deepEqual([file.choices, file.scales, file.items[1]?.parallelTo], ["judgement", [{ id: "honesty" }], "1"]);
  assert.match(file.source, /written and keyed by mock; not checked by people/);
});
