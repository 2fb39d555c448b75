import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { all } from "../../core/conformance/shared.ts";
import { sourceConformance } from "../../core/conformance/source.ts";
import { InputError, type Persona, UnsupportedError } from "../../core/index.ts";
import { fakeEmbedder, messagesOf } from "../../model/testing.ts";
import { tally } from "../tally.ts";
import { type HistoryProfile, historyProfile, nearestPairs } from "./history-profile.ts";
import { personalVocabulary } from "./personal-vocabulary.ts";

const embedder = fakeEmbedder();
const messages = messagesOf([
  "Ben: Do you cook pasta?",
  "Ana: Pasta, pasta, every day!",
  "Ben: How is the weather?",
  "Ana: Rain again.",
  "Ana: Pasta weather.",
]);
const transcripts = [{ session: "s", messages }];

function profileOf(persona: Persona | undefined): HistoryProfile {
  assert.ok(persona?.facets?.historyProfile);
  return persona.facets.historyProfile as HistoryProfile;
}

describe("history-profile", () => {
  sourceConformance(async () => historyProfile({ transcripts, embedder }));

  test("what was answered to what, the centroid, the examples and the words", async () => {
    const counts = tally();
    const [ana, ...others] = await all(
      historyProfile({ transcripts, embedder, speaker: "Ana", tally: counts }).personas(0),
    );
    assert.equal(others.length, 0);
    const profile = profileOf(ana);
    // Her third turn follows her own: it answers nothing.
    assert.deepEqual(
      profile.pairs.map(({ post, turn }) => [post, turn]),
      [
        ["Do you cook pasta?", 1],
        ["How is the weather?", 3],
      ],
    );
    assert.ok(Math.abs(Math.hypot(...profile.centroid) - 1) < 1e-3);
    assert.equal(profile.embedder, embedder.id);
    assert.deepEqual(
      profile.vocabulary.map(({ word, count }) => [word, count]),
      [["pasta", 3]],
    );
    assert.equal(ana?.style?.examples?.length, 2);
    assert.deepEqual([counts.report().asked, counts.report().kept], [2, 2]);
  });

  test("over the most pairs the last are kept", async () => {
    const counts = tally();
    const source = historyProfile({ transcripts, embedder, speaker: "Ana", mostPairs: 1, tally: counts });
    const [ana] = await all(source.personas(0));
    assert.deepEqual(
      profileOf(ana).pairs.map(({ turn }) => turn),
      [3],
    );
    assert.deepEqual(counts.report().dropped, { "over the most pairs": 1 });
  });

  test("the pairs whose posts are nearest to a new one, at most k", async () => {
    const pairs = ["the weather today", "pasta for dinner", "pasta with cheese"].map((post, turn) => {
      return { post, reply: `r${turn}`, session: "s", turn };
    });
    const near = await nearestPairs(pairs, { post: "pasta with cheese please", embedder, k: 2 });
    assert.deepEqual(
      near.map(({ reply }) => reply),
      ["r2", "r1"],
    );
    assert.deepEqual(await nearestPairs([], { post: "pasta", embedder }), []);
  });

  test("personal words: log-odds by hand", () => {
    // "tea" 3 of 4 own words, 1 of 8 of the background: ln(3.5 / 1.5) − ln(1.5 / 7.5) = .8473 + 1.6094 = 2.4567.
    const own = ["tea tea tea the"];
    const [word, ...others] = personalVocabulary(own, ["tea the the the the the the the"]);
    assert.equal(word?.word, "tea");
    assert.ok(Math.abs((word?.logOdds ?? 0) - 2.4567) < 1e-3);
    assert.deepEqual(others, [], "what was said once is chance");
    assert.deepEqual(personalVocabulary([], []), []);
    assert.equal(personalVocabulary(["a a b b b"], [])[0]?.word, "b", "without a background the most used");
    assert.equal(personalVocabulary(["a a b b"], ["c"], { most: 1 }).length, 1);
  });

  test("without an embedder, without transcripts", () => {
    assert.throws(() => historyProfile({ transcripts }), UnsupportedError);
    assert.throws(() => historyProfile({ embedder }), InputError);
  });
});
