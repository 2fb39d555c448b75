import assert from "node:assert/strict";
import { test } from "node:test";
import { agreementText, blindCase, keyMeaning, partsOf } from "./calibrate-shape.ts";

const PRESS = { key: "3", ctrlKey: false, metaKey: false, altKey: false, inField: false };

test("a case keeps what is known and tested, and nothing that tells a verdict", () => {
  const given = {
    id: 7,
    known: { persona: "A chef", Verdict: 1 },
    tested: { reply: "I cook.", score: 5, label: 4, judge: "m" },
    labels: { kim: 2 },
    system: "baseline",
  };
  assert.deepEqual(blindCase(given), { id: "7", known: { persona: "A chef" }, tested: { reply: "I cook." } });
  assert.deepEqual(blindCase({ id: "x", known: null, tested: "text" }), { id: "x", known: {}, tested: {} });
});

test("keys 1 to 5 label, u, Backspace and Ctrl+Z take back, the rest is left alone", () => {
  assert.deepEqual(
    ["1", "2", "3", "4", "5"].map((key) => keyMeaning({ ...PRESS, key })),
    [1, 2, 3, 4, 5],
  );
  for (const key of ["0", "6", "a", "Enter", "F1", "ArrowUp"]) assert.equal(keyMeaning({ ...PRESS, key }), null);
  assert.equal(keyMeaning({ ...PRESS, key: "u" }), "undo");
  assert.equal(keyMeaning({ ...PRESS, key: "Backspace" }), "undo");
  assert.equal(keyMeaning({ ...PRESS, key: "z", ctrlKey: true }), "undo");
  // The browser's own: another tab, another size.
  assert.equal(keyMeaning({ ...PRESS, ctrlKey: true }), null);
  assert.equal(keyMeaning({ ...PRESS, metaKey: true }), null);
  assert.equal(keyMeaning({ ...PRESS, altKey: true }), null);
  assert.equal(keyMeaning({ ...PRESS, inField: true }), null);
});

test("parts of a case read as lines, turns with their speaker", () => {
  const parts = partsOf({ persona: ["Is a chef.", "Has a cat."], dialogue: [{ speaker: "Sam", text: "Hi." }], n: 2 });
  assert.deepEqual(parts, [
    { name: "persona", lines: ["Is a chef.", "Has a cat."] },
    { name: "dialogue", lines: ["Sam: Hi."] },
    { name: "n", lines: ["2"] },
  ]);
  assert.deepEqual(partsOf({ a: { b: null, c: ["x", "y"] } }), [{ name: "a", lines: ["b: null", "c: x y"] }]);
});

test("agreement always comes with its interval and n, or with what is lacking", () => {
  assert.equal(
    agreementText({ value: 0.71, low: 0.62, high: 0.79, n: 40 }),
    "0.71, 95 % interval 0.62 to 0.79, 40 cases",
  );
  assert.equal(agreementText({ value: 1, low: null, high: null, n: 1 }), "1, too few cases for an interval, 1 case");
  assert.equal(agreementText({ value: null, low: null, high: null, n: 0 }), "nothing labelled yet");
  assert.equal(agreementText({ value: null, low: null, high: null, n: 3 }), "cannot be said yet, 3 cases");
});
