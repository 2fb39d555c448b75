import assert from "node:assert/strict";
import { test } from "node:test";
import { measureConformance } from "../../core/conformance/measure.ts";
import { cosine } from "../../stats/index.ts";
import { CHAT_SCALE, standardized, styleVector } from "../../transcript/index.ts";
import { styleStability } from "./style-stability.ts";
import { styleSynchrony } from "./style-synchrony.ts";
import { exchanges } from "./testing.ts";

for (const make of [styleStability, styleSynchrony]) measureConformance(make, { seed: 42 });

const CHATTY = "Hey! You ok? I love it!";
const FORMAL = "The committee of the association considered the numerous proposals concerning the harbour.";
const style = (text: string): number[] => standardized(styleVector(text), CHAT_SCALE);

test("stability compares with the turn before, synchrony with the partner", async () => {
  const subject = exchanges([
    [CHATTY, null, CHATTY],
    [CHATTY, null, FORMAL],
  ]);
  const apart = cosine(style(CHATTY), style(FORMAL));
  assert.ok(apart < 0, `${apart}`);
  const valuesOf = async (make: typeof styleStability) =>
    (await make().score(subject, { seed: 42 })).map(({ turn, value }) => [turn, value?.toFixed(9)]);
  assert.deepEqual(await valuesOf(styleStability), [[3, apart.toFixed(9)]]);
  assert.deepEqual(await valuesOf(styleSynchrony), [
    [1, "1.000000000"],
    [3, apart.toFixed(9)],
  ]);
});

test("another language is unsupported, marks alone are unparsed", async () => {
  const subject = exchanges([
    [CHATTY, null, "?!"],
    [CHATTY, null, CHATTY],
  ]);
  const missing = async (language?: string) => {
    const persona = { ...subject.persona, ...(language && { style: { language } }) };
    return (await styleSynchrony().score({ ...subject, persona }, { seed: 42 })).map((score) => score.missing);
  };
  assert.deepEqual(await missing(), ["unparsed", undefined]);
  assert.deepEqual(await missing("German"), ["unsupported", "unsupported"]);
});
