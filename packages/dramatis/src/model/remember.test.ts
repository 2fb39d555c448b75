import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { embedderConformance } from "../core/conformance/embedder.ts";
import { nliConformance } from "../core/conformance/nli.ts";
import type { Embedder, Nli, NliPair, NliVerdict } from "../core/index.ts";
import type { CallCache } from "./call-cache.ts";
import { meter } from "./meter.ts";
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

describe("with a cache", () => {
  function memory(): CallCache & { entries: Map<string, unknown> } {
    const entries = new Map<string, unknown>();
    return {
      entries,
      get: (key) => entries.get(key),
      // As in a file: what was put is a copy.
      put: (key, value) => void entries.set(key, JSON.parse(JSON.stringify(value))),
      close: () => undefined,
    };
  }

  test("another instance asks only what the first did not, and puts both back in order", async () => {
    const cache = memory();
    await rememberNli(fakeNli(rule), { cache }).judge([pair("aa"), pair("aaaa")]);
    const inner = fakeNli(rule);
    const till = meter();
    const verdicts = await rememberNli(inner, { cache, meter: till }).judge(["a", "aa", "aaa", "aaaa"].map(pair));
    assert.deepEqual(
      verdicts.map((verdict) => verdict?.entail),
      [0, 1, 0, 1],
    );
    assert.deepEqual([inner.calls, till.cached], [[2], 2]);
  });

  test("null is not kept, a damaged verdict is asked again, and another judge has its own", async () => {
    const cache = memory();
    const silent = rememberNli(
      fakeNli(() => null),
      { cache },
    );
    await silent.judge([pair("a")]);
    assert.equal(cache.entries.size, 0);
    await rememberNli(fakeNli(rule), { cache }).judge([pair("a")]);
    const other = { ...fakeNli(rule), id: "other" };
    await rememberNli(other, { cache }).judge([pair("a")]);
    assert.equal(cache.entries.size, 2);
    for (const key of cache.entries.keys()) cache.entries.set(key, { entail: 1, neutral: 1, contradict: 1 });
    const inner = fakeNli(rule);
    assert.equal((await rememberNli(inner, { cache }).judge([pair("a")]))[0]?.contradict, 1);
    assert.deepEqual(inner.calls, [1]);
  });

  test("vectors come back bit for bit, with the dim that an embedder has not learnt yet", async () => {
    const cache = memory();
    const first = fakeEmbedder(5);
    const [vector] = await rememberEmbedder(first, { cache }).embed(["one two three"]);
    const unlearnt: Embedder = {
      id: first.id,
      card: "good",
      dim: 0,
      embed: async () => assert.fail("is not to be asked"),
    };
    const again = rememberEmbedder(unlearnt, { cache });
    assert.deepEqual(await again.embed(["one two three"]), [vector]);
    assert.deepEqual([again.dim, again.card], [5, "good"]);
  });

  test("a damaged vector, or one of another length, is asked again", async () => {
    const cache = memory();
    const embedder = fakeEmbedder(4);
    const expected = await rememberEmbedder(embedder, { cache }).embed(["tea"]);
    for (const value of ["", "AAA", "AAAAAAA=", "AAAAAA==", 7]) {
      for (const key of cache.entries.keys()) cache.entries.set(key, value);
      assert.deepEqual(await rememberEmbedder(embedder, { cache }).embed(["tea"]), expected);
    }
  });
});
