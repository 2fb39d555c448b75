import assert from "node:assert/strict";
import { test } from "node:test";
import { isAboutNow, statedFacts } from "./stated-facts.ts";

const texts = (message: string): string[] => statedFacts(message).map(({ text }) => text);

test("what a speaker states of themselves, as it was said", () => {
  const stated: [string, string[]][] = [
    ["I have two dogs.", ["I have two dogs."]],
    [
      "Well, yes, I’m a nurse and I live in Leeds, but my sister lives in Rome!",
      ["I'm a nurse", "I live in Leeds", "My sister lives in Rome!"],
    ],
    ["hi there. i smoke. my dog is called rex", ["I smoke.", "My dog is called rex"]],
    ["Last week I moved to York.", ["Last week I moved to York."]],
    [
      "In March 2021 we got married; my husband is a baker.",
      ["In March 2021 we got married", "My husband is a baker."],
    ],
    ["I was born in May.", ["I was born in May."]],
    ["I can't swim.\nI am good at chess.", ["I can't swim.", "I am good at chess."]],
    ["I believe in God. I know how to sail.", ["I believe in God.", "I know how to sail."]],
  ];
  for (const [message, facts] of stated) assert.deepEqual(texts(message), facts, message);
});

test("what states nothing of the speaker", () => {
  const messages = [
    "Do you have dogs?",
    "I have two dogs, right?",
    'She asked: "I am what?"',
    "If I had a dog, I would be happy.",
    "I wish I had a dog.",
    "I might get a dog.",
    "I'd like a coffee.",
    "My friend says I am lazy.",
    "I heard that it rains.",
    "I was told to wait.",
    "I think cats are great.",
    "I don't know.",
    "I see. I agree! I do too.",
    "I am so tired. I'm not sure. I'm fine, thanks.",
    "I'll be right back.",
    "I love it. I have one too.",
    "I love you. I like your dress.",
    "*I smile and wave*",
    "> I am a king",
    "You are a pirate.",
    "The weather is fine.",
    "Ana: I am a pirate.",
    `I ${"really ".repeat(50)}like tea.`,
    "",
  ];
  for (const message of messages) assert.deepEqual(texts(message), [], message);
});

test("what is guessed or planned is less sure", () => {
  assert.deepEqual(statedFacts("I think I am allergic to nuts."), [
    { text: "I am allergic to nuts.", confidence: 0.6 },
  ]);
  assert.equal(statedFacts("I'm going to marry in June.")[0]?.confidence, 0.6);
  assert.equal(statedFacts("I am allergic to nuts.")[0]?.confidence, 0.9);
});

test("other languages are kept as they are, where they begin with a first person", () => {
  const foreign = [
    "Ich habe zwei Hunde.",
    "J'habite à Lyon.",
    "Tengo dos perros.",
    "У меня две собаки.",
    "我有两只狗。",
    "私は犬が好きです。",
    "أنا أسكن في القاهرة.",
  ];
  for (const text of foreign) assert.deepEqual(statedFacts(text), [{ text, confidence: 0.7 }]);
  for (const text of ["Ich habe was?", "我有狗吗？", "هل أنا هنا؟", "Das Wetter ist schön."])
    assert.deepEqual(texts(text), []);
});

test("only what is about now can be contradicted", () => {
  for (const text of ["I live in York.", "I moved to York last week.", "I quit my job.", "I don't smoke."])
    assert.ok(isAboutNow(text), text);
  for (const text of [
    "I used to live in Rome.",
    "I was a nurse.",
    "In 2019 I worked in Rome.",
    "I will move to York.",
    "Ich wohne in Rom.",
  ])
    assert.ok(!isAboutNow(text), text);
});
