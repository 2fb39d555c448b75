import assert from "node:assert/strict";
import { test } from "node:test";
import { saidByOneself, type Who } from "./said-by-oneself.ts";

const ada: Who = { names: ["Ada Brandt", "Ada"], pronoun: "she", isMeant: true };

const cases: [written: string, said: string[] | undefined][] = [
  ["Ada is a nurse.", ["I am a nurse."]],
  ["She has two cats", ["I have two cats."]],
  ["Ada Brandt likes tea.", ["I like tea."]],
  ["Ada lives in Porto and works as a nurse.", ["I live in Porto.", "I work as a nurse."]],
  ["She often goes hiking, but hates the rain.", ["I often go hiking.", "I hate the rain."]],
  ["She likes cats and dogs.", ["I like cats and dogs."]],
  ["Ada's hair is red.", ["My hair is red."]],
  ["Her eyes are green.", ["My eyes are green."]],
  ["Ada’s a nurse.", ["I'm a nurse."]],
  ["She's been to Rome.", ["I've been to Rome."]],
  ["She'll never give up.", ["I'll never give up."]],
  ["Ada doesn't trust doctors.", ["I don't trust doctors."]],
  ["She isn't tall.", ["I am not tall."]],
  ["Ada grew up in a village.", ["I grew up in a village."]],
  ["In her free time, Ada paints her garden.", ["In my free time, I paint my garden."]],
  ["Ada, a nurse from Porto, lives alone.", ["I am a nurse from Porto.", "I live alone."]],
  ["Ada (23) studies law.", ["I study law."]],
  ["She taught herself to cook.", ["I taught myself to cook."]],
  ["She was raised by her aunt.", ["I was raised by my aunt."]],
  ["When she is nervous, she hums.", ["When I am nervous, I hum."]],
  ["Because Ada is shy, she hides.", ["Because I am shy, I hide."]],
  ["Despite her age, she's never left the village.", ["Despite my age, I've never left the village."]],
  ["Her eyes glow when she's angry.", undefined],
  ["She was raised by her grandmother, who taught her everything.", undefined],
  ["When her sister is sad, she sings.", undefined],
  ["Music makes her happy.", undefined],
  ["Likes black coffee", ["I like black coffee."]],
  ["I am a nurse.", ["I am a nurse."]],
  // Somebody else's, or nobody's that is known.
  ["Her brother lives in Rome.", ["My brother lives in Rome."]],
  ["Ada has a brother who lives in Rome and works as a cook.", undefined],
  ["Ada loves her sister because she is kind.", undefined],
  ["Ada and Rui are friends.", undefined],
  ["He is 30.", undefined],
  ["Adam is a nurse.", undefined],
  ["The village is small.", undefined],
  ["Is Ada a nurse?", undefined],
];
for (const [written, said] of cases) {
  test(`"${written}"`, () => assert.deepEqual(saidByOneself(written, ada), said));
}

test("a pronoun is nobody's where the sentence before left it open", () => {
  assert.equal(saidByOneself("She is a cook.", { ...ada, isMeant: false }), undefined);
});

test("they, and he", () => {
  const sam: Who = { names: ["Sam"], pronoun: "they", isMeant: true };
  assert.deepEqual(saidByOneself("They are shy and love their dog.", sam), ["I am shy and love my dog."]);
  assert.deepEqual(saidByOneself("They like tea.", sam), ["I like tea."]);
  const rui: Who = { names: ["Rui"], pronoun: "he", isMeant: true };
  assert.deepEqual(saidByOneself("Rui trusts his dog, and the dog trusts him.", rui), [
    "I trust my dog, and the dog trusts me.",
  ]);
});
