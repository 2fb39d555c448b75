import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ChatMessage } from "dramatis/core";
import { chatPrompt } from "./chat-prompt.ts";
import type { BundledTokenizer } from "./tokenizer.ts";

/** One token a word: its length. Marks are above 100. */
const tokenizer: BundledTokenizer = {
  begin: 101,
  end: 102,
  mark: { persona: 103, self: 104, other: 105, fact: 106 },
  encode: (text) => text.split(" ").map((word) => word.length),
  decode: () => "",
  isText: (id) => id < 100,
};

function prompt(messages: ChatMessage[], room = 100): ReturnType<typeof chatPrompt> {
  return chatPrompt(messages, { tokenizer, room });
}

const SYSTEM: ChatMessage = { role: "system", content: "I am tall.\nMy dog barks.\nI sing." };
const SAID: ChatMessage[] = [
  { role: "user", content: "a bb" },
  { role: "assistant", content: "ccc" },
  { role: "user", content: "dddd" },
];

describe("chatPrompt", () => {
  test("persona lines, turns with their marks, and the mark of the reply", () => {
    const { ids, ends, own } = prompt([SYSTEM, ...SAID]);
    const persona = [103, 1, 2, 5, 102, 103, 2, 3, 6, 102, 103, 1, 5, 102];
    assert.deepEqual(ends, [15, 19, 22, 25]);
    assert.deepEqual(ids, [101, ...persona, 105, 1, 2, 102, 104, 3, 102, 105, 4, 102, 104]);
    assert.deepEqual(
      own.map(([from, to]) => ids.slice(from, to)),
      [[3]],
    );
  });

  test("persona lines fill more than half where the turns leave it", () => {
    // Lines of 5, 5 and 4 tokens, the beginning and the mark; half of 16 is not enough for two.
    assert.equal(prompt([SYSTEM], 16).ids.length, 16);
    assert.equal(prompt([SYSTEM], 15).ids.length, 12);
  });

  test("persona lines fill at most half besides turns; the oldest turns go first; the newest is kept", () => {
    const room = 20;
    const { ids } = prompt([SYSTEM, ...SAID], room);
    // Two lines of five tokens are half of 20; of the eight that are left, the last two turns take six.
    assert.deepEqual(ids, [101, 103, 1, 2, 5, 102, 103, 2, 3, 6, 102, 104, 3, 102, 105, 4, 102, 104]);
    assert.ok(ids.length <= room);
  });

  test("of a turn that is too long by itself, the end is read", () => {
    const { ids } = prompt([{ role: "user", content: "a bb ccc dddd eeeee" }], 6);
    assert.deepEqual(ids, [101, 105, 4, 5, 102, 104]);
  });

  test("no message at all is a beginning", () => {
    assert.deepEqual(prompt([]).ids, [101, 104]);
    assert.deepEqual(prompt([{ role: "user", content: "  " }]).ids, [101, 104]);
  });
});
