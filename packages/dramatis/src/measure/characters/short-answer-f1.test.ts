import assert from "node:assert/strict";
import { test } from "node:test";
import { porterStem } from "./porter-stem.ts";
import { shortAnswerF1 } from "./short-answer-f1.ts";

/** The examples of Porter's paper, each through all steps. */
const STEMS = `caresses caress, ponies poni, ties ti, caress caress, cats cat, feed feed, agreed agre, plastered plaster,
bled bled, motoring motor, sing sing, conflated conflat, troubled troubl, sized size, hopping hop, tanned tan,
falling fall, hissing hiss, fizzed fizz, failing fail, filing file, happy happi, sky sky, relational relat,
conditional condit, rational ration, digitizer digit, operator oper, feudalism feudal, decisiveness decis,
hopefulness hope, callousness callous, triplicate triplic, formative form, formalize formal, electrical electr,
hopeful hope, goodness good, revival reviv, allowance allow, inference infer, airliner airlin, gyroscopic gyroscop,
adjustable adjust, defensible defens, irritant irrit, replacement replac, adjustment adjust, dependent depend,
adoption adopt, communism commun, activate activ, homologous homolog, effective effect, bowdlerize bowdler,
probate probat, rate rate, cease ceas, controlling control, roll roll, generalizations gener, oscillators oscil, is is`;

test("Porter's own examples", () => {
  for (const pair of STEMS.split(",")) {
    const [word = "", stem] = pair.trim().split(" ");
    assert.equal(porterStem(word), stem, word);
  }
});

test("parts of a multi-hop answer meet the best part of the prediction", () => {
  // "a red car" against "red car" is 1; " and a dog" shares nothing
  assert.equal(shortAnswerF1("a red car, and a dog", "red car", { multiHop: true }), 1);
  // "cooking" and "skiing" are there, "hiking" is not: 2 / 3
  assert.equal(
    shortAnswerF1("She skis, cooks", "Cooking, skiing, hiking", { multiHop: true })?.toFixed(6),
    ((2 / 3 + 1) / 3).toFixed(6),
  );
});

test("tokens count as often as they stand; nothing in common is 0, no gold answer null", () => {
  assert.equal(shortAnswerF1("the dogs", "Dog."), 1);
  assert.equal(shortAnswerF1("red red car", "red car")?.toFixed(6), "0.800000"); // 2·2 / (3 + 2)
  assert.equal(shortAnswerF1("", "Dog"), 0);
  assert.equal(shortAnswerF1("cat", "dog"), 0);
  assert.equal(shortAnswerF1("cat", "…"), null);
  assert.equal(shortAnswerF1("cat", ",", { multiHop: true }), null);
});
