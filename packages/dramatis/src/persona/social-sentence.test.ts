import assert from "node:assert/strict";
import { test } from "node:test";
import { plainSocialSentence, socialSentence } from "./social-sentence.ts";
import { voice } from "./voice.ts";

const first = voice("first", "Ada");

test("each fact has its natural sentence", () => {
  const cases: [key: string, value: string | number | string[], sentence: string | undefined][] = [
    ["age", 29, "I am 29 years old."],
    ["age", "late twenties", "My age is late twenties."],
    ["occupation", "nurse", "I am a nurse."],
    ["occupation", "actor", "I am an actor."],
    ["occupation", "university teacher", "I am a university teacher."],
    ["occupation", "hourly worker", "I am an hourly worker."],
    ["job", "retired", "I am retired."],
    ["occupation", "an honest thief.", "I am an honest thief."],
    ["gender", "woman", "I am a woman."],
    ["gender", "non-binary", "I am non-binary."],
    ["residence", "Porto", "I live in Porto."],
    ["birthplace", "Braga", "I was born in Braga."],
    ["marital_status", "never_married", "I have never been married."],
    ["maritalStatus", "married", "I am married."],
    ["maritalStatus", "it is complicated", "My marital status is it is complicated."],
    ["ethnicity", ["Black", "Irish"], "My ethnicity is Black and Irish."],
    ["incomeSatisfaction", "low", undefined],
    ["constructor", "x", undefined],
    ["occupation", " ", undefined],
  ];
  for (const [key, value, expected] of cases) assert.equal(socialSentence(key, value, first), expected);
});

test("the grammatical person changes verbs and pronouns", () => {
  assert.equal(socialSentence("residence", "Porto", voice("second", "Ada")), "You live in Porto.");
  assert.equal(socialSentence("residence", "Porto", voice("third", "Ada")), "Ada lives in Porto.");
  assert.equal(socialSentence("birthplace", "Braga", voice("second", "Ada")), "You were born in Braga.");
  assert.equal(
    plainSocialSentence("incomeSatisfaction", "low", voice("third", "Ada")),
    "Ada's income satisfaction is low.",
  );
  assert.equal(voice("third", "Ada").verb("worry"), "worries");
  assert.equal(voice("third", "Ada").verb("wish"), "wishes");
  assert.equal(voice("third", "Ada").verb("say"), "says");
});
