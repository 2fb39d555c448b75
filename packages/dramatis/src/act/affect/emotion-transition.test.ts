import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { decayedEmotion, emotionTransition } from "./emotion-transition.ts";
import { bigFiveLevels, personalityInfluence } from "./personality-influence.ts";
import { EMOTIONS, emotionByMood, moodOf, nearestEmotion, type Vad, vadDistance } from "./vad.ts";

/** The released levels of the six main roles (README of PELD), in the order O, C, E, A, N. */
const ROLES = {
  Chandler: [0.648, 0.375, 0.386, 0.58, 0.477],
  Joey: [0.574, 0.614, 0.297, 0.545, 0.455],
  Monica: [0.713, 0.457, 0.457, 0.66, 0.511],
  Phoebe: [0.6, 0.48, 0.31, 0.46, 0.56],
  Rachel: [0.635, 0.354, 0.521, 0.552, 0.469],
  Ross: [0.722, 0.489, 0.6, 0.533, 0.356],
};

function influenceOf(role: keyof typeof ROLES, mode: "as-paper" | "stability" = "as-paper"): Vad {
  const [openness = 0, conscientiousness = 0, extraversion = 0, agreeableness = 0, neuroticism = 0] = ROLES[role];
  return personalityInfluence({ openness, conscientiousness, extraversion, agreeableness, neuroticism }, mode);
}

const vad = (valence: number, arousal: number, dominance: number): Vad => ({ valence, arousal, dominance });

function near(actual: Vad, [valence, arousal, dominance]: [number, number, number], slack = 1e-5): void {
  assert.ok(vadDistance(actual, vad(valence, arousal, dominance)) < slack, JSON.stringify(actual));
}

describe("C-VAD: personality", () => {
  test("Monica, as the paper has it", () => {
    // V = .21·.457 + .59·.66 + .19·.511 = .58246; A = .15·.713 + .3·.66 − .57·.511 = .01368;
    // D = .25·.713 + .17·.457 + .6·.457 − .32·.66 = .31894
    near(influenceOf("Monica"), [0.58246, 0.01368, 0.31894]);
  });

  test("Ross, the least neurotic, and what stability in place of neuroticism makes of him", () => {
    // V = .126 + .31447 + .06764; A = .1083 + .1599 − .20292; D = .1805 + .08313 + .36 − .17056
    near(influenceOf("Ross"), [0.50811, 0.06528, 0.45307]);
    // 1 − .356 = .644: V + .19 · (.644 − .356), A − .57 · (.644 − .356)
    near(influenceOf("Ross", "stability"), [0.50811 + 0.05472, 0.06528 - 0.16416, 0.45307]);
  });

  test("levels come from the Big Five by any of their names, .5 where there are none", () => {
    const schema = "dramatis.persona/1";
    const { levels, fields } = bigFiveLevels({
      schema,
      name: "Ada",
      traits: [
        { system: "big5", dimension: "Extroversion", level: 0.8 },
        { system: "big5", dimension: "N", level: 0.1 },
        { system: "big5", dimension: "AGR", facet: "trust", level: 0.9 },
        { system: "hexaco", dimension: "openness", level: 0.9 },
      ],
    });
    const others = { openness: 0.5, conscientiousness: 0.5, agreeableness: 0.5 };
    assert.deepEqual(levels, { ...others, extraversion: 0.8, neuroticism: 0.1 });
    assert.deepEqual(fields, ["traits.big5.Extroversion", "traits.big5.N"]);
    // .5 · (.21 + .59 + .19), .5 · (.15 + .3 − .57), .5 · (.25 + .17 + .6 − .32)
    near(personalityInfluence(bigFiveLevels({ schema, name: "Bo" }).levels), [0.495, -0.06, 0.35]);
  });
});

describe("C-VAD: the step", () => {
  const influence = influenceOf("Monica");

  test("Monica from neutral: nearest to neutral, then to joy", () => {
    const next = emotionTransition({ from: EMOTIONS.neutral, delta: vad(0.8, 0.5, 1), influence });
    near(next, [0.46597, 0.00684, 0.31894]);
    assert.equal(vadDistance(next, EMOTIONS.neutral).toFixed(4), "0.5647");
    assert.equal(vadDistance(next, EMOTIONS.joy).toFixed(4), "0.6256");
    assert.equal(nearestEmotion(next), "neutral");
    assert.equal(emotionByMood(next), "joy");
  });

  test("Monica from sadness: nearest to neutral, though still low by mood", () => {
    const next = emotionTransition({ from: EMOTIONS.sadness, delta: vad(1, 0.5, 0.5), influence });
    // −.63 + .58246, −.27 + .00684, −.33 + .15947
    near(next, [-0.04754, -0.26316, -0.17053]);
    assert.equal(nearestEmotion(next), "neutral");
    assert.equal(moodOf(next), "low");
    assert.equal(emotionByMood(next), "sadness");
  });

  test("silence leaves .8 of it a turn", () => {
    near(decayedEmotion(vad(1, -0.5, 0.25)), [0.8, -0.4, 0.2]);
    near(decayedEmotion(vad(1, -0.5, 0.25), 2), [0.64, -0.32, 0.16]);
  });

  test("every emotion is nearest to itself, in either way of naming", () => {
    for (const [name, point] of Object.entries(EMOTIONS)) {
      assert.deepEqual([nearestEmotion(point), emotionByMood(point)], [name, name]);
    }
    // The mood of each emotion in the released data: Mood_dict of mood_transition_src.
    const moods = Object.values(EMOTIONS).map(moodOf);
    assert.deepEqual(moods, ["agitated", "agitated", "agitated", "elated", "neutral", "low", "elated"]);
    assert.equal(moodOf(vad(0.5, -0.5, 0)), "neutral");
  });

  test("any step stays in [−1, 1], moves no dimension that nothing speaks to, and silence always calms", () => {
    const share = fc.double({ min: -1, max: 1, noNaN: true });
    const point = fc.record({ valence: share, arousal: share, dominance: share });
    const level = fc.double({ min: 0, max: 1, noNaN: true });
    const levels = fc.record({
      openness: level,
      conscientiousness: level,
      extraversion: level,
      agreeableness: level,
      neuroticism: level,
    });
    fc.assert(
      fc.property(point, point, levels, (from, delta, big5) => {
        const next = emotionTransition({ from, delta, influence: personalityInfluence(big5) });
        for (const side of ["valence", "arousal", "dominance"] as const) {
          assert.ok(Math.abs(next[side]) <= 1);
          if (delta[side] === 0) assert.equal(next[side], from[side]);
        }
        assert.ok(vadDistance(decayedEmotion(from), EMOTIONS.neutral) <= vadDistance(from, EMOTIONS.neutral));
        // Whoever the persona is, good news never feels worse: no weight of valence is negative.
        if (delta.valence > 0) assert.ok(next.valence >= from.valence);
      }),
    );
  });
});
