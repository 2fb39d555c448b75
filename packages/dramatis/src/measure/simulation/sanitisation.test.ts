import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { measureConformance } from "../../core/conformance/measure.ts";
import type { Persona } from "../../core/index.ts";
import { sanitisation } from "./sanitisation.ts";
import { SOUND, said, scored, USER } from "./testing-simulation.ts";
import { asksUnpleasant, toneOf } from "./tone.ts";

const ANGRY: Persona = { ...USER, summary: "A furious customer whose kettle leaks." };
const STAYS = [
  "user: This is ridiculous.",
  "user: Your service is terrible, and I am sick of it.",
  "user: I want a manager, now.",
];
const SOFTENS = [
  "user: This is a disgrace.",
  "user: I waited for a week.",
  "user: Thank you, that is so kind!",
  "user: Wonderful, I appreciate your help.",
];

measureConformance(
  () => sanitisation(),
  { seed: 42 },
  () => said(SOFTENS, { persona: ANGRY }),
);

test("a planted softening is caught, and the most pleasant turn shown", async () => {
  const scores = await scored(sanitisation(), said(SOFTENS, { persona: ANGRY }));
  assert.deepEqual(
    scores.map(({ value }) => value),
    [0, 0, 1, 1],
  );
  assert.deepEqual(
    scores.flatMap(({ evidence }) => evidence?.turn ?? []),
    [2],
  );
  // Tones −1, 0, 1, 1 at −1.5, −.5, .5, 1.5, level .25: (1.875 + .125 + .375 + 1.125) / 5.
  const [slope] = await scored(sanitisation({ of: "slope" }), said(SOFTENS, { persona: ANGRY }));
  assert.ok(Math.abs((slope?.value ?? 0) - 0.7) < 1e-12);
});

test("who stays angry is not called softened, and its tone does not rise by much", async () => {
  const subject = said(STAYS, { persona: ANGRY });
  const values = async (of: "softened" | "shown"): Promise<(number | null)[]> =>
    (await scored(sanitisation({ of }), subject)).map(({ value }) => value);
  assert.deepEqual(await values("softened"), [0, 0, 0]);
  assert.deepEqual(await values("shown"), [1, 1, 0]);
});

test("where nobody asks for a tone there is nothing to soften", async () => {
  assert.deepEqual(await scored(sanitisation(), said(SOUND)), []);
  assert.deepEqual(await scored(sanitisation({ of: "slope" }), said(SOUND)), []);
});

test("traits, a facet and a note by turn ask for it too", async () => {
  const agreeableness = { system: "big5", dimension: "Agreeableness", level: 0.1 } as const;
  for (const asks of [{ traits: [agreeableness] }, { facets: { clinical: { personality: "impatient" } } }]) {
    assert.equal((await scored(sanitisation(), said(STAYS, { persona: { ...USER, ...asks } }))).length, 3);
  }
  const subject = said(STAYS);
  const [, second] = subject.transcript.messages;
  if (second) second.evidence = { tone: -0.6 };
  assert.deepEqual(
    (await scored(sanitisation(), subject)).map(({ turn }) => turn),
    [1],
  );
});

describe("tone", () => {
  const CASES: [string, number][] = [
    ["What a lovely, helpful answer.", 1],
    ["This is not helpful.", -1],
    ["Useless.", -1],
    ["It is a kettle.", 0],
    ["Thanks for this terrible mess.", -1 / 3],
    ["", 0],
  ];
  for (const [text, tone] of CASES) test(text || "nothing", () => assert.equal(toneOf(text), tone));

  test("a description asks for it in the indicative", () => {
    const asked = ["I am very angry.", "Impatient and rude.", "You are a hostile witness.", "He is often depressed"];
    const not = ["I am never angry.", "I like Angry Birds.", "She helps sad children.", "I'm not easily upset.", ""];
    assert.deepEqual(asked.filter(asksUnpleasant), asked);
    assert.deepEqual(not.filter(asksUnpleasant), []);
  });
});
