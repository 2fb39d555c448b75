import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Persona } from "../../core/index.ts";
import { type InducedAnswer, inductionCheck } from "./induction-gain.ts";
import { criterionCheck, type ScalePair, validityCheck } from "./mtmm.ts";
import { type PoleScore, personaTypes, poleCheck } from "./persona-types.ts";
import { describedPersona, shapedPersona, shapingCheck, TRAITS } from "./shaping-check.ts";

function near(found: number | null | undefined, expected: number, slack = 1e-6): void {
  assert.ok(Math.abs((found ?? Number.NaN) - expected) < slack, `${found} and not ${expected}`);
}

describe("personas that are shaped", () => {
  const base: Persona = {
    schema: "dramatis.persona/1",
    name: "Ada",
    summary: "You mend clocks.",
    traits: [
      { system: "big5", dimension: "Extraversion", level: 0.2 },
      { system: "big5", dimension: "extraversion", facet: "assertiveness", level: 0.9 },
      { system: "big5", dimension: "openness", level: 0.5 },
      { system: "pvq21", dimension: "power", level: 0.5 },
    ],
  };

  test("a trait goes with its facets, other traits stay", () => {
    const { traits } = shapedPersona(base, { EXT: 9 });
    assert.deepEqual(
      traits?.map(({ dimension, level }) => [dimension, level]),
      [
        ["openness", 0.5],
        ["power", 0.5],
        ["extraversion", 8.5 / 9],
      ],
    );
  });

  test("a description ends the summary, and the Big Five go; without one they only go", () => {
    const { summary, traits } = describedPersona(base, "You are an open person.");
    assert.equal(summary, "You mend clocks. You are an open person.");
    assert.deepEqual(
      traits?.map(({ dimension }) => dimension),
      ["power"],
    );
    assert.equal(describedPersona({ ...base, summary: "" }, "").summary, "");
    assert.deepEqual(describedPersona({ schema: base.schema, name: "Bo" }, ""), { schema: base.schema, name: "Bo" });
  });
});

describe("levels", () => {
  test("a perfect order has ρ 1 and no interval, which resampling it could not give; seven scores have neither", () => {
    const scores = Array.from({ length: 9 }, (_, i) => ({
      ...{ trait: "EXT" as const, person: "a", level: i + 1 },
      score: i / 2,
    }));
    const [one] = shapingCheck(scores);
    assert.deepEqual([one?.rank.value, one?.rank.n, one?.rank.clusters, one?.shift], [1, 9, 1, 4]);
    const [few] = shapingCheck(scores.slice(2));
    assert.deepEqual([few?.rank.value, few?.shift], [null, null]);
    const [gone] = shapingCheck(scores.map((score) => ({ ...score, score: null })));
    assert.deepEqual([gone?.rank.value, gone?.rank.n, gone?.rank.missing.failed], [null, 0, 9]);
  });
});

/** Everybody's score on EXT: 3, more for the high pole, and something of their own for each other pole. */
function types(person: string, effect: number): PoleScore[] {
  return personaTypes().map(({ index, high }) => ({
    trait: "EXT",
    pole: high.EXT ? "high" : "low",
    score: 3 + (high.EXT ? effect : 0) + ((index >> 1) % 4) / 10,
    person,
    besides: String(index >> 1),
  }));
}

describe("poles", () => {
  test("d with its interval over the pairs that differ in one pole, and the test", () => {
    const [one] = poleCheck(types("a", 0.2));
    // Scores of a pole are 3 + 0, .1, .2, .3, each four times: sd √(.2 / 15) = .115470 of each; d = .2 / .115470.
    near(one?.effect.value, 0.2 / Math.sqrt(0.2 / 15));
    near(one?.high, 3.35);
    near(one?.low, 3.15);
    assert.deepEqual(one?.n, [16, 16]);
    assert.ok((one?.effect.low as number) > 1 && (one?.effect.high as number) < 3);
    assert.ok((one?.p as number) < 0.001);
  });

  test("no effect is 0; a score that is missing is counted; what does not vary has no d", () => {
    const [none, ...others] = poleCheck(types("a", 0));
    near(none?.effect.value, 0);
    assert.equal(others.length, 0);
    const [missing] = poleCheck(types("a", 0.2).map((one, i) => (i < 2 ? { ...one, score: null } : one)));
    assert.deepEqual([missing?.effect.n, missing?.effect.missing.failed], [30, 2]);
    const [flat] = poleCheck(types("a", 0).map((one) => ({ ...one, score: 3 })));
    assert.deepEqual([flat?.effect.value, flat?.effect.low, flat?.p], [null, null, null]);
  });

  test("eight people are resampled, not their pairs", () => {
    const people = Array.from({ length: 8 }, (_, i) => types(`p${i}`, i / 4));
    const [one] = poleCheck(people.flat());
    assert.equal(one?.effect.clusters, 8);
    // People differ in their effects by far more than pairs of one person do.
    assert.ok((one?.effect.high as number) - (one?.effect.low as number) > 0.5);
  });
});

