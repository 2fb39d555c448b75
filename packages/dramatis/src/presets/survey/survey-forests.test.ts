import assert from "node:assert/strict";
import { test } from "node:test";
import type { Estimate } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { shapeForests, shapingForests, validityForests } from "./survey-forests.ts";

function estimate(value: number | null): Estimate {
  const scores = value === null ? [] : [{ value, cluster: "a" }];
  return estimateOf(scores, { measure: "m", version: "1", unit: "ratio", direction: "none" });
}

test("shaping by trait, in whole words; none where nothing could be told", () => {
  const checks = [
    { trait: "EXT" as const, rank: estimate(0.8), shift: 0.4 },
    { trait: "NEU" as const, rank: estimate(null), shift: null },
  ];
  const [forest] = shapingForests(checks);
  assert.deepEqual(
    forest?.rows.map(({ name, estimate: { value } }) => [name, value]),
    [
      ["extraversion", 0.8],
      ["neuroticism", null],
    ],
  );
  assert.deepEqual(shapingForests(checks.slice(1)), []);
});

test("each study of shaped personas has its own drawing, and says how much was asked", () => {
  const counts = { designs: 45, personas: 3 };
  const levels = [{ trait: "OPE" as const, rank: estimate(0.1), shift: null }];
  const [byLevel] = shapeForests({ shape: "levels", ...counts, levels });
  assert.match(byLevel?.note ?? "", /45 designs of 3 personas/);
  const induced = { way: "words" as const, trait: "AGR" as const, pole: "low" as const };
  const inductions = [{ ...induced, gain: estimate(1), crosstalk: estimate(0.2) }];
  const forests = shapeForests({ shape: "induction", ...counts, inductions, unwritten: [] });
  assert.deepEqual(
    forests.map(({ title, rows }) => [title, rows[0]?.name, rows[0]?.estimate.value]),
    [
      ["words: gain", "agreeableness, low", 1],
      ["words: other traits", "agreeableness, low", 0.2],
    ],
  );
});

test("validity: traits with their mean, then each criterion; without shared traits criteria alone", () => {
  const criteria = [{ scale: "calm", criterion: "power", r: estimate(-0.3) }];
  const means = {
    convergentMean: estimate(0.5),
    discriminantMean: estimate(0.2),
    criteria,
    spread: { first: 0.19, second: null },
  };
  const trait = { trait: "CON", convergent: estimate(0.5), discriminant: estimate(0.2) };
  assert.deepEqual(
    validityForests({ traits: [trait], ...means }).map(({ title, rows }) => [title, rows.map(({ name }) => name)]),
    [
      ["Convergent", ["conscientiousness", "mean"]],
      ["Discriminant", ["conscientiousness", "mean"]],
      ["With power", ["calm"]],
    ],
  );
  const [alone, ...others] = validityForests({ traits: [], ...means });
  assert.deepEqual(others, []);
  assert.match(alone?.note ?? "", /0\.190 and unknown of the range/);
});
