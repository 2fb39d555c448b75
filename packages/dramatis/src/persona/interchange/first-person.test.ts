import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { inFirstPerson } from "./first-person.ts";

const cases: [written: string, said: string][] = [
  ["You are curious and love your garden.", "I am curious and love my garden."],
  ["Your job is to check bridges. You're good at it.", "My job is to check bridges. I am good at it."],
  ["You don't give up, but you are slow when you cook.", "I don't give up, but I am slow when I cook."],
  ["You keep it to yourself.", "I keep it to myself."],
  ["At school, you sang. Additionally, you ran; you won.", "At school, I sang. Additionally, I ran; I won."],
  ["Good at sums, and uses them in your work.", "Good at sums, and uses them in my work."],
  ["Your parents were bakers. They taught you.", "Your parents were bakers. They taught you."],
  // Not said to anyone, or not to be turned by words alone.
  ["Takes notes in meetings.", "Takes notes in meetings."],
  ["You like those who like you.", "You like those who like you."],
  ["She is your sister.", "She is my sister."],
  ["You paint. Others ask you to stop.", "You paint. Others ask you to stop."],
];
for (const [written, said] of cases) {
  test(`"${written}"`, () => assert.equal(inFirstPerson(written), said));
}

test("twice is once, whatever the text", () => {
  const word = fc.constantFrom(
    "you",
    "You",
    "your",
    "are",
    "I",
    "and",
    "yourself",
    "you're",
    ".",
    "!",
    " ",
    "\n",
    "ü",
    "you've",
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), fc.constantFrom(" ", ""), (words, joint) => {
      const once = inFirstPerson(words.join(joint));
      assert.equal(inFirstPerson(once), once);
    }),
    { seed: 5, numRuns: 2000 },
  );
});
