import assert from "node:assert/strict";
import { test } from "node:test";
import { type BigFive, understudyTraits } from "./traits.ts";

const STATEMENTS: [text: string, trait: BigFive, direction: "high" | "low"][] = [
  ["I love meeting new people and being the center of attention at parties.", "extraversion", "high"],
  ["I would rather stay home alone than go to a party.", "extraversion", "low"],
  ["I worry a lot and often feel anxious about the future.", "neuroticism", "high"],
  ["I stay calm and rarely feel stressed.", "neuroticism", "low"],
  ["I always finish my work on time and keep everything organized.", "conscientiousness", "high"],
  ["I enjoy exploring new ideas, art and different cultures.", "openness", "high"],
  ["I like helping others and try to be kind to everyone.", "agreeableness", "high"],
];

test("plain statements are read as a person would", async () => {
  const readings = await (await understudyTraits()).read(STATEMENTS.map(([text]) => text));
  const wrong = STATEMENTS.filter(([, trait, direction], i) => {
    const [best] = readings[i] ?? [];
    return best?.trait !== trait || best.direction !== direction;
  });
  // A small classifier errs; the card says how often. More than two of these wrong means that something is broken.
  assert.ok(wrong.length <= 2, JSON.stringify(wrong));
});

test("ten readings that sum to 1, the most probable first; none where there is no word", async () => {
  const [ten, none] = await (await understudyTraits()).read(["I sing.", " ?! "]);
  assert.equal(ten?.length, 10);
  assert.deepEqual(none, []);
  const chances = ten?.map(({ probability }) => probability) ?? [];
  assert.ok(Math.abs(chances.reduce((a, b) => a + b, 0) - 1) < 1e-9);
  assert.deepEqual(
    chances,
    [...chances].sort((a, b) => b - a),
  );
});