describe("induction", () => {
  function answers(moves: Partial<Record<(typeof TRAITS)[number], number>>, person = "a"): InducedAnswer[] {
    return TRAITS.flatMap((trait) =>
      Array.from({ length: 10 }, (_, i) => ({
        ...{ person, trait, neutral: 3 },
        induced: 3 + (moves[trait] ?? 0) + (i % 2 === 0 ? 0.1 : -0.1),
      })),
    );
  }
  const missing = { target: 0, others: 0 };

  test("the target's move is the gain, towards its pole; the others' mean size the crosstalk", () => {
    const found = inductionCheck(answers({ EXT: -1, AGR: 0.4, NEU: -0.4 }), { trait: "EXT", pole: "low", missing });
    near(found.gain.value, 1);
    near(found.crosstalk.value, 0.2); // (.4 + 0 + .4 + 0) / 4
    assert.ok((found.gain.low as number) > 0.9 && (found.gain.high as number) < 1.1);
    assert.deepEqual([found.gain.n, found.crosstalk.n], [10, 40]);
    near(inductionCheck(answers({ EXT: -1 }), { trait: "EXT", pole: "high", missing }).gain.value, -1);
  });

  test("nothing answered is no gain, counted as missing", () => {
    const { gain, crosstalk } = inductionCheck([], { trait: "EXT", pole: "high", missing: { target: 10, others: 40 } });
    assert.deepEqual([gain.value, gain.low, gain.missing.failed], [null, null, 10]);
    assert.deepEqual([crosstalk.value, crosstalk.missing.failed], [null, 40]);
  });
});

describe("two instruments", () => {
  // Columns that are orthogonal and sum to 0: each correlates 1 with itself and 0 with the other.
  const x = [1, 1, -1, -1, 2, 2, -2, -2];
  const y = [1, -1, 1, -1, 2, -2, 2, -2];

  test("the same trait agrees, another does not: convergent 1, discriminant 1; a second inventory that is one halo has 0", () => {
    const people = x.map(
      (score, i): ScalePair => ({ a: { EXT: score, NEU: y[i] ?? 0 }, b: { EXT: score, NEU: y[i] ?? 0 } }),
    );
    const apart = validityCheck(people, ["EXT", "NEU"]);
    near(apart.convergentMean.value, 1);
    near(apart.discriminantMean.value, 1);
    assert.equal(apart.traits[0]?.convergent.n, 8);
    const halo = validityCheck(
      people.map(({ a }) => ({ a: { EXT: a.EXT ?? 0, NEU: a.EXT ?? 0 }, b: { EXT: a.EXT ?? 0, NEU: a.EXT ?? 0 } })),
      ["EXT", "NEU"],
    );
    near(halo.convergentMean.value, 1);
    near(halo.discriminantMean.value, 0);
  });

  test("whoever lacks a score is missing; two people are too few", () => {
    const pair = (score: number | null): ScalePair => ({ a: { EXT: score }, b: { EXT: score } });
    const found = validityCheck([pair(1), pair(2), pair(null)], ["EXT"]);
    assert.deepEqual(
      [found.convergentMean.value, found.convergentMean.n, found.convergentMean.missing.failed],
      [null, 2, 1],
    );
  });

  test("criteria: each scale with each, over those who have both", () => {
    const people = x.map((score, i): ScalePair => ({ a: { calm: score }, b: { anger: -score, order: y[i] ?? null } }));
    const found = criterionCheck(people, { scales: ["calm"], criteria: ["anger", "order"] });
    near(found[0]?.r.value, -1);
    near(found[1]?.r.value, 0);
    assert.ok((found[1]?.r.low as number) < 0 && (found[1]?.r.high as number) > 0);
    assert.equal(criterionCheck(people.slice(0, 2), { scales: ["calm"], criteria: ["anger"] })[0]?.r.value, null);
  });
});
