import assert from "node:assert/strict";
import { test } from "node:test";
import type { Persona } from "../../core/index.ts";
import { listModel } from "../../model/testing.ts";
import { conversation } from "../conversation.ts";
import { goalUser } from "./goal-user.ts";
import { saying, talk } from "./testing-users.ts";

const DALE: Persona = {
  schema: "dramatis.persona/1",
  name: "Dale",
  statements: [{ id: "shop", text: "I run a bike shop." }],
};
const WANT = "To get the money back for a train that did not run.";

test("it talks as its persona, wants what it wants, and goes when it says so; the mark is in no text", async () => {
  const model = listModel(["My train did not run.", "Ah, there it is. Thanks. [done]"]);
  const user = goalUser({ persona: DALE, goal: WANT, model, private: ["The ticket was a gift."] });
  const { messages } = await talk(user, saying("Which train?", "Here is the form."));
  assert.deepEqual(
    messages.map(({ speaker, text }) => `${speaker}: ${text}`),
    ["Dale: My train did not run.", "assistant: Which train?", "Dale: Ah, there it is. Thanks."],
  );
  assert.deepEqual(messages[0]?.evidence, { private: ["The ticket was a gift."] });
  assert.deepEqual(messages[2]?.evidence, { end: "it has what it wants" });
  assert.deepEqual(messages[2]?.usage, { inputTokens: 10, outputTokens: 2 });
  assert.deepEqual(user.outcome(messages), { reached: true, by: "user", why: "it has what it wants" });
  const system = model.asked[0]?.messages[0]?.content ?? "";
  for (const part of ["bike shop", WANT, "keep it to yourself", "[GIVE UP]"]) assert.ok(system.includes(part), part);
  assert.deepEqual(
    model.asked[1]?.messages.slice(1).map(({ role, content }) => `${role}: ${content}`),
    ["assistant: My train did not run.", "user: Which train?"],
  );
});

test("giving up is no success, nor is the bound; a line of nothing but the mark is a goodbye", async () => {
  const gone = goalUser({ persona: DALE, goal: WANT, model: listModel(["Hi.", "[GIVE UP]"]) });
  const { messages } = await talk(gone, saying("No."));
  assert.equal(messages.at(-1)?.text, "Goodbye.");
  assert.deepEqual(gone.outcome(messages), { reached: false, by: "user", why: "it gave up" });

  const bound = goalUser({ persona: DALE, goal: WANT, model: listModel(["a", "b", "c"]), mostTurns: 3 });
  const all = await talk(bound, saying("No."));
  assert.equal(all.messages.length, 6);
  assert.deepEqual([bound.outcome(all.messages).reached, bound.outcome(all.messages).by], [false, "user"]);
});

test("a rule over what the assistant says ends the talk and is the witness", async () => {
  const done = (reply: string): boolean => reply.includes("refund");
  const user = goalUser({ persona: DALE, goal: WANT, model: listModel(["a", "b", "c"]), done });
  const { messages } = await talk(user, saying("Hm.", "Your refund is on its way."));
  assert.equal(messages.length, 4);
  assert.deepEqual(user.outcome(messages), { reached: true, by: "rule", why: "turn 3 said what was to be said" });
  const never = await talk(user, saying("Hm."), 2);
  assert.deepEqual([user.outcome(never.messages).reached, user.outcome(never.messages).by], [false, "rule"]);
});

test("of a model that does not tell, nothing is known, and it is not told of marks", async () => {
  const model = listModel(["a", ""]);
  const user = goalUser({ persona: DALE, goal: WANT, model, tellsEnd: false, opening: "Good day.", mostTurns: 3 });
  const { messages } = await talk(user, saying("No."));
  assert.equal(messages[0]?.text, "Good day.");
  assert.equal(messages[0]?.model, undefined);
  assert.equal(user.outcome(messages).reached, null);
  assert.ok(!model.asked[0]?.messages[0]?.content.includes("[DONE]"));
  // Where the model says nothing, a script does.
  assert.deepEqual(messages[4]?.evidence, { scripted: "the model said nothing" });
  assert.ok(messages[4]?.text);
});

test("a talk that is taken up again goes on as it would have", async () => {
  const lines = ["one", "two", "three [DONE]"];
  const whole = await talk(goalUser({ persona: DALE, goal: WANT, model: listModel(lines) }), saying("x"));
  const user = goalUser({ persona: DALE, goal: WANT, model: listModel(lines.slice(2)) });
  const line = await user.speak(whole.messages.slice(0, 4), { signal: undefined });
  assert.equal(line.text, whole.messages[4]?.text);
  assert.throws(() => goalUser({ persona: DALE, goal: " ", model: listModel([]) }), /invalid goal; blank/);
});

test("a conversation without `until` goes on to its bound, whatever the user says", async () => {
  const user = goalUser({ persona: DALE, goal: WANT, model: listModel(["[DONE]", "b"]) });
  const { messages } = await conversation({ session: "s", user, actor: saying("x"), turns: 2 });
  assert.equal(messages.length, 4);
});
