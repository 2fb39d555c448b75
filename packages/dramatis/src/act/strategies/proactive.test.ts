import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import { InputError } from "../../core/index.ts";
import { fakeEmbedder, replying } from "../../model/testing.ts";
import { NO_RECOMMENDATION, normalDecision, normalSuggestion, type Proactive, proactive } from "./proactive.ts";
import { ADA, viewOf } from "./testing.ts";

const SUGGESTION = { decision: "Suggestion", suggestion: "Drink some water.", reason: "It is hot." };
const NONE = { decision: "Abstention", suggestion: NO_RECOMMENDATION, reason: "They sleep." };
const START = Date.parse("2025-06-01T10:00:00Z");

/** A clock that is put forward by hand. */
function clock(): { now: () => Date; pass: (hours: number) => void } {
  let at = START;
  return {
    now: () => new Date(at),
    pass: (hours) => {
      at += hours * 3_600_000;
    },
  };
}

const tick = (component: Proactive, event = "They come home."): ReturnType<Proactive["tick"]> =>
  component.tick({ persona: ADA, event });

describe("proactive", () => {
  componentConformance(
    async () => {
      const component = proactive({ model: replying(SUGGESTION), now: () => new Date(START) });
      await tick(component);
      return component;
    },
    viewOf(["user: Hi"]),
  );

  test("the worked example: malformed five times is no recommendation", async () => {
    const model = replying("Perhaps a walk?");
    assert.deepEqual(await tick(proactive({ model, now: clock().now })), {
      decision: "Abstention",
      suggestion: "No Recommendation",
      reason: "no decision could be read",
    });
    assert.equal(model.asked.length, 5);
  });

  test('the worked example: "no recomm." is normalised', () => {
    for (const text of [
      "no recomm.",
      " No recommendation at this time",
      "NO_RECOMMENDATION",
      '"no suggestion"',
      "",
      "None.",
    ]) {
      assert.equal(normalSuggestion(text), NO_RECOMMENDATION, text);
    }
    assert.equal(normalSuggestion(" No sugar today? "), "No sugar today?");
    const empty = { decision: "Suggestion", suggestion: "no recomm.", reason: "?" } as const;
    assert.deepEqual(normalDecision(empty), { ...NONE, reason: "?" });
  });

  test("a suggestion is made, rated, and told in the next decision and in the prompt", async () => {
    const model = replying(SUGGESTION);
    const component = proactive({ model, now: clock().now });
    assert.deepEqual(await component.contribute(viewOf([])), []);
    assert.deepEqual(await tick(component), SUGGESTION);
    component.rate(4);
    const [block] = await component.contribute(viewOf([]));
    assert.equal(block?.text, "What you suggested lately:\n- Drink some water. (rated 4 of 5)");
    await tick(component, "They lie down.");
    assert.match(model.asked[1]?.messages[1]?.content ?? "", /Suggested: Drink some water\. \(0\.8\)/);
  });

  test("an abstention is no suggestion; a rating of none, or another number, is refused", async () => {
    const component = proactive({ model: replying(NONE), now: clock().now });
    assert.deepEqual(await tick(component), NONE);
    assert.throws(() => component.rate(3), InputError);
    const other = proactive({ model: replying(SUGGESTION), now: clock().now });
    await tick(other);
    for (const score of [0, 6, Number.NaN]) assert.throws(() => other.rate(score), InputError);
  });

  test("who is not available gets none, and no call is made", async () => {
    const model = replying(SUGGESTION);
    const component = proactive({ model, now: clock().now });
    const decision = await component.tick({ persona: ADA, event: "They sleep.", isAvailable: false });
    assert.equal(decision.suggestion, NO_RECOMMENDATION);
    assert.equal(model.asked.length, 0);
  });

  test("an hour that is over is summarised in one call, four hours in another, in 100 words at most", async () => {
    const { now, pass } = clock();
    const model = replying(NONE, `They were home. ${"word ".repeat(200)}`, "A quiet morning.", NONE);
    const component = proactive({ model, now });
    await tick(component);
    pass(0.5);
    assert.equal(model.asked.length, 1);
    pass(4);
    await tick(component, "They cook.");
    // 10:00 and 14:30 lie in other spans of four hours (8 to 12, 12 to 16): two summaries and the decision
    assert.equal(model.asked.length, 4);
    const saved = component.state?.save() as Record<"events" | "hours" | "spans", { text: string }[]>;
    assert.deepEqual(
      [saved.events, saved.hours, saved.spans].map((notes) => notes.map(({ text }) => text)),
      [["They cook."], [], ["A quiet morning."]],
    );
    const hourly = JSON.parse(model.asked[2]?.messages[1]?.content ?? "{}").happened[0].text;
    assert.equal(hourly.split(" ").length, 100);
  });

  test("with an embedder the memories nearest to the event are told", async () => {
    const model = replying(SUGGESTION, ...[1, 2, 3, 4].map((n) => ({ ...SUGGESTION, suggestion: `Number ${n}` })));
    const component = proactive({ model, embedder: fakeEmbedder(512), now: clock().now });
    for (let i = 0; i < 5; i++) await tick(component);
    await tick(component, "They drink some water.");
    const material = JSON.parse(model.asked.at(-1)?.messages[1]?.content ?? "{}");
    assert.equal(material.memories.length, 3);
    assert.match(material.memories[0], /Drink some water/);
  });

  test("a saved state that is none is refused; without a model it says what would meet the need", async () => {
    assert.throws(() => proactive().state?.load({ events: 3 }), InputError);
    await assert.rejects(tick(proactive()), { code: "unsupported", message: /needs actor.*await/ });
  });
});
