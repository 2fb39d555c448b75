import assert from "node:assert/strict";
import { test } from "node:test";
import { claims } from "./claims.ts";

test("statements come first and as they are, then sentences made of fields", () => {
  const statement = { id: "s1", text: "I hike.", topic: "hobby" };
  const found = claims({
    schema: "dramatis.persona/1",
    name: "Ada",
    statements: [statement],
    identity: {
      social: { age: 29, occupation: "engineer", incomeSatisfaction: "low", nationality: ["Portuguese", "Irish"] },
      personal: ["I stay calm."],
      life: { loves: ["old maps", "I adore rain"], hates: ["noise"] },
    },
    preferences: [
      { attribute: "music", value: "fado", weight: 0.9 },
      { attribute: "music", value: "metal", weight: -0.4 },
      { attribute: "music", value: "pop", weight: 0 },
    ],
  });
  assert.deepEqual(found, [
    statement,
    { id: "identity.social.age", text: "I am 29 years old.", topic: "age", protected: true },
    { id: "identity.social.occupation", text: "I am an engineer.", topic: "occupation", protected: true },
    {
      id: "identity.social.nationality",
      text: "My nationality is Portuguese and Irish.",
      topic: "nationality",
      protected: true,
    },
    { id: "identity.personal.0", text: "I stay calm.", topic: "self", protected: true },
    { id: "identity.life.loves.0", text: "I love old maps.", topic: "likes" },
    { id: "identity.life.loves.1", text: "I adore rain.", topic: "likes" },
    { id: "identity.life.hates.0", text: "I hate noise.", topic: "dislikes" },
    { id: "preferences.0", text: "I like fado.", topic: "music" },
    { id: "preferences.1", text: "I dislike metal.", topic: "music" },
  ]);
});

test("what is unknown, none or blank makes no claim", () => {
  assert.deepEqual(claims({ schema: "dramatis.persona/1", name: "Ada" }), []);
  const identity = { social: { age: "", occupation: [] }, personal: [" "], life: { loves: [""] } };
  assert.deepEqual(claims({ schema: "dramatis.persona/1", name: "Ada", identity }), []);
});
