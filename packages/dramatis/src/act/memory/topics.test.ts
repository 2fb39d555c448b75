import assert from "node:assert/strict";
import { test } from "node:test";
import { sharedTopics, topicsOf } from "./topics.ts";

test("topics are what people say in different words, and the things they name", () => {
  assert.deepEqual([...topicsOf("I have two dogs.")], ["pets", "dog"]);
  assert.deepEqual(
    [...topicsOf("My younger sister lives in Rome.")],
    ["sister: home", "sister: younger", "sister: rome"],
  );
  assert.deepEqual([...topicsOf("")], []);
});

test("statements that can contradict each other share one", () => {
  const pairs = [
    ["I live in Leeds.", "I moved to York last week."],
    ["I have two dogs.", "I don't have any pets."],
    ["I am a nurse.", "I work as a teacher."],
    ["I am single.", "I got married in June."],
    ["I'm 29.", "I am 35 years old."],
    ["I am vegetarian.", "I love steak."],
    ["My favourite colour is blue.", "My favourite colour is green."],
    ["I like jazz.", "I hate jazz."],
    ["My sister lives in Rome.", "My sister lives in Paris."],
    ["I play the piano.", "I never learned to play the piano."],
  ];
  for (const [a = "", b = ""] of pairs) assert.ok(sharedTopics(a, b) > 0, `${a} ${b}`);
});

test("statements about different things share none", () => {
  const pairs = [
    ["I am vegetarian.", "I go running every morning."],
    ["I work at the city hospital.", "I moved to York last week."],
    ["My favourite band is Blur.", "My favourite colour is green."],
    ["My sister lives in Rome.", "I live in Leeds."],
    ["My sister lives in Rome.", "My brother lives in Paris."],
    ["I go running every morning.", "I drink coffee every morning."],
  ];
  for (const [a = "", b = ""] of pairs) assert.equal(sharedTopics(a, b), 0, `${a} ${b}`);
});
