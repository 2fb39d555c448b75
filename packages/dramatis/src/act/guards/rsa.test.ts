import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Persona } from "../../core/index.ts";
import { listened, rsa, selfConscious } from "./rsa.ts";
import { anaView, candidatesOf, fakeScorer } from "./testing.ts";

const EVEN = (count: number): number[] => new Array<number>(count).fill(-Math.log(count));

function near(found: readonly number[], expected: readonly number[]): void {
  assert.equal(found.length, expected.length);
  for (const [i, one] of expected.entries()) assert.ok(Math.abs((found[i] as number) - one) < 6e-6, `${found}`);
}

/** The speaker's distribution over the options, from each option's score as a unit of its own. */
function speaker(rows: readonly (readonly number[])[], { alpha, beta }: { alpha: number; beta: number }): number[] {
  const weights = (rows[0] ?? []).map((_, u) => {
    const units = [{ logs: rows.map((row) => Math.log(row[u] as number)), tokens: 1 }];
    return Math.exp(selfConscious({ units, alpha, beta }).score);
  });
  return weights.map((weight) => weight / weights.reduce((a, b) => a + b));
}

describe("the algebra", () => {
  test("three worlds, α = 2, β = .5", () => {
    const rows = [
      [0.6, 0.4],
      [0.3, 0.7],
      [0.2, 0.8],
    ];
    const heard = (u: number): number[] => {
      const logs = rows.map((row) => Math.log(row[u] as number));
      return listened(logs, EVEN(3), 0.5).map(Math.exp);
    };
    // √.6 / (√.6 + √.3 + √.2) = .77460 / 1.76954
    near(heard(0), [0.43774, 0.30953, 0.25273]);
    near([heard(1)[0] as number], [0.26759]);
    // .6 · .43774² = .11497 and .4 · .26759² = .02864
    near(speaker(rows, { alpha: 2, beta: 0.5 }), [0.80056, 0.19944]);
  });

  test("it says what others would not, though it is the less probable word", () => {
    // u1: √.45 / (√.45 + 2√.05) = .6; .45 · .36 = .162. u2: √.55 / (√.55 + 2√.95) = .27559; .55 · .07595 = .04177.
    const rows = [
      [0.45, 0.55],
      [0.05, 0.95],
      [0.05, 0.95],
    ];
    near(speaker(rows, { alpha: 2, beta: 0.5 }), [0.795, 0.205]);
  });

  test("two worlds, β = 1, α = 2 and 8; the belief is the next prior", () => {
    const rows = [
      [0.5, 0.3, 0.2],
      [0.2, 0.3, 0.5],
      [0.1, 0.6, 0.3],
    ];
    near(speaker(rows, { alpha: 2, beta: 1 }), [0.879538, 0.084436, 0.036026]);
    near(speaker(rows, { alpha: 8, beta: 1 }), [0.999563, 0.000393, 0.000044]);
    const logs = rows.map((row) => Math.log(row[0] as number));
    near(listened(logs, EVEN(3), 1).map(Math.exp), [0.625, 0.25, 0.125]);
  });

  test("over units the score is the mean, each belief the next prior", () => {
    const units = [0.6, 0.6].map((p) => ({ logs: [Math.log(p), Math.log(0.2)], tokens: 1 }));
    // β = 1: .6 / .8 = .75, then .75 · .6 / (.75 · .6 + .25 · .2) = .9.
    const { score, belief } = selfConscious({ units, alpha: 2, beta: 1 });
    near([belief, score], [0.9, Math.log(0.6) + 2 * ((Math.log(0.75) + Math.log(0.9)) / 2)]);
  });
});

describe("the guard", () => {
  const baker: Persona = {
    schema: "dramatis.persona/1",
    name: "Bo",
    statements: [{ id: "b", text: "I bake bread." }],
  };
  const view = anaView(["I sail."], ["ben: What do you do?", "ana: Guess."]);
  // "boat" is twice as probable for the sailor; "well" is more probable than both, and the same for everybody.
  const model = fakeScorer((text, system) => {
    const word = text.includes("boat") ? (system.includes("sail") ? 0.2 : 0.02) : 0.25;
    return { sum: Math.log(word), tokens: 1 };
  });

  test("takes what tells the persona from the distractor", async () => {
    const guard = rsa({ model, distractors: [baker] });
    const { index, reasons } = await guard.choose(candidatesOf(["well", "boat"]), view);
    assert.equal(index, 1);
    // √.2 / (√.2 + √.02) = .76; ln .2 + 2 ln .7597 = −2.159. ln .25 + 2 ln .5 = −2.773.
    assert.deepEqual(reasons, [
      "-2.773: a listener knows the persona with 0.5",
      "-2.159: a listener knows the persona with 0.76",
    ]);
    const deaf = rsa({ model, distractors: [baker], alpha: 0 });
    assert.equal((await deaf.choose(candidatesOf(["well", "boat"]), view)).index, 0);
  });

  test("the distractor speaks under the persona's name, after the same history", async () => {
    const seen: string[] = [];
    const spy = fakeScorer((_, system, messages) => {
      seen.push(`${/You are (\w+)/.exec(system)?.[1]} ${messages.map(({ role }) => role).join(" ")}`);
      return { sum: -1, tokens: 1 };
    });
    await rsa({ model: spy, distractors: [baker] }).choose([{ text: "well" }], view);
    assert.deepEqual(seen, ["Ana system user assistant", "Ana system user assistant"]);
  });

  test("by word: the differences of what begins a reply", async () => {
    const asked: string[] = [];
    const spy = fakeScorer((text, system) => {
      asked.push(text);
      // Each word costs 1 nat; "sea" costs the baker 3.
      const sum = -text.split(" ").length - (text.includes("sea") && !system.includes("sail") ? 2 : 0);
      return { sum, tokens: 5 };
    });
    const guard = rsa({ model: spy, distractors: [baker], by: "word", beta: 1, alpha: 1 });
    const { reasons } = await guard.choose([{ text: "the sea calls" }], view);
    assert.deepEqual(asked, ["the", "the sea", "the sea calls", "the", "the sea", "the sea calls"]);
    // Beliefs .5, then 1 / (1 + e⁻²) = .8808 twice: −1 + (ln .5 + 2 ln .8808) / 3 = −1.316.
    assert.deepEqual(reasons, ["-1.316: a listener knows the persona with 0.881"]);
  });

  test("what is impossible stops at −50 a token", async () => {
    const never = fakeScorer(() => ({ sum: Number.NEGATIVE_INFINITY, tokens: 2 }));
    const { reasons } = await rsa({ model: never }).choose([{ text: "well" }], view);
    // −100 / 2 + 2 ln(1/3) = −52.197
    assert.deepEqual(reasons, ["-52.197: a listener knows the persona with 0.333"]);
  });

  test("a distractor that shares a sentence with the persona is replaced, and none left is an error", async () => {
    const sailor = { ...baker, statements: [{ id: "x", text: "i  SAIL." }] };
    const systems = new Set<string>();
    const spy = fakeScorer((_, system) => {
      systems.add(system);
      return { sum: -1, tokens: 1 };
    });
    await rsa({ model: spy, distractors: [sailor, baker], worlds: 2 }).choose([{ text: "well" }], view);
    assert.deepEqual([systems.size, [...systems].filter((one) => one.includes("bread")).length], [2, 1]);
    const lonely = rsa({ model: spy, distractors: [sailor] }).choose([{ text: "well" }], view);
    await assert.rejects(lonely, { code: "invalid_input", message: /shares no sentence with Ana/ });
  });
});
