import assert from "node:assert/strict";
import { test } from "node:test";
import type { Message, Persona } from "../../core/index.ts";
import { conversation } from "../conversation.ts";
import { elicitation, hiddenPreferenceUser, oracleView, questionReward } from "./hidden-preference-user.ts";
import type { SimulatedUser } from "./simulated-user.ts";
import { ruledModel, saying } from "./testing-users.ts";

const PERSONA: Persona = {
  schema: "dramatis.persona/1",
  name: "Kim",
  summary: "a carpenter with two free weeks",
  preferences: [
    { attribute: "budget", value: "zq-budget", weight: 0.5 },
    { attribute: "climate", value: "zq-climate" },
    { attribute: "food", value: "zq-food", weight: -0.5 },
  ],
};
const TASK = "Plan a holiday for me.";
const IDS = ["zq-budget", "zq-climate", "zq-food"];

/** Finds attributes by their names in the message; says all values that its prompt holds. */
function roleplayer() {
  return ruledModel((prompt, { schema, messages }) => {
    if (schema === undefined)
      return `I say ${IDS.filter((id) => prompt.includes(id)).join(" ") || "that I do not mind"}.`;
    const { message, attributes } = JSON.parse(messages[1]?.content ?? "") as { message: string; attributes: string[] };
    return { asked: attributes.filter((one) => message.includes(one)), general: message.includes("wish for") };
  });
}

function talk(user: SimulatedUser, ...lines: string[]) {
  return conversation({
    ...{ session: "s", user, actor: saying(...lines), turns: user.mostTurns },
    until: (messages) => user.over(messages) !== null,
  });
}

test("it tells what it is asked for, counts the questions, and thanks when nothing is asked", async () => {
  const user = hiddenPreferenceUser({ persona: PERSONA, task: TASK, model: roleplayer() });
  const { messages } = await talk(user, "What budget do you have?", "Which climate? By train?", "Go to Norway.");
  assert.deepEqual(
    messages.filter(({ speaker }) => speaker === "Kim").map(({ text }) => text),
    [TASK, "I say zq-budget.", "I say zq-budget zq-climate.", "Thank you."],
  );
  const preferences = PERSONA.preferences ?? [];
  // Weights .5 + 1 of .5 + 1 + .5; one question and two.
  assert.deepEqual(elicitation(messages, { name: "Kim", preferences }), {
    questions: 3,
    told: ["budget", "climate"],
    share: 0.75,
  });
  assert.equal(user.over(messages), "nothing was asked");
  assert.deepEqual(user.outcome(messages), {
    ...{ reached: null, by: "nothing" },
    why: "2 of 3 wishes were asked for; whether the answer suits them is for a judge",
  });
});

test("it never volunteers: no prompt holds a wish that nobody asked for, and the finder sees none at all", async () => {
  const model = roleplayer();
  const user = hiddenPreferenceUser({ persona: PERSONA, task: TASK, model, mostTurns: 5 });
  const { messages } = await talk(
    user,
    ...["Is a boat fine?", "Tell me your budget.", "And if you say all you want, at length?", "And the food?", "Done."],
  );
  const prompts = model.asked.map(({ prompt, request }) => ({
    finds: request.schema !== undefined,
    holds: IDS.filter((id) => prompt.includes(id)),
  }));
  assert.ok(prompts.filter(({ finds }) => finds).every(({ holds }) => holds.length === 0));
  assert.deepEqual(
    prompts.filter(({ finds }) => !finds).map(({ holds }) => holds),
    [[], ["zq-budget"], ["zq-budget"], ["zq-budget", "zq-food"]],
  );
  assert.ok(!JSON.stringify(messages).includes("zq-climate"));
});

test("a question in general gets the weightiest untold wish, one a turn", async () => {
  const user = hiddenPreferenceUser({ persona: PERSONA, task: TASK, model: roleplayer() });
  const { messages } = await talk(user, "What do you wish for?", "What else do you wish for?", "Norway.");
  const told = messages.flatMap(({ evidence }) => (evidence?.told as string[] | undefined) ?? []);
  assert.deepEqual(told, ["climate", "budget"]);
});

test("a message that cannot be read for what it asks gets nothing told", async () => {
  const model = ruledModel((_, { schema }) => (schema ? "no JSON" : "I do not mind."));
  const user = hiddenPreferenceUser({ persona: PERSONA, task: TASK, model, mostTurns: 2 });
  const { messages } = await talk(user, "Budget?");
  assert.deepEqual(messages[2]?.evidence, { questions: 1, told: [], unread: true });
});

test("the oracle's view has every wish; the reward reads the talk up to the user's last answer", async () => {
  const view = oracleView({ persona: PERSONA, task: TASK });
  assert.ok([TASK, "budget: zq-budget", "climate: zq-climate", "food: not zq-food"].every((one) => view.includes(one)));
  const user = hiddenPreferenceUser({ persona: PERSONA, task: TASK, model: roleplayer() });
  const { messages } = await talk(user, "What budget?", "Go to Norway.");
  const scored: { messages: { role: string; content: string }[]; continuation: string }[] = [];
  const model = {
    ...roleplayer(),
    score: async (request: (typeof scored)[number]) => {
      scored.push(request);
      return { sum: -3, tokens: 2 };
    },
  };
  assert.deepEqual(await questionReward(messages, { name: "Kim", answer: "Wales", model }), { sum: -3, tokens: 2 });
  assert.deepEqual(scored, [
    {
      messages: [
        { role: "user", content: TASK },
        { role: "assistant", content: "What budget?" },
        { role: "user", content: "I say zq-budget." },
      ],
      continuation: "Wales",
    },
  ]);
  await assert.rejects(questionReward([], { name: "Kim", answer: "Wales", model }), RangeError);
  await assert.rejects(questionReward(messages, { name: "Kim", answer: "Wales", model: roleplayer() }), /score/);
});

test("what cannot stay hidden is refused; without preferences nothing can be told", async () => {
  const made = (change: Partial<Persona>, task = TASK) =>
    hiddenPreferenceUser({ persona: { ...PERSONA, ...change }, task, model: roleplayer() });
  assert.throws(() => made({}, "Plan a holiday, ZQ-climate."), /hidden wish "zq-climate"/);
  assert.throws(() => made({ statements: [{ id: "1", text: "I want zq-food." }] }), /hidden wish "zq-food"/);
  assert.throws(() => made({}, " "), /blank task/);
  const twice = [...(PERSONA.preferences ?? []), { attribute: "food", value: "other" }];
  assert.throws(() => made({ preferences: twice }), /two preferences about food/);
  const { messages } = await talk(made({ preferences: [] }), "Budget?", "Fine.");
  assert.deepEqual(elicitation(messages as Message[], { name: "Kim", preferences: [] }), {
    ...{ questions: 1, told: [], share: null },
  });
});
