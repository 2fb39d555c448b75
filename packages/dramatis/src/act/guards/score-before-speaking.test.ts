import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fakeEmbedder, replying } from "../../model/testing.ts";
import { NOUN_GROUPS } from "./noun-groups.ts";
import { expectedScore, scoreBeforeSpeaking } from "./score-before-speaking.ts";
import { refillByModel, scoredRows, scoredVariants, withScore } from "./scored-variants.ts";
import { anaView, candidatesOf, fakeScorer } from "./testing.ts";

const embedder = fakeEmbedder(4096);

describe("training rows", () => {
  test("one noun gives one variant beside the true reply, which has score 1", async () => {
    const rows = await scoredVariants("I walk my dog", { embedder });
    // Three of four words are the same, each once: cosine 3/4.
    assert.deepEqual(
      rows.map(({ text, score }) => [text, Number(score.toFixed(6))]),
      [
        ["I walk my dog", 1],
        ["I walk my cat", 0.75],
      ],
    );
  });

  test("each noun is replaced alone; without one there is the reply only, and nothing of nothing", async () => {
    const texts = async (reply: string): Promise<string[]> =>
      (await scoredVariants(reply, { embedder })).map(({ text }) => text);
    assert.deepEqual(await texts("My dog likes tea."), [
      "My dog likes tea.",
      "My cat likes tea.",
      "My dog likes beer.",
    ]);
    assert.deepEqual(await texts("Really?"), ["Really?"]);
    assert.deepEqual(await texts(" "), []);
  });

  test("the score stands at the end of the prompt as it will when the model is used", async () => {
    const messages = [{ role: "user" as const, content: "Pets?" }];
    const rows = await scoredRows({ messages, reply: "A dog." }, { embedder });
    assert.deepEqual(rows[0], { text: "A dog.", score: 1, messages: withScore(messages, 1) });
    assert.equal(rows[0]?.messages[1]?.content, "Score of the reply: 1.0");
    assert.equal(rows[1]?.messages[1]?.content, "Score of the reply: 0.5");
  });

  test("a model may name the nouns; those that are not there, and replies that cannot be read, give no variant", async () => {
    const nouns = [
      { noun: "Ferret", substitute: "lizard" },
      { noun: "car", substitute: "bus" },
    ];
    const refill = refillByModel(replying(JSON.stringify({ nouns })));
    const rows = await scoredVariants("My ferret sleeps.", { embedder, refill });
    assert.deepEqual(
      rows.map(({ text }) => text),
      ["My ferret sleeps.", "My lizard sleeps."],
    );
    const mute = refillByModel(replying("ferret"));
    assert.equal((await scoredVariants("My ferret sleeps.", { embedder, refill: mute })).length, 1);
  });

  test("a noun of the list is in one group, with company", () => {
    const all = NOUN_GROUPS.flat();
    assert.equal(new Set(all).size, all.length);
    for (const group of NOUN_GROUPS) assert.ok(group.length > 1);
  });
});

describe("selection", () => {
  test("the expected score is the mean of the scores, weighed by how probable they make the reply", () => {
    // Alike at all five: (0 + .25 + .5 + .75 + 1) / 5. Twice as probable at 1: (1.5 + 2) / 6.
    assert.equal(expectedScore([-5, -5, -5, -5, -5]), 0.5);
    assert.equal(expectedScore([-5, -5, -5, -5, -5 + Math.log(2)]).toFixed(6), (3.5 / 6).toFixed(6));
    assert.equal(expectedScore([-900, -900, -900, -900, -1]).toFixed(6), "1.000000");
  });

  test("takes the candidate that the trained model connects with a high score, not the most probable one", async () => {
    const trained = fakeScorer((continuation, _, messages) => {
      const score = Number(/[\d.]+$/.exec(messages.at(-1)?.content ?? "")?.[0]);
      return { sum: continuation === "Two dogs." ? -9 + score : -1 - score, tokens: 2 };
    });
    const view = anaView(["I have two dogs."], ["ben: Pets?"]);
    const { index, reasons } = await scoreBeforeSpeaking({ trained }).choose(
      candidatesOf(["None.", "Two dogs."]),
      view,
    );
    assert.equal(index, 1);
    assert.match(reasons[1] ?? "", /^expected score 0\.\d+$/);
  });
});
