import assert from "node:assert/strict";
import { test } from "node:test";
import { messagesOf } from "../../model/testing.ts";
import { wholeAnswer } from "./answers.ts";
import { candidatesOf } from "./candidates.ts";
import { saidSentences } from "./clauses.ts";
import { impliedBy } from "./implied.ts";
import { isInJest } from "./jest.ts";
import { besides, ofKin } from "./kin.ts";
import { isLasting } from "./lasting.ts";
import { asSentence, plainText } from "./plain-text.ts";
import { shortened } from "./shortened.ts";

const clauses = (message: string): string[] => saidSentences(message).flatMap((said) => said.clauses);
const found = (...lines: string[]): string[] =>
  candidatesOf(messagesOf(lines), "Ana").flatMap(({ text, flaw }) => (flaw === undefined ? [text] : []));

test("chat is spelt out", () => {
  assert.equal(plainText("i m a nurse , you ’re not ."), "i'm a nurse, you're not.");
  assert.equal(asSentence("i'm a nurse ,"), "I am a nurse.");
  assert.equal(asSentence("i don't have 3 cats"), "I do not have three cats.");
  assert.equal(asSentence(" ,.! "), "");
});

test("a message is cut into clauses with their subjects", () => {
  const cut: [string, string[]][] = [
    ["i am vegan and love hummus", ["i am vegan", "i love hummus"]],
    ["I want to be a chef and own a restaurant.", ["I want to be a chef and own a restaurant"]],
    ["I love my dog and my cat.", ["I love my dog and my cat"]],
    ["my wife and i live in ohio", ["I live in ohio"]],
    ["i moved to the us i am just renting", ["i moved to the us", "i am renting"]],
    ["I live inland because I am allergic to water.", ["I live inland", "I am allergic to water"]],
    ["I love tea, do you?", ["I love tea"]],
    ["i am a salesman are you looking for a car", ["i am a salesman"]],
    ["What do you do?", []],
    ["love horror movies !", ["I love horror movies"]],
    ["not really into cars .", ["I am not really into cars"]],
    ["", []],
  ];
  for (const [message, expected] of cut) assert.deepEqual(clauses(message), expected, message);
});

test("why and beside the point is cut off, three words are left", () => {
  assert.equal(shortened("I also love dogs because they are loyal"), "I love dogs");
  assert.equal(shortened("I paint too"), "I paint too");
  assert.equal(shortened("I like tea, cake and pizza"), "I like tea, cake and pizza");
});

test("an answer is made whole with its question", () => {
  const answers: [string, string, string][] = [
    ["Do you have pets?", "Yes, two dogs.", "I have two dogs."],
    ["do you have any pets?", "sadly no", "I do not have any pets."],
    ["Do you have kids?", "Three!", "I have three kids."],
    ["How many cats do you have?", "just two", "I have two cats."],
    ["Do you like hiking?", "I love it!", "I love hiking."],
    ["Do you smoke?", "nope", "I do not smoke."],
    ["Are you married?", "Not yet.", "I am not married."],
    ["What do you do for a living?", "nurse, and you?", "I am a nurse."],
    ["What do you do for a living?", "retired", "I am retired."],
    ["What is your favourite colour?", "probably blue", ""],
    ["what is your favorite color?", "probably blue", "My favorite color is blue."],
    ["where do you live?", "in Ohio", "I live in Ohio."],
    ["How old are you?", "23, you?", "I am 23 years old."],
    ["What kind of music do you like?", "jazz mostly", "I like jazz mostly."],
    ["Have you ever been to Rome?", "Never!", "I have never been to rome."],
    ["Do you have any tips for me?", "Yes!", ""],
    ["Do you like me?", "Yes!", ""],
    ["Do you have pets?", "I have a cat.", ""],
    ["Do you have pets?", "Why do you ask?", ""],
    ["", "Yes.", ""],
  ];
  for (const [question, reply, text] of answers) {
    assert.equal(wholeAnswer(question, reply).text, text, `${question} ${reply}`);
  }
  assert.equal(wholeAnswer("Do you smoke?", "Yes.").isByForm, true);
  assert.equal(wholeAnswer("Do you have pets?", "two dogs").isByForm, false);
});

test("questions are handed back, answered by the asker, and agreed with", () => {
  assert.deepEqual(found("Ana: What do you do for a living?", "Ben: I teach. You?", "Ana: nurse"), ["I am a nurse."]);
  assert.deepEqual(found("Ana: what is your favorite movie? mine is Friday."), ["My favorite movie is Friday."]);
  assert.deepEqual(found("Ben: I love chess.", "Ana: Me too!"), ["I love chess."]);
  assert.deepEqual(found("Ben: My sister loves chess.", "Ana: Me too!"), []);
});

test("what is taken for granted is said, what is gone is not", () => {
  assert.deepEqual(impliedBy("relaxing with my two dogs"), ["I have two dogs."]);
  assert.deepEqual(impliedBy("as a recovering alcoholic i meditate"), ["I am a recovering alcoholic."]);
  assert.deepEqual(impliedBy("good evening from alabama"), ["I live in alabama."]);
  assert.deepEqual(impliedBy("no salt for me, at 24 i need to be careful"), ["I am 24 years old."]);
  for (const gone of ["my dog died", "i wish my dog could talk", "i like my dog food", "my job is hard"]) {
    assert.deepEqual(impliedBy(gone), [], gone);
  }
});

test("what is said of others is theirs", () => {
  const view = (clause: string): unknown => ofKin(clause)?.relation ?? null;
  assert.deepEqual(view("my sister Ann is a nurse"), { to: "Ann", kind: "sister", view: "nurse" });
  assert.deepEqual(view("my older brother lives in Rome"), {
    to: "older brother",
    kind: "brother",
    view: "lives in Rome",
  });
  assert.equal(view("my wife and I sing"), null);
  assert.equal(view("my dog is brown"), null);
  assert.deepEqual(besides("I have a sister who is a nurse")?.relation, {
    to: "sister",
    kind: "sister",
    view: "nurse",
  });
});

test("what passes is told from what lasts", () => {
  for (const text of [
    "I am a nurse.",
    "I like tea.",
    "I am studying law.",
    "I bought a house last week.",
    "I jog every morning.",
  ])
    assert.ok(isLasting(text), text);
  for (const text of [
    "I am cooking.",
    "I had pizza for lunch.",
    "I am doing great.",
    "I will call.",
    "I love her.",
    "I think so.",
  ])
    assert.ok(!isLasting(text), text);
});

test("jokes are told by their marks alone", () => {
  for (const text of [
    "I'm rich, jk",
    "I am a cat /s",
    "Yeah, right.",
    "I love it when it rains. Not!",
    "🙄 I love work",
  ])
    assert.ok(isInJest(text), text);
  for (const text of ["I am rich.", "I am not kind.", "I eat and/or sleep.", "I said it right."])
    assert.ok(!isInJest(text), text);
});

test("long and odd texts are read", () => {
  for (const text of ["i ".repeat(20_000), "my ".repeat(20_000), "a-".repeat(20_000), ", i".repeat(5000), "\u0000?!"]) {
    assert.equal(found("Ben: Do you have pets?", `Ana: ${text}`).length, 0, text.slice(0, 6));
  }
});
