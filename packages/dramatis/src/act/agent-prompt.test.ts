import assert from "node:assert/strict";
import { test } from "node:test";
import type { Persona } from "../core/index.ts";
import { agentPrompt } from "./agent-prompt.ts";

const BIG_FIVE = ["openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism"];

const persona: Persona = {
  schema: "dramatis.persona/1",
  name: "Ada",
  statements: ["I hike every Sunday.", "I am vegan.", "I have a dog called Bolt."].map((text, i) => ({
    id: `s${i}`,
    text,
  })),
  traits: BIG_FIVE.map((dimension) => ({ system: "big5", dimension, level: 0.9 })),
};

function prompt(contextTokens?: number): ReturnType<typeof agentPrompt> {
  return agentPrompt({
    persona,
    contributions: [],
    history: [],
    model: { id: "test", ...(contextTokens !== undefined && { contextTokens }) },
    maxTokens: 40,
  });
}

const adjectives = (contextTokens?: number): number =>
  prompt(contextTokens).messages[0]?.content.split(", ").length ?? 0;

test("where not all fits, adjectives make room for what the persona is known by", () => {
  const roomy = prompt();
  assert.deepEqual(roomy.evidence.statements, ["s0", "s1", "s2"]);
  assert.ok(adjectives() > 15, `${adjectives()}`);
  const tight = prompt(280);
  assert.deepEqual(tight.evidence.statements, ["s0", "s1", "s2"]);
  assert.deepEqual(tight.evidence.dropped, []);
  assert.ok(adjectives(280) < 10, `${adjectives(280)}`);
});
