import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nliConformance } from "../core/conformance/nli.ts";
import type { NliPair } from "../core/index.ts";
import { memoNli } from "./memo-nli.ts";
import { fakeNli } from "./testing.ts";

const pair = (premise: string): NliPair => ({ premise, hypothesis: "b" });
const rule = (premise: string): "entail" | "contradict" => (premise.length % 2 === 0 ? "entail" : "contradict");

nliConformance(async () => memoNli(fakeNli(rule)));

test("asks each pair once, also within one call, and counts", async () => {
  const inner = fakeNli(rule);
  const nli = memoNli(inner);
  await nli.judge([pair("a"), pair("aa"), pair("a")]);
  const again = await nli.judge([pair("aa"), pair("aaa")]);
  assert.deepEqual(inner.calls, [2, 1]);
  assert.deepEqual([nli.asked, nli.served], [5, 2]);
  assert.deepEqual(
    again.map((verdict) => verdict?.entail),
    [1, 0],
  );
});

test("a premise and a hypothesis are not mixed up", async () => {
  const nli = memoNli(fakeNli((premise) => (premise === "ab" ? "entail" : "contradict")));
  const [one, two] = await nli.judge([
    { premise: "ab", hypothesis: "c" },
    { premise: "a", hypothesis: "bc" },
  ]);
  assert.deepEqual([one?.entail, two?.entail], [1, 0]);
});

test("what could not be said is asked again", async () => {
  const inner = fakeNli(() => null);
  const nli = memoNli(inner);
  await nli.judge([pair("a")]);
  assert.deepEqual(await nli.judge([pair("a")]), [null]);
  assert.deepEqual(inner.calls, [1, 1]);
});

test("forgets the pair used longest ago", async () => {
  const inner = fakeNli(rule);
  const nli = memoNli(inner, { capacity: 2 });
  for (const premise of ["a", "aa", "a", "aaa", "a", "aa"]) await nli.judge([pair(premise)]);
  // a, aa, aaa are asked; aa was forgotten when aaa came, since a had been used after it; it is asked again.
  assert.equal(inner.calls.length, 4);
});

test("answers as the judge itself does, whatever the order and capacity", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.constantFrom("a", "aa", "aaa", ""), { maxLength: 6 }), { maxLength: 6 }),
      fc.integer({ min: 1, max: 4 }),
      async (calls, capacity) => {
        const nli = memoNli(fakeNli(rule), { capacity });
        for (const premises of calls) {
          const pairs = premises.map(pair);
          assert.deepEqual(await nli.judge(pairs), await fakeNli(rule).judge(pairs));
        }
      },
    ),
    { seed: 1, numRuns: 50 },
  );
});
