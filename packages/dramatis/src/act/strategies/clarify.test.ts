import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import type { AgentView } from "../../core/index.ts";
import { fakeEmbedder, replying } from "../../model/testing.ts";
import { clarifiedBefore, clarify } from "./clarify.ts";
import { normAlign } from "./norm-align.ts";
import { viewOf } from "./testing.ts";

const embedder = fakeEmbedder(512);
const ASKED = { personal: true, declined: false, questions: ["Which day?", "What do you eat?"] };
const SAME = { drafts: ["Go to the market.", "Go to the market."] };
const OTHER = { drafts: ["Cook rice.", "Roast a duck."] };
const view = viewOf(["user: What shall I cook?"]);

/** The conversation in which Ada asked so many questions, each with this answer. */
function after(questions: number, answer = "Fish."): AgentView {
  const { persona, history } = viewOf([
    "user: What shall I cook?",
    ...Array.from({ length: questions }, (_, i) => [`Ada: Question ${i}?`, `user: ${answer}`]).flat(),
  ]);
  const marked = history.map((message) => {
    return message.speaker === "Ada" ? { ...message, evidence: { clarifying: message.text } } : message;
  });
  return { persona, history: marked };
}

describe("clarify", () => {
  componentConformance(async () => clarify({ model: replying(ASKED, SAME, OTHER), embedder }), view);

  test("the worked example of NormAlign: oracle .9, generic .5, model .4 is worse than generic", () => {
    // (.4 − .5) / (.9 − .5) = −.25
    assert.equal(normAlign({ model: 0.4, generic: 0.5, oracle: 0.9 })?.toFixed(6), "-0.250000");
    assert.equal(normAlign({ model: 0.4, generic: 0.5, oracle: 0.5 }), null);
  });

  test("asks the question after whose answers the replies would differ most", async () => {
    const model = replying(ASKED, SAME, OTHER);
    const strategy = clarify({ model, embedder });
    const [block] = await strategy.contribute(view);
    assert.match(block?.text ?? "", /Ask only this, in your own way: "What do you eat\?"$/);
    assert.equal(model.asked.length, 3);
    assert.deepEqual(strategy.read?.("What do you like to eat?", view, false), {
      text: "What do you like to eat?",
      evidence: { clarifying: "What do you eat?" },
    });
    assert.equal(strategy.read?.("Cook rice.", view, false), null);
    assert.equal(strategy.read?.("Cook rice.", view, true)?.text, "What do you eat?");
  });

  test("after three questions it answers, by what was said, and asks the model nothing", async () => {
    const model = replying(ASKED);
    const [block] = await clarify({ model, embedder }).contribute(after(3));
    assert.match(
      block?.text ?? "",
      /^What they prefer.*\n- Question 0\? Fish\.\n- Question 1\? Fish\.\n- Question 2\? Fish\.$/,
    );
    assert.equal(model.asked.length, 0);
    assert.equal(clarify({ model, embedder }).read?.("Cook fish.", after(3), false)?.text, "Cook fish.");
  });

  test("at most m questions are looked at", async () => {
    const many = { ...ASKED, questions: ["1?", "2?", "3?", "4?", "5?", "6?", "7?"] };
    const model = replying(many, SAME);
    await clarify({ model, embedder }).contribute(view);
    assert.equal(model.asked.length, 6);
  });

  test("who declines is not asked again; with no preference known the answer is the generic one", async () => {
    for (const words of ["I don't know.", "Whatever you like!", "No preference, just tell me."]) {
      const [block] = await clarify({ model: replying(ASKED), embedder }).contribute(after(1, words));
      assert.match(block?.text ?? "", /suits most people/);
    }
    const declined = replying({ ...ASKED, declined: true });
    const [block] = await clarify({ model: declined, embedder }).contribute(after(1, "Não sei."));
    assert.match(block?.text ?? "", /suits most people/);
  });

  test("what is known from elsewhere counts", async () => {
    const model = replying({ ...ASKED, questions: [] });
    const known = async (): Promise<string[]> => ["They eat no meat."];
    const [block] = await clarify({ model, embedder, known }).contribute(view);
    assert.match(block?.text ?? "", /answer by it:\n- They eat no meat\.$/);
  });

  test("a task that is not personal, or an answer that cannot be read, is not asked about", async () => {
    for (const reply of [{ ...ASKED, personal: false }, "Sure!", { personal: "yes" }]) {
      assert.deepEqual(await clarify({ model: replying(reply), embedder }).contribute(view), []);
    }
  });

  test("drafts that cannot be read leave the first question", async () => {
    const [block] = await clarify({ model: replying(ASKED, "no"), embedder }).contribute(view);
    assert.match(block?.text ?? "", /"Which day\?"$/);
  });

  test("only the questions of the last turns count, and evidence of another shape is none", () => {
    const { persona, history } = after(2);
    const broken = history.map((message, i) => (i === 1 ? { ...message, evidence: { clarifying: 3 } } : message));
    assert.deepEqual(clarifiedBefore({ persona, history: broken }), [{ question: "Question 1?", answer: "Fish." }]);
    assert.deepEqual(clarifiedBefore(after(1, "It does not matter.")), [{ question: "Question 0?" }]);
  });

  test("without what it needs it says so", async () => {
    await assert.rejects(clarify({ embedder }).contribute(view), { code: "unsupported", message: /needs actor/ });
    const model = replying(ASKED);
    await assert.rejects(clarify({ model }).contribute(view), { code: "unsupported", message: /needs embed/ });
  });
});
