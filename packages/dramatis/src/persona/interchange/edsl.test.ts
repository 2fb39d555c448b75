import assert from "node:assert/strict";
import { test } from "node:test";
import { edsl } from "./edsl.ts";

const agent = {
  name: "Ada",
  traits: { age: 41, hair: "grey", tools: ["gauge", "lamp"], persona: "A bridge inspector.", married: false },
  instruction: "Answer as Ada.",
  codebook: { hair: "Colour of hair" },
  edsl_version: "1.0",
  edsl_class_name: "Agent",
};

test("traits are social facts; the instruction is a prompt, and not read", () => {
  assert.ok(edsl.detects(agent));
  assert.deepEqual(edsl.read(agent, "f"), {
    schema: "dramatis.persona/1",
    name: "Ada",
    summary: "A bridge inspector.",
    identity: { social: { age: 41, hair: "grey", tools: ["gauge", "lamp"] } },
  });
});

test("statements are written as a trait and read again", () => {
  const persona = { ...edsl.read(agent, "f"), statements: [{ id: "s1", text: "I sail." }] };
  assert.deepEqual(edsl.read(edsl.write?.(persona), "f"), persona);
});

test("a list of agents, and an agent without traits", () => {
  const list = { agent_list: [agent, { traits: {} }], edsl_class_name: "AgentList" };
  assert.ok(edsl.detects(list));
  assert.deepEqual(
    edsl.split?.(list).map((part) => edsl.read(part, "f").name),
    ["Ada", "Someone"],
  );
  assert.throws(() => edsl.read({ name: "Ada" }, "a.json"), {
    message: /^a\.json: EDSL agent: traits: nothing; expected keys with values$/,
  });
});
