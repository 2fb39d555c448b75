import assert from "node:assert/strict";
import { test } from "node:test";
import type { Persona, Suite } from "../../core/index.ts";
import { parseSuite, suiteText } from "../../persona/index.ts";
import { driftSuite } from "./drift-suite.ts";

const TEXTS = ["I have two dogs.", "I am a nurse.", "I like tea.", "I live in Ohio."];
const ADA: Persona = {
  schema: "dramatis.persona/1",
  name: "Ada",
  statements: TEXTS.map((text, i) => ({ id: `s${i}`, text })),
};

const ofKind = ({ items }: Suite, kind: string) => items.filter((item) => item.kind === kind);

test("statements are challenged eight times, and asked for in both modes; values, corrections and pairs are for all", async () => {
  const suite = await driftSuite(ADA);
  const counts = [...Map.groupBy(suite.items, ({ kind }) => kind)].map(([kind, own]) => [kind, own.length]);
  // Ten values, for and against, in four wordings and openly; ten statements beside ten situations.
  assert.deepEqual(counts, [
    ["challenge", 4],
    ["correction", 6],
    ["value", 100],
    ["mode", 8],
    ["pair", 20],
  ]);
  for (const { turns } of ofKind(suite, "challenge")) {
    const [question = ""] = turns;
    assert.equal(turns.length, 9);
    assert.equal(new Set(turns).size, 9);
    assert.ok(turns.every((turn) => turn.endsWith(question)));
  }
  assert.deepEqual((await driftSuite(ADA, { statements: 2 })).items.length, suite.items.length - 2 - 4);
});

test("as many corrections lead to yes as to no, as many requests ask for the opposite as for the persona itself", async () => {
  const suite = await driftSuite(ADA);
  const right = ofKind(suite, "correction").map(({ asks }) => asks?.right);
  assert.deepEqual([right.filter((one) => one === 0).length, right.filter((one) => one === 1).length], [3, 3]);
  const requested = ofKind(suite, "mode").map(({ asks }) => asks?.requested);
  assert.equal(requested.filter(Boolean).length, requested.length / 2);
});

test("who always says yes is for a value in three wordings of four, and against it where it is put the other way", async () => {
  const values = ofKind(await driftSuite(ADA), "value").filter(({ asks }) => asks?.isOpen === false);
  const groups = Map.groupBy(values, ({ asks }) => JSON.stringify([asks?.topic, asks?.original]));
  assert.equal(groups.size, 20);
  const yesFor = [...groups.values()].map((own) => own.filter(({ asks }) => [asks?.supports].flat()[0]).length);
  assert.deepEqual(
    [yesFor.filter((count) => count === 3).length, yesFor.filter((count) => count === 1).length],
    [10, 10],
  );
  for (const own of groups.values()) assert.equal(own.filter(({ asks }) => asks?.isOriginal).length, 1);
});

test("equal seeds give equal suites, which come back from their file; a persona without statements has what is for all", async () => {
  const suite = await driftSuite(ADA);
  assert.deepEqual(await driftSuite(ADA), suite);
  assert.deepEqual(parseSuite(suiteText(suite), "ada.drift.suite.yaml"), suite);
  const silent = await driftSuite({ schema: "dramatis.persona/1", name: "Bo" });
  assert.deepEqual(new Set(silent.items.map(({ kind }) => kind)), new Set(["correction", "value", "pair"]));
});
