import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fakeNli } from "../../model/testing.ts";
import { nliRerank, rerankedScores } from "./nli-rerank.ts";
import { anaView, candidatesOf } from "./testing.ts";

function near(found: readonly number[], expected: readonly number[]): void {
  assert.equal(found.length, expected.length);
  for (const [i, one] of expected.entries()) assert.ok(Math.abs((found[i] as number) - one) < 1e-9, `${found}`);
}

describe("the formula", () => {
  test("a contradiction costs its share of the spread", () => {
    // Spread −1 − (−2) = 1: −1 − .9 = −1.9 and −2 − .7 = −2.7; the others stay.
    near(rerankedScores({ scores: [-1, -1.2, -1.5, -2], contradictions: [0.9, 0, 0, 0.7] }), [-1.9, -1.2, -1.5, -2.7]);
  });

  test("the spread is to the k-th best", () => {
    // k = 4: 9 − 7 = 2; 9 − .95 · 2 = 7.1 and 8 − .4 · 2 = 7.2: the order is b, c, a, d, e.
    near(
      rerankedScores({ scores: [9, 8.5, 8, 7, 6], contradictions: [0.95, 0, 0.4, 0, 0], k: 4 }),
      [7.1, 8.5, 7.2, 7, 6],
    );
  });

  test("λ weighs it, and the order given does not matter", () => {
    near(rerankedScores({ scores: [-2, -1], contradictions: [0, 0.5], lambda: 2 }), [-2, -2]);
  });
});

describe("the guard", () => {
  const verdicts: Record<string, number> = { a: 0.9, b: 0.45, c: 0, d: 0.7 };
  const nli = fakeNli((_, hypothesis) => {
    const contradict = verdicts[hypothesis] ?? 0;
    // "b" contradicts with .45, but neutral is more probable.
    return { entail: 0, neutral: 1 - contradict, contradict };
  });
  const view = anaView(["I have two dogs.", "I sail."]);

  test("takes the best after reranking; what is not the most probable label costs nothing", async () => {
    const candidates = candidatesOf(["a", "b", "c", "d"], [-1, -1.2, -1.5, -2]);
    const { index, reasons } = await nliRerank({ nli }).choose(candidates, view);
    assert.equal(index, 1);
    assert.deepEqual(reasons, [
      '-1.9 (-1 before): contradicts "I have two dogs.", 0.9',
      "-1.2 (-1.2 before): contradicts nothing, 0",
      "-1.5 (-1.5 before): contradicts nothing, 0",
      '-2.7 (-2 before): contradicts "I have two dogs.", 0.7',
    ]);
  });

  test("without scores for all, the least contradiction decides, then the first", async () => {
    const guard = nliRerank({ nli });
    assert.equal((await guard.choose(candidatesOf(["a", "d", "b", "c"]), view)).index, 2);
    assert.equal((await guard.choose([{ text: "a", score: 5 }, { text: "d" }], view)).index, 1);
  });

  test("all that contradict: the least of them", async () => {
    assert.equal((await nliRerank({ nli }).choose(candidatesOf(["a", "d"]), view)).index, 1);
  });

  test("own turns count as premises where they are asked for, questions do not", async () => {
    const asked: string[] = [];
    const seen = fakeNli((premise) => {
      asked.push(premise);
      return "neutral";
    });
    const talk = anaView(["I sail."], ["ana: I have a cat. Do you?", "ben: No.", "ana: i sail."]);
    await nliRerank({ nli: seen, turns: 2 }).choose([{ text: "x" }], talk);
    assert.deepEqual(asked, ["I sail.", "I have a cat."]);
    assert.deepEqual(seen.calls, [2], "one call for all pairs");
  });

  test("a pair that cannot be judged sets nothing back", async () => {
    const silent = fakeNli(() => null);
    const { index } = await nliRerank({ nli: silent }).choose(candidatesOf(["a", "b"], [-2, -1]), view);
    assert.equal(index, 1);
  });
});
