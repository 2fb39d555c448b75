import assert from "node:assert/strict";
import { test } from "node:test";
import type { Message } from "../../core/index.ts";
import { howMade } from "./how-made.ts";

const reply: Message = {
  session: "s",
  turn: 1,
  speaker: "Ada",
  text: "Yes.",
  evidence: {
    blocks: [{ id: "MEMORY", fields: [], tokens: 5, sources: ["m1"] }],
    dropped: [],
    droppedTurns: 0,
    statements: [],
    guards: [
      {
        guard: "nli-rerank",
        candidates: [
          { text: "Yes.", score: -1, seed: 1, chosen: true, reason: "contradiction 0.02" },
          { text: "No\u001b[2J.", seed: 2, chosen: false, reason: "contradiction 0.90" },
        ],
      },
    ],
    tools: [{ name: "look", arguments: "{}", result: "a door" }],
    thoughts: ["I hope she does not ask."],
    lost: ["facts: the store is locked"],
  },
};

test("candidates with reasons, tools, thoughts, memories and losses, each under its heading", () => {
  const memory = { kind: "fact" as const, about: "user", sources: [], saidAt: "2026-01-01", confidence: 1 };
  const memories = [
    { ...memory, id: "m1", text: "I live in Leeds." },
    { ...memory, id: "m2", text: "I like tea." },
  ];
  assert.deepEqual(howMade(reply, { memories, paint: (style, text) => `<${style}>${text}` }), [
    "<bold>nli-rerank, 2 candidates:",
    "  > Yes. (contradiction 0.02)",
    "<dim>    No. (contradiction 0.90)",
    "<bold>Looked up:",
    "  look({}): a door",
    "<bold>Thought, and not said:",
    "  I hope she does not ask.",
    "<bold>Remembered:",
    "  m1: I live in Leeds.",
    "<bold>Could not take part:",
    "  facts: the store is locked",
  ]);
});

test("a reply that says nothing of these, or comes from elsewhere, gives no lines", () => {
  const { evidence: _, ...bare } = reply;
  assert.deepEqual(howMade(bare, { memories: [], paint: (_style, text) => text }), []);
});
