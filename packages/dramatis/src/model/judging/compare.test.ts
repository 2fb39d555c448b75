import assert from "node:assert/strict";
import { test } from "node:test";
import type { GenerateRequest, Model } from "../../core/index.ts";
import { compare, type Pair, positionFigures } from "./compare.ts";

const policy = "The better reply is truer to the persona.";
const pair: Pair = { known: { persona: ["I have two cats."] }, a: "My cats sleep a lot.", b: "I hate cats." };

/** A judge that chooses by rule; keeps what it was asked. */
function chooser(
  rule: (shown: { first: string; second: string }, request: GenerateRequest) => string,
  certainty = 90,
): Model & { asked: GenerateRequest[] } {
  const asked: GenerateRequest[] = [];
  return {
    id: "chooser",
    asked,
    generate: async (request) => {
      asked.push(request);
      const { tested } = JSON.parse(request.messages[1]?.content ?? "");
      const text = JSON.stringify({ reason: "", choice: rule(tested, request), certainty });
      return { text, finish: "stop", usage: { inputTokens: 1, outputTokens: 1 } };
    },
  };
}
const byWords = ({ first }: { first: string }): string => (first.startsWith("My cats") ? "first" : "second");

test("both orders that name the same one decide, in two calls", async () => {
  const model = chooser(byWords);
  const [result] = await compare(model, [pair], { policy });
  assert.deepEqual([result?.choice, result?.undecided, result?.certainty, result?.calls], ["a", false, 90, 2]);
  assert.deepEqual(result?.rounds, [{ aFirst: "a", bFirst: "a" }]);
  assert.deepEqual(result?.usage, { inputTokens: 2, outputTokens: 2 });
  const [swapped] = await compare(model, [{ ...pair, a: pair.b, b: pair.a }], { policy });
  assert.equal(swapped?.choice, "b");
});

test("a judge of places is asked with fresh samples, and is undecided after five tries", async () => {
  const model = chooser(() => "first");
  const [result] = await compare(model, [pair], { policy, fallback: "b" });
  assert.deepEqual([result?.choice, result?.undecided, result?.certainty, result?.rounds.length], ["b", true, null, 5]);
  assert.deepEqual(
    model.asked.map(({ temperature, seed }) => [temperature, seed]),
    [
      [0, undefined],
      [0, undefined],
      ...[1, 2, 3, 4].flatMap((seed) => [
        [0.7, seed],
        [0.7, seed],
      ]),
    ],
  );
  assert.equal((await compare(model, [pair], { policy, tries: 2 }))[0]?.choice, "tie");
});

test("a fresh sample may decide what the first try did not", async () => {
  const model = chooser((shown, { seed }) => (seed === 2 ? byWords(shown) : "second"));
  const [result] = await compare(model, [pair], { policy });
  assert.deepEqual([result?.choice, result?.undecided, result?.rounds.length], ["a", false, 3]);
});

test("equal candidates are a tie without a call; a judge without a verdict has no choice", async () => {
  const model = chooser(byWords);
  const [same] = await compare(model, [{ ...pair, b: pair.a }], { policy });
  assert.deepEqual([same?.choice, same?.calls, model.asked.length], ["tie", 0, 0]);
  const [none] = await compare(
    chooser(() => "the third"),
    [pair],
    { policy, retries: 0 },
  );
  assert.deepEqual([none?.choice, none?.missing, none?.calls], [null, "unparsed", 2]);
});

test("position bias and flip rate", () => {
  // Verdicts: a a | a b | b b | tie tie. For the one shown first: 1 of 2, 2 of 2 (a, then b), 1 of 2, none of 0.
  // 4 / 6 − 1/2 = 1/6; one of four pairs flips.
  const rounds = (
    [
      ["a", "a"],
      ["a", "b"],
      ["b", "b"],
      ["tie", "tie"],
    ] as const
  ).map(([aFirst, bFirst]) => ({
    rounds: [{ aFirst, bFirst }],
  }));
  const figures = positionFigures(rounds);
  assert.ok(Math.abs((figures.positionBias ?? 0) - 1 / 6) < 1e-12);
  assert.equal(figures.flipRate, 0.25);
  assert.equal(figures.n, 4);
  assert.ok((figures.positionInterval?.low ?? 1) <= 1 / 6 && (figures.positionInterval?.high ?? 0) >= 1 / 6);
  assert.deepEqual(positionFigures([]), {
    positionBias: null,
    positionInterval: null,
    flipRate: null,
    flipInterval: null,
    n: 0,
  });
});
