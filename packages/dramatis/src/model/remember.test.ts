import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { embedderConformance } from "../core/conformance/embedder.ts";
import { nliConformance } from "../core/conformance/nli.ts";
import type { Nli, NliPair, NliVerdict } from "../core/index.ts";
import { rememberEmbedder, rememberNli } from "./remember.ts";
import { fakeEmbedder, fakeNli } from "./testing.ts";

const pair = (premise: string): NliPair => ({ premise, hypothesis: "b" });
const rule = (premise: string): "entail" | "contradict" => (premise.length % 2 === 0 ? "entail" : "contradict");
const NEUTRAL: NliVerdict = { entail: 0, neutral: 1, contradict: 0 };

nliConformance(async () => rememberNli(fakeNli(rule)));
embedderConformance(async () => rememberEmbedder(fakeEmbedder(8)));

test("asks each pair once, also within one call", async () => {
  const inner = fakeNli(rule);
  const nli = rememberNli(inner);
  await nli.judge([pair("a"), pair("aa"), pair("a")]);
  const again = await nli.judge([pair("aa"), pair("aaa")]);
  assert.deepEqual(inner.calls, [2, 1]);
  assert.deepEqual(
    again.map((verdict) => verdict?.entail),
    [1, 0],
  );
});

test("shares a call that is under way", async () => {
  const inner = fakeNli(rule);
  const nli = rememberNli(inner);
  await Promise.all([nli.judge([pair("a")]), nli.judge([pair("a"), pair("aa")])]);
  assert.deepEqual(inner.calls, [1, 1]);
});

test("a premise and a hypothesis are not mixed up", async () => {
  const nli = rememberNli(fakeNli((premise) => (premise === "ab" ? "entail" : "contradict")));
  const [one, two] = await nli.judge([
    { premise: "ab", hypothesis: "c" },
    { premise: "a", hypothesis: "bc" },
  ]);
  assert.deepEqual([one?.entail, two?.entail], [1, 0]);
});

test("what could not be said is asked again", async () => {
  const inner = fakeNli(() => null);
  const nli = rememberNli(inner);
  await nli.judge([pair("a")]);
  assert.deepEqual(await nli.judge([pair("a")]), [null]);
  assert.deepEqual(inner.calls, [1, 1]);
});

test("the caller whose call fails gets the error; one who waited for it asks again", async () => {
  let calls = 0;
  const flaky: Nli = {
    id: "flaky",
    judge: async (pairs, signal) => {
      calls++;
      if (calls > 1) return pairs.map(() => NEUTRAL);
      return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    },
  };
  const nli = rememberNli(flaky);
  const abort = new AbortController();
  const first = nli.judge([pair("a")], abort.signal);
  const second = nli.judge([pair("a")]);
  abort.abort(new Error("left"));
  await assert.rejects(first, /left/);
  assert.deepEqual(await second, [NEUTRAL]);
});

test("forgets the pair used longest ago", async () => {
  const inner = fakeNli(rule);
  const nli = rememberNli(inner, { capacity: 2 });
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
        const nli = rememberNli(fakeNli(rule), { capacity });
        for (const premises of calls) {
          const pairs = premises.map(pair);
          assert.deepEqual(await nli.judge(pairs), await fakeNli(rule).judge(pairs));
        }
      },
    ),
    { seed: 1, numRuns: 50 },
  );
});
