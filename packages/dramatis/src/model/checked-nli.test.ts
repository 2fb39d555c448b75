import assert from "node:assert/strict";
import { test } from "node:test";
import { nliConformance } from "../core/conformance/nli.ts";
import type { Nli, NliPair, NliVerdict } from "../core/index.ts";
import { checkedNli } from "./checked-nli.ts";

const pair = { premise: "a", hypothesis: "b" };
const sure: NliVerdict = { entail: 1, neutral: 0, contradict: 0 };
const answering = (answer: (pairs: readonly NliPair[]) => (NliVerdict | null)[]): Nli =>
  checkedNli({ id: "inner", card: "as good as it gets", judge: async (pairs) => answer(pairs) });

nliConformance(async () => answering((pairs) => pairs.map(() => sure)));

test("never asks a pair with an empty sentence, and keeps the places of the others", async () => {
  const asked: NliPair[] = [];
  const nli = answering((pairs) => {
    asked.push(...pairs);
    return pairs.map(() => sure);
  });
  assert.deepEqual(await nli.judge([{ premise: " ", hypothesis: "b" }, pair, { premise: "a", hypothesis: "" }]), [
    null,
    sure,
    null,
  ]);
  assert.deepEqual(asked, [pair]);
  assert.equal(nli.card, "as good as it gets");
});

test("refuses what is not one distribution per pair", async () => {
  await assert.rejects(answering(() => []).judge([pair]), /1 pairs were asked, 0 verdicts came/);
  const verdict = (entail: number, neutral: number, contradict: number): Promise<unknown> =>
    answering(() => [{ entail, neutral, contradict }]).judge([pair]);
  await assert.rejects(verdict(0.5, 0.5, 0.5), /verdict 0: probabilities sum to 1.5/);
  await assert.rejects(verdict(2, -1, 0), /verdict 0: expected three probabilities/);
  await assert.rejects(verdict(Number.NaN, 0, 1), /verdict 0: expected three probabilities/);
  // Rounded to two decimals, thirds sum to 0.99.
  await verdict(0.33, 0.33, 0.33);
});
