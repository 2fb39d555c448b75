import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import { InputError } from "../../core/index.ts";
import { replying } from "../../model/testing.ts";
import { movedState, state } from "./state.ts";
import { viewOf } from "./testing.ts";

const view = viewOf(["Rui: Shall we go out into the rain?"]);
const heard = { session: "s", turn: 0, speaker: "Rui", text: "It rains." };

describe("state", () => {
  componentConformance(async () => state({ state: { emotion: { label: "calm" } } }), view);
  describe("moved by a model", () => {
    componentConformance(async () => state({ model: replying({ emotion: "cold" }) }), view);
  });

  test("the worked example: a state of one smell is exactly one sensory sentence", async () => {
    const [block] = await state({ state: { senses: { smell: "It smells of fish." } } }).contribute(view);
    assert.deepEqual(block, { block: "NOW", text: "It smells of fish.", fields: ["state.senses.smell"] });
  });

  test("a part that is left out is not said; a state without anything says nothing", async () => {
    const now = { senses: { vision: "It is dark." }, emotion: { label: "calm" }, interlocutor: { name: "Rui" } };
    const [block] = await state({ state: now, parts: ["senses", "emotion"] }).contribute(view);
    assert.equal(block?.text, "It is dark; you feel calm.");
    assert.deepEqual(await state().contribute(view), []);
    assert.deepEqual(await state({ state: now, parts: [] }).contribute(view), []);
  });

  test("a function gives it at each turn", async () => {
    const strategy = state({ state: ({ history }) => ({ emotion: { label: `${history.length} times glad` } }) });
    assert.equal((await strategy.contribute(view))[0]?.text, "You feel 1 times glad.");
    assert.equal((await strategy.contribute(viewOf(["Rui: a", "Ada: b"])))[0]?.text, "You feel 2 times glad.");
    assert.equal(strategy.state, undefined);
  });

  test("a model says what has changed, once for what was heard since", async () => {
    const model = replying({ hearing: "Rain falls on the roof.", relation: "a colleague", emotion: "" });
    const strategy = state({ state: { emotion: { label: "calm" }, position: "at home" }, model });
    await strategy.contribute(view);
    assert.equal(model.asked.length, 0);
    await strategy.observe?.(heard);
    const expected = "Rain falls on the roof; you are at home; you are talking with Rui, a colleague.";
    assert.equal((await strategy.contribute(view))[0]?.text, expected);
    assert.equal((await strategy.contribute(view))[0]?.text, expected);
    assert.equal(model.asked.length, 1);
  });

  test("an answer that cannot be read twice changes nothing", async () => {
    for (const reply of ["It is fine.", { mood: "glad" }, { emotion: 3 }]) {
      const model = replying(reply);
      const strategy = state({ state: { emotion: { label: "calm" } }, model });
      await strategy.observe?.(heard);
      assert.equal((await strategy.contribute(view))[0]?.text, "You feel calm.");
      assert.equal(model.asked.length, 2);
    }
  });

  test('what is not named stays, "" takes away', () => {
    const before = { senses: { smell: "Fish." }, emotion: { label: "calm" } };
    assert.deepEqual(movedState(before, {}), before);
    assert.deepEqual(movedState(before, { smell: "", emotion: " glad " }), { emotion: { label: "glad" } });
  });

  test("a saved state that is none is an error of one line", () => {
    const strategy = state({ model: replying({}) });
    assert.throws(() => strategy.state?.load({ state: { emotion: "calm" }, heard: [] }), InputError);
    assert.throws(() => strategy.state?.load(null), InputError);
  });
});
