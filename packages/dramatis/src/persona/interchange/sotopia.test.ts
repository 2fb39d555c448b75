import assert from "node:assert/strict";
import { test } from "node:test";
import { renderPersona } from "../render-persona.ts";
import { sotopia } from "./sotopia.ts";

const agent = {
  pk: "01",
  first_name: "Ada",
  last_name: "Brandt",
  age: 41,
  occupation: "Bridge inspector",
  gender: "Woman",
  gender_pronoun: "she/her",
  public_info: "Ada sails at weekends.",
  big_five: "Openness to Experience - High, Conscientiousness - Very high, Extraversion - it depends",
  moral_values: ["Care", "Fairness"],
  schwartz_personal_values: ["Security"],
  personality_and_values: "Ada holds that rules are there for a reason.",
  decision_making_style: "Analytical",
  secret: "Ada once signed off a cracked beam.",
  mbti: "ISTJ",
  model_id: "",
};

test("an agent; words that say no level are passed over", () => {
  const { traits, ...persona } = sotopia.read(agent, "f");
  assert.deepEqual(persona, {
    schema: "dramatis.persona/1",
    name: "Ada Brandt",
    statements: [{ id: "s1", text: "Ada holds that rules are there for a reason.", topic: "personality and values" }],
    identity: {
      social: { age: 41, occupation: "Bridge inspector", gender: "Woman", pronouns: "she/her" },
      life: { background: "Ada sails at weekends." },
    },
    facets: {
      aspects: { moralValues: ["Care", "Fairness"], values: ["Security"], decisionMaking: "Analytical" },
      secret: "Ada once signed off a cracked beam.",
    },
  });
  assert.deepEqual(
    traits?.map(({ system, dimension, level }) => [system, dimension, level]),
    [
      ["big5", "openness", 0.75],
      ["big5", "conscientiousness", 0.9],
      ["mbti", "introversion", 1],
      ["mbti", "intuition", 0],
      ["mbti", "feeling", 0],
      ["mbti", "perceiving", 0],
    ],
  );
});

test("the secret is said nowhere, and comes back", () => {
  const persona = sotopia.read(agent, "f");
  assert.ok(!renderPersona(persona).system.includes("cracked"));
  assert.equal(sotopia.write?.(persona).secret, agent.secret);
});

test("what was read is written; an unknown age is 0, and a level is a word", () => {
  const { pk: _, model_id: __, ...said } = agent;
  const big_five = "Openness - High, Conscientiousness - Very high";
  assert.deepEqual(sotopia.write?.(sotopia.read(agent, "f")), { ...said, big_five });
  assert.equal(sotopia.read({ ...agent, age: 0 }, "f").identity?.social?.age, undefined);
  assert.equal(sotopia.read({ ...agent, big_five: "OCEAN", mbti: "" }, "f").traits, undefined);
});

test("an agent without a name is refused", () => {
  assert.throws(() => sotopia.read({ first_name: " ", big_five: "" }, "a.json"), {
    message: /first_name: " "; expected a name$/,
  });
});
