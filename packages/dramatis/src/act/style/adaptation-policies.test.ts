import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { cosine } from "../../stats/index.ts";
import {
  ADAPTATION_POLICIES,
  ADAPTATION_SETTINGS,
  type AdaptationPolicyName,
  adaptedStyles,
} from "./adaptation-policies.ts";
import { distance, type Vector } from "./vectors.ts";

const NAMES = Object.keys(ADAPTATION_POLICIES) as AdaptationPolicyName[];

function step(name: AdaptationPolicyName, vectors: { last: Vector; user: Vector; persona?: Vector }): number[] {
  const next = ADAPTATION_POLICIES[name]({ persona: [0, 0], ...vectors });
  return next.map((value) => Number(value.toFixed(5)));
}

describe("C-STYLE: one step of each policy", () => {
  const far = { last: [0, 0], user: [1, 0], persona: [9, 9] };
  const close = { last: [0, 0], user: [0.3, 0] };
  const turned = { last: [0, 1], user: [1, 1] };

  test("static is the persona, uncapped the user", () => {
    assert.deepEqual(step("static", far), [9, 9]);
    assert.deepEqual(step("uncapped", far), [1, 0]);
  });

  test("EMA goes half way", () => {
    assert.deepEqual(step("ema", far), [0.5, 0]);
    assert.deepEqual(step("ema", turned), [0.5, 1]);
  });

  test("cap: the step is at most .25 from the last turn, wherever the persona is", () => {
    assert.deepEqual(step("cap", far), [0.25, 0]);
    assert.deepEqual(step("cap", close), [0.25, 0]);
    assert.deepEqual(step("cap", turned), [0.25, 1]);
    assert.deepEqual(step("cap", { last: [0, 0], user: [0.2, 0] }), [0.2, 0]);
  });

  test("dead-band stays within a cosine distance of .1, which a zero vector never is", () => {
    // 1 − 1/√2 = .292893 > .1
    assert.deepEqual(step("dead-band", turned), [1, 1]);
    // 1 − 2/√5 = .105573 > .1, 1 − 3/√10 = .051317
    assert.deepEqual(step("dead-band", { last: [2, 0], user: [2, 1] }), [2, 1]);
    assert.deepEqual(step("dead-band", { last: [2, 0], user: [3, 1] }), [2, 0]);
    assert.deepEqual(step("dead-band", close), [0.3, 0]);
  });

  test("hybrid: half way, at most .25", () => {
    assert.deepEqual(step("hybrid", far), [0.25, 0]);
    assert.deepEqual(step("hybrid", close), [0.15, 0]);
    assert.deepEqual(step("hybrid", turned), [0.25, 1]);
  });

  test("hybrid-radius: no farther than .75 from the persona", () => {
    // From (2, 0), where the user is as well, back towards (0, 1): (0, 1) + .75 / √5 · (2, −1) = (.67082, .66459)
    assert.deepEqual(step("hybrid-radius", { last: [2, 0], user: [2, 0], persona: [0, 1] }), [0.67082, 0.66459]);
    assert.deepEqual(step("hybrid-radius", close), [0.15, 0]);
  });

  test("hybrid-cache: the last style itself where the user's is of its direction", () => {
    const last = [1, 0];
    assert.equal(ADAPTATION_POLICIES["hybrid-cache"]({ last, user: [9, 0.1], persona: [0, 0] }), last);
    // cos = 1/√1.04 = .980581 < .99
    assert.deepEqual(step("hybrid-cache", { last, user: [1, 0.2] }), [1, 0.1]);
  });

  test("settings are heard", () => {
    const settings = { alpha: 0.9, cap: 2, deadBand: 0.5, radius: 0.1, cache: 0.3 };
    const next = (name: AdaptationPolicyName): Vector =>
      ADAPTATION_POLICIES[name]({ last: [0, 1], user: [1, 1], persona: [0, 1] }, settings);
    assert.deepEqual(next("ema"), [0.9, 1]);
    assert.deepEqual(next("cap"), [1, 1]);
    assert.deepEqual(next("dead-band"), [0, 1]);
    assert.deepEqual(next("hybrid"), [0.9, 1]);
    assert.deepEqual(next("hybrid-radius"), [0.1, 1]);
    assert.deepEqual(next("hybrid-cache"), [0, 1]);
  });
});

describe("any conversation", () => {
  const vector = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 3, maxLength: 3 });
  const talk = fc.record({ user: fc.array(vector, { minLength: 1, maxLength: 12 }), persona: vector });
  const slack = 1e-9;

  test("caps and radii hold at every turn", () => {
    fc.assert(
      fc.property(talk, ({ user, persona }) => {
        for (const name of NAMES) {
          const styles = adaptedStyles(ADAPTATION_POLICIES[name], { user, persona });
          assert.equal(styles.length, user.length);
          for (const [i, style] of styles.entries()) {
            assert.ok(style.every(Number.isFinite));
            const moved = distance(styles[i - 1] ?? persona, style);
            if (["cap", "hybrid", "hybrid-cache"].includes(name)) assert.ok(moved <= ADAPTATION_SETTINGS.cap + slack);
            if (name === "hybrid-radius") assert.ok(distance(persona, style) <= ADAPTATION_SETTINGS.radius + slack);
          }
        }
      }),
    );
  });

  test("nobody moves away from the user, but for what holds him to the persona", () => {
    fc.assert(
      fc.property(vector, vector, vector, (last, user, persona) => {
        for (const name of NAMES.filter((each) => each !== "static" && each !== "hybrid-radius")) {
          const next = ADAPTATION_POLICIES[name]({ last, user, persona });
          assert.ok(distance(next, user) <= distance(last, user) + slack, name);
        }
      }),
    );
  });

  test("a cosine is one of a pair, and 0 with a zero vector", () => {
    fc.assert(
      fc.property(vector, vector, (a, b) => {
        assert.equal(cosine(a, b), cosine(b, a));
        assert.ok(Math.abs(cosine(a, b)) <= 1);
        assert.equal(cosine(a, [0, 0, 0]), 0);
      }),
    );
  });
});
