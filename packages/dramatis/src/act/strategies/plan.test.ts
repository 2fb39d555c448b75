import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import { type Component, InputError } from "../../core/index.ts";
import { fakeEmbedder, replying } from "../../model/testing.ts";
import { sourceTools } from "./chat-tools.ts";
import { plan, usablePlan } from "./plan.ts";
import { viewOf } from "./testing.ts";

const view = viewOf(["user: I failed my exam."]);
const THOUGHT = { guideline: "They are sad and want to be heard." };
const PLAN = { plan: [{ tool: "reflection", argument: "the exam" }] };
const source = (contribute: Component["contribute"]): Record<string, { about: string; source: Component }> => {
  return { document: { about: "look into the documents", source: { name: "documents", contribute } } };
};

describe("plan", () => {
  componentConformance(async () => plan({ model: replying(THOUGHT, PLAN) }), view);

  test("the worked example: an unknown tool is dropped, an empty plan is chat", () => {
    const step = (tool: string): { tool: string; argument: string } => ({ tool, argument: "" });
    assert.deepEqual(usablePlan([step("dance"), step("question")], ["chat", "question"]), [step("question")]);
    assert.deepEqual(usablePlan([], ["chat"]), [step("chat")]);
    assert.deepEqual(usablePlan([step("constructor")], ["chat"]), [step("chat")]);
    assert.equal(usablePlan(Array(5).fill(step("chat")), ["chat"]).length, 3);
  });

  test("guideline and plan stand in the prompt, and in the evidence of the same turn only", async () => {
    const model = replying(THOUGHT, PLAN);
    const strategy = plan({ model });
    const [block] = await strategy.contribute(view);
    assert.equal(
      block?.text,
      "Keep in mind: They are sad and want to be heard.\nIn your reply, without naming these steps:\n" +
        "1. reflection (name what the other one seems to feel). On: the exam",
    );
    assert.equal(model.asked.length, 2);
    assert.deepEqual(strategy.read?.(" Oh no. ", view, false), {
      text: "Oh no.",
      evidence: { plan: { guideline: THOUGHT.guideline, plan: PLAN.plan, failed: [] } },
    });
    assert.deepEqual(strategy.read?.("Oh no.", viewOf(["user: Hi"]), false), { text: "Oh no." });
  });

  test("a source that the plan names is asked with each argument; one that it does not name is not asked", async () => {
    const asked: (string | undefined)[] = [];
    const tools = source(async ({ history }) => {
      asked.push(history.at(-1)?.text);
      return [{ block: "DOCUMENTS", text: "Exams are in May.", fields: [] }];
    });
    const twice = { plan: ["May", ""].map((argument) => ({ tool: "document", argument })) };
    const contributions = await plan({ model: replying(THOUGHT, twice), tools }).contribute(view);
    assert.deepEqual(
      contributions.map(({ block }) => block),
      ["DOCUMENTS", "DOCUMENTS", "PLAN"],
    );
    assert.deepEqual(asked, ["May", "I failed my exam."]);
    await plan({ model: replying(THOUGHT, { plan: [] }), tools }).contribute(view);
    assert.equal(asked.length, 2);
  });

  test("the persona and its documents are sources, grounded in what the plan asks", async () => {
    const named = { plan: [{ tool: "persona", argument: "hike every Sunday" }] };
    const tools = sourceTools(fakeEmbedder(512));
    const [found] = await plan({ model: replying(THOUGHT, named), tools }).contribute(view);
    assert.match(found?.text ?? "", /- I hike every Sunday\./);
  });

  test("a source that fails is left out and named; a fault of the program is not hidden", async () => {
    const named = { plan: [{ tool: "document", argument: "" }] };
    const failing = source(async () => {
      throw new InputError({ where: "store", found: "a lock", expected: "none" });
    });
    const strategy = plan({ model: replying(THOUGHT, named), tools: failing });
    assert.equal((await strategy.contribute(view)).length, 1);
    assert.deepEqual(strategy.read?.("Oh.", view, true)?.evidence?.plan, {
      guideline: THOUGHT.guideline,
      plan: named.plan,
      failed: ["document: store: a lock; expected none"],
    });
    const broken = source(async () => {
      throw new TypeError("a bug");
    });
    await assert.rejects(plan({ model: replying(THOUGHT, named), tools: broken }).contribute(view), /a bug/);
  });

  test("a model that cannot write JSON: no guideline, and chat; four calls", async () => {
    const model = replying("I am so sorry to hear that!");
    const [block] = await plan({ model }).contribute(view);
    assert.equal(block?.text, "In your reply, without naming these steps:\n1. chat (just talk).");
    assert.equal(model.asked.length, 4);
  });

  test("without a model it says what would meet the need; with nothing said it asks nothing", async () => {
    await assert.rejects(plan().contribute(view), { code: "unsupported", message: /needs actor.*await/ });
    assert.deepEqual(await plan({ model: replying("") }).contribute(viewOf([])), []);
  });
});
