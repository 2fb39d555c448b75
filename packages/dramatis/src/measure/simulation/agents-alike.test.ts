import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { selfBleu } from "../diversity/self-bleu.ts";
import { agentCollapse } from "./agent-collapse.ts";
import { crossAgentRepetition } from "./cross-agent-repetition.ts";
import { pointedAt, SOUND, said, scored } from "./testing-simulation.ts";
import { vendiAcross } from "./vendi-across.ts";

const ONE_VOICE = [
  "ada: I think that we should weigh all the options with care.",
  "bo: I think that we should weigh all the options with great care.",
  "ada: I agree that we should weigh all the options with care.",
  "bo: I think that we should weigh all the options with care.",
];

test("a planted echo is caught, with what it repeats; short courtesies and own words are none", async () => {
  const scores = await scored(crossAgentRepetition(), said(ONE_VOICE, { speaker: "bo" }));
  assert.deepEqual(
    scores.map(({ value, evidence }) => [value, evidence?.against?.turn]),
    // 8 of turn 1's 10 runs stand in turn 0; all 9 of turn 3's do.
    [
      [1, 0],
      [1, 0],
    ],
  );
  assert.deepEqual(await pointedAt(crossAgentRepetition(), said(SOUND)), []);
  const courteous = [
    "a: Nice to meet you.",
    "user: Nice to meet you.",
    "user: I sail a boat here.",
    "user: I sail a boat here.",
  ];
  assert.deepEqual(
    (await scored(crossAgentRepetition(), said(courteous))).map(({ value }) => value),
    [0, 0],
  );
});

test("planted voices that are one lie near each other, sound ones do not", async () => {
  const estimate = async (lines: readonly string[], speaker: string): Promise<number> => {
    const measure = agentCollapse();
    return measure.aggregate(await scored(measure, said(lines, { speaker }))).value as number;
  };
  // People: .064 (human-dialogues.json).
  assert.ok((await estimate(ONE_VOICE, "bo")) > 0.7);
  assert.ok((await estimate(SOUND, "user")) < 0.1);
});

test("against itself as the other it is BLEU with every n-gram matched", async () => {
  // All n-grams match and the length is the reference's: BLEU is 1.
  const scores = await scored(agentCollapse(), said(["a: one two three four", "user: one two three four"]));
  assert.deepEqual(
    scores.map(({ value }) => value),
    [1],
  );
  assert.deepEqual(await scored(agentCollapse(), said(["user: Alone."])), []);
  assert.deepEqual(await scored(selfBleu(), said(["a: one", "user: two"])), []);
});

describe("Vendi across agents", () => {
  const embedder = (of: (text: string) => readonly number[]) => ({
    id: "fixed",
    dim: 2,
    embed: async (texts: readonly string[]) => texts.map((text) => Float32Array.from(of(text))),
  });
  const lines = ["ada: a", "bo: b", "ada: a", "bo: b", "cy: "];

  test("two that say the same are one, two at right angles are two", async () => {
    const { transcript } = said(lines);
    const alike = await vendiAcross(transcript, { embedder: embedder(() => [1, 0]) });
    const apart = await vendiAcross(transcript, { embedder: embedder((text) => (text === "a" ? [1, 0] : [0, 1])) });
    assert.deepEqual([alike?.across.toFixed(6), apart?.across.toFixed(6)], ["1.000000", "2.000000"]);
    // Each says one thing twice: a score of 1 over 2 turns.
    assert.deepEqual([apart?.within.toFixed(6), apart?.agents], ["0.500000", 2]);
  });

  test("one who talks alone has nobody to be like", async () => {
    assert.equal(await vendiAcross(said(["ada: a"]).transcript, { embedder: embedder(() => [1, 0]) }), null);
  });
});
