import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeEmbedder, replying } from "../../model/testing.ts";
import {
  isSameAction,
  type ShopperAction,
  type ShopperPrediction,
  type ShopperSession,
  shopperAblation,
  shopperActions,
  shopperScores,
} from "./shopper-actions.ts";
import { ruledModel } from "./testing-users.ts";

const click = (target: string): ShopperAction => ({ type: "click", target });

function prediction(
  step: number,
  gold: ShopperAction,
  predicted: ShopperAction | null,
  why = "why",
): ShopperPrediction {
  return {
    session: `s${step % 2}`,
    step,
    gold,
    rationale: why,
    predicted: predicted && { ...predicted, rationale: why },
  };
}

const SESSION: ShopperSession = {
  id: "s",
  persona: { schema: "dramatis.persona/1", name: "Kim", statements: [{ id: "1", text: "I am zq-persona." }] },
  steps: Array.from({ length: 8 }, (_, i) => ({
    observation: `zq-page-${i} ${"x".repeat(100)}`,
    action: i === 7 ? { type: "terminate" } : click(`zq-target-${i}`),
    rationale: `zq-why-${i}`,
  })),
};

test("click#buy for click#cart has the type right and nothing else; case and white space do not count", async () => {
  const { exact, typeAccuracy, typeMacroF1, clickF1, rationale } = await shopperScores(
    [prediction(0, click("cart"), click("buy"))],
    { clickKind: (target) => target },
  );
  assert.deepEqual([exact.value, typeAccuracy.value, typeMacroF1, rationale], [0, 1, 1, null]);
  assert.deepEqual(clickF1, { buy: 0, cart: 0 });
  assert.ok(
    isSameAction(
      { type: "Input", target: "search", text: " red  shoes" },
      { type: "input", target: "Search", text: "red shoes" },
    ),
  );
  assert.ok(!isSameAction({ type: "input", target: "search", text: "red" }, { type: "input", target: "search" }));
});

test("scores by hand: exact, types, clicks, rationales; what was not read is missing", async () => {
  const predictions = [
    prediction(0, click("buy now"), click("buy now")),
    prediction(1, click("review 2"), click("buy now")),
    prediction(2, { type: "terminate" }, click("review 1")),
    prediction(3, { type: "terminate" }, { type: "terminate" }),
    prediction(4, click("buy now"), null),
  ];
  const clickKind = (target: string) => target.split(" ")[0] as string;
  const scores = await shopperScores(predictions, { clickKind, embedder: fakeEmbedder() });
  assert.deepEqual([scores.exact.value, scores.exact.n, scores.exact.missing.unparsed], [0.5, 4, 1]);
  assert.equal(scores.typeAccuracy.value, 0.75);
  // click 2·2/(3+2) = .8; terminate 2·1/(1+2) = 2/3.
  assert.ok(Math.abs((scores.typeMacroF1 as number) - (0.8 + 2 / 3) / 2) < 1e-12);
  // buy 2·1/(2+1); review 0: one was foretold for a terminate, one made and not foretold.
  assert.deepEqual(scores.clickF1, { buy: 2 / 3, review: 0 });
  assert.ok(Math.abs((scores.rationale?.value as number) - 1) < 1e-6 && scores.rationale?.n === 4);
  const none = await shopperScores([], { embedder: fakeEmbedder() });
  assert.deepEqual([none.exact.value, none.typeMacroF1, none.rationale?.value], [null, null, null]);
});

test("a prompt holds the last five steps and the page, never the step, its reason or what comes after", async () => {
  const model = replying({ rationale: "so", type: "click", target: "zq", text: null });
  const predictions = await shopperActions([SESSION], { model, concurrency: 1, mostPage: 40 });
  assert.equal(predictions.length, 8);
  for (const [at, { messages }] of model.asked.entries()) {
    const prompt = messages[1]?.content ?? "";
    const held = (what: string) => SESSION.steps.flatMap((_, i) => (prompt.includes(`zq-${what}-${i}`) ? [i] : []));
    const before = SESSION.steps.flatMap((_, i) => (i < at && i >= at - 5 ? [i] : []));
    assert.deepEqual([held("target"), held("why"), held("page")], [before, before, [...before, at]]);
    assert.ok(prompt.includes("zq-persona") && !prompt.includes("x".repeat(40)));
  }
  assert.equal(new Set(model.asked.map(({ seed }) => seed)).size, 8);
});

test("what is left out is in no prompt", async () => {
  const kept = { persona: "zq-persona", rationale: "zq-why", history: "zq-target" } as const;
  for (const source of ["persona", "rationale", "history"] as const) {
    const model = replying({ rationale: "so", type: "terminate", target: null, text: null });
    await shopperActions([SESSION], { model, without: [source] });
    const prompts = model.asked.map(({ messages }) => messages.map(({ content }) => content).join("\n")).join("\n");
    for (const [one, id] of Object.entries(kept)) {
      const isGone = one === source || (source === "history" && one === "rationale");
      assert.equal(prompts.includes(id), !isGone, `${one} without ${source}`);
    }
  }
});

test("a type that the data does not know is asked for again, and then missing", async () => {
  const model = replying({ rationale: "so", type: "dance", target: null, text: null });
  const one = { ...SESSION, steps: SESSION.steps.slice(0, 1) };
  const [unread] = await shopperActions([one], { model, types: ["click", "terminate"] });
  assert.deepEqual([unread?.predicted, model.asked.length], [null, 2]);
});

test("ablation: McNemar over the steps that were read both times", async () => {
  // Right only where the prompt tells who the shopper is.
  const model = ruledModel((prompt) => {
    const page = [...prompt.matchAll(/zq-page-(\d)/g)].at(-1)?.[1];
    const target = prompt.includes("zq-persona") ? `zq-target-${page}` : "other";
    return { rationale: "so", type: "click", target, text: null };
  });
  const full = await shopperActions([SESSION], { model });
  const ablated = await shopperActions([SESSION], { model, without: ["persona"] });
  // Seven clicks right only with the persona, the end in neither: 2 · .5⁷ = .015625.
  const { onlyFirst, onlySecond, p, n, full: of, ablated: off } = shopperAblation(full, ablated);
  assert.deepEqual([onlyFirst, onlySecond, p, n, of, off], [7, 0, 0.015625, 8, 0.875, 0]);
  const unread = ablated.map((one) => ({ ...one, predicted: null }));
  assert.deepEqual([shopperAblation(full, unread).n, shopperAblation(full, unread).full], [0, null]);
  assert.throws(() => shopperAblation(full, ablated.slice(1)), RangeError);
});
