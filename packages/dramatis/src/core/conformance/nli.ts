import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Nli, NliPair, NliVerdict } from "../nli.ts";

const PAIRS: NliPair[] = [
  { premise: "I have two dogs.", hypothesis: "I have pets." },
  { premise: "I have two dogs.", hypothesis: "I have no pets." },
  { premise: "Zoë 👋 likes tea", hypothesis: "It rains." },
];

/**
 * Registers the tests that every Nli must pass. They say nothing of how well it judges.
 *
 * @param make a judge; called once a test, and may return the same one
 */
export function nliConformance(make: () => Promise<Nli>): void {
  describe("Nli contract", () => {
    test("has an id", async () => {
      assert.notEqual((await make()).id.trim(), "");
    });

    test("gives one verdict per pair: probabilities that sum to 1, or null", async () => {
      const verdicts = await (await make()).judge(PAIRS);
      assert.equal(verdicts.length, PAIRS.length);
      verdicts.forEach(wellFormed);
    });

    test("keeps the order of the pairs", async () => {
      const nli = await make();
      const forward = await nli.judge(PAIRS);
      const backward = await nli.judge(PAIRS.toReversed());
      forward.forEach((verdict, index) => {
        same(verdict, backward.at(-1 - index) ?? null);
      });
    });

    test("an empty sentence cannot be judged, and does not shift the others", async () => {
      const nli = await make();
      const [pair] = PAIRS as [NliPair];
      const [noPremise, full, noHypothesis] = await nli.judge([
        { ...pair, premise: "" },
        pair,
        { ...pair, hypothesis: " \n" },
      ]);
      assert.equal(noPremise, null);
      assert.equal(noHypothesis, null);
      same(full ?? null, (await nli.judge([pair]))[0] ?? null);
    });

    test("no pairs give no verdicts; ten thousand words are a verdict or null, not a crash", async () => {
      const nli = await make();
      assert.deepEqual(await nli.judge([]), []);
      const long = "word ".repeat(10_000);
      const verdicts = await nli.judge([
        { premise: long, hypothesis: "I have a dog." },
        { premise: "I have a dog.", hypothesis: long },
      ]);
      assert.equal(verdicts.length, 2);
      verdicts.forEach(wellFormed);
    });

    test("a call that was aborted before is not made", async () => {
      await assert.rejects((await make()).judge(PAIRS, AbortSignal.abort(new Error("enough"))), /enough/);
    });
  });
}

function wellFormed(verdict: NliVerdict | null): void {
  if (verdict === null) return;
  const { entail, neutral, contradict } = verdict;
  for (const chance of [entail, neutral, contradict]) assert.ok(chance >= 0 && chance <= 1 + 1e-6, `${chance}`);
  assert.ok(Math.abs(entail + neutral + contradict - 1) < 0.02, `${entail + neutral + contradict}`);
}

/** The same verdict, up to what batching changes in rounding. */
function same(a: NliVerdict | null, b: NliVerdict | null): void {
  if (a === null || b === null) {
    assert.equal(a, b);
    return;
  }
  for (const label of ["entail", "neutral", "contradict"] as const) {
    assert.ok(Math.abs(a[label] - b[label]) < 0.05, `${label}: ${a[label]} and ${b[label]}`);
  }
}
