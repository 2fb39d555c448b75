import assert from "node:assert/strict";
import { test } from "node:test";
import { PERSISTENCE_FEATURES, persistenceLanguage, persistencePrediction } from "./persistence-language.ts";

test("the features of a sentence by hand", () => {
  // Ten words, one sentence; "improve" and "running" have seven letters; plan, improve, this long-term list: plan, improve,
  // year. Syllables as runs of vowels: I-plan-to-i-mpro-ve... are those of the style vector.
  const [length, hard, long, ahead, log] = persistenceLanguage("I plan to improve my running all through this year.");
  assert.deepEqual([length, long, ahead, log], [10, 3 / 10, 3 / 10, Math.log(10)]);
  assert.ok(hard !== undefined && hard < 0, "easy to read");
  assert.deepEqual(
    persistenceLanguage("…"),
    PERSISTENCE_FEATURES.map(() => 0),
  );
});

test("groups that write differently are told apart; the same text for all is not", () => {
  const cases = Array.from({ length: 40 }, (_, i) => ({
    persisted: i % 2 === 0,
    text: i % 2 === 0 ? `My goal this year is steady improvement and learning number ${i}.` : `Ugh. No. Not ${i}.`,
  }));
  const found = persistencePrediction(cases);
  assert.ok(found && found.value > 0.95, `${found?.value}`);
  const same = persistencePrediction(cases.map((one) => ({ ...one, text: "The same words." })));
  assert.ok(same && same.low <= 0.5, `${same?.low}`);
  assert.equal(persistencePrediction([]), null);
});
