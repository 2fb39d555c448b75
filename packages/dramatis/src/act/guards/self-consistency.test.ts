import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fakeNli } from "../../model/testing.ts";
import { embeddingAgreement, meanAgreement, nliAgreement, selfConsistency, wordAgreement } from "./self-consistency.ts";
import { anaView, candidatesOf } from "./testing.ts";

const view = anaView([]);
const TEXTS = ["he likes dogs", "he likes cats", "she likes dogs"];

describe("agreement by words", () => {
  test("is the words in common over all words", async () => {
    // |V| = 5: 2/5 with each other one for the first; 2/5 and 1/5 for the others. Means .4, .3, .3.
    const means = meanAgreement(await wordAgreement(TEXTS));
    assert.deepEqual(
      means.map((mean) => mean.toFixed(4)),
      ["0.4000", "0.3000", "0.3000"],
    );
    assert.equal((await selfConsistency().choose(candidatesOf(TEXTS), view)).index, 0);
  });

  test("a single one agrees with nobody; texts without words agree in nothing", async () => {
    assert.deepEqual(meanAgreement(await wordAgreement(["one"])), [0]);
    assert.deepEqual(await wordAgreement(["!", "?"]), [
      [0, 0],
      [0, 0],
    ]);
  });

  test("equal agreement: the higher score, then the first", async () => {
    const same = ["he sails", "he sails"];
    assert.equal((await selfConsistency().choose(candidatesOf(same, [-2, -1]), view)).index, 1);
    assert.equal((await selfConsistency().choose(candidatesOf(same), view)).index, 0);
  });
});

test("by vectors it is the cosine", async () => {
  const at: Record<string, [number, number]> = { a: [1, 0], b: [0.6, 0.8], c: [0, 1] };
  const embedder = {
    id: "plane",
    dim: 2,
    embed: async (texts: readonly string[]) => texts.map((text) => Float32Array.from(at[text] ?? [0, 0])),
  };
  const { index, reasons } = await selfConsistency({ by: embeddingAgreement(embedder) }).choose(
    candidatesOf(["a", "b", "c"]),
    view,
  );
  // b: (.6 + .8) / 2 = .7; a: .6 / 2; c: .8 / 2.
  assert.equal(index, 1);
  assert.deepEqual(reasons, [
    "agreement 0.3 with the others",
    "agreement 0.7 with the others",
    "agreement 0.4 with the others",
  ]);
});

test("by NLI it is entailment less contradiction, the mean of both directions", async () => {
  const nli = fakeNli((premise, hypothesis) => {
    if (premise === "c" || hypothesis === "c") return { entail: 0.1, neutral: 0.2, contradict: 0.7 };
    return premise === "a" ? { entail: 0.9, neutral: 0.1, contradict: 0 } : "neutral";
  });
  const rows = await nliAgreement(nli)(["a", "b", "c"]);
  assert.ok(Math.abs((rows[0]?.[1] as number) - 0.45) < 1e-12);
  assert.ok(Math.abs((rows[2]?.[0] as number) + 0.6) < 1e-12);
  assert.equal(rows[0]?.[1], rows[1]?.[0]);
});
