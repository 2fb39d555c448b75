import assert from "node:assert/strict";
import { test } from "node:test";
import { parseTranscripts } from "../parse-transcripts.ts";

const CASE = {
  turns: [
    { role: "user", content: "Hi.", user_id: null },
    { role: "assistant", content: "Hello.", retrieval_context: ["A note."], tools_called: null },
  ],
  scenario: "A greeting.",
  chatbot_role: "A shy clerk.",
  name: "greeting",
};

const lines = (text: string) =>
  parseTranscripts(text, "cases.json").map(({ session, messages }) => [
    session,
    messages.map(({ speaker, text, evidence }) => [speaker, text, evidence]),
  ]);

test("a test case is a session by its name, with what a turn was told", () => {
  assert.deepEqual(lines(JSON.stringify([CASE, { ...CASE, name: null }])), [
    [
      "greeting",
      [
        ["user", "Hi.", undefined],
        ["assistant", "Hello.", { retrievalContext: ["A note."] }],
      ],
    ],
    [
      "cases-2",
      [
        ["user", "Hi.", undefined],
        ["assistant", "Hello.", { retrievalContext: ["A note."] }],
      ],
    ],
  ]);
});

test("two cases of one name keep apart", () => {
  assert.deepEqual(
    parseTranscripts(JSON.stringify([CASE, CASE]), "cases.json").map(({ session }) => session),
    ["cases-1", "cases-2"],
  );
});

test("goldens as DeepEval saves them hold their turns as a text", () => {
  const golden = { scenario: "A greeting.", turns: JSON.stringify(CASE.turns), expectedOutcome: null };
  const [first] = parseTranscripts(JSON.stringify([golden]), "goldens.json");
  assert.deepEqual(
    first?.messages.map(({ text }) => text),
    ["Hi.", "Hello."],
  );
});

test("a dialog of sdialog is not taken for one", () => {
  const [dialog] = parseTranscripts(JSON.stringify({ id: 7, turns: [{ speaker: "Ada", text: "Hi." }] }), "d.json");
  assert.deepEqual([dialog?.session, dialog?.messages[0]?.speaker], ["7", "Ada"]);
});

test("a turn of another shape is named", () => {
  const odd = {
    turns: [
      { role: "user", content: "Hi." },
      { role: "tool", content: 7 },
    ],
  };
  assert.throws(
    () => parseTranscripts(JSON.stringify([odd]), "cases.json"),
    /cases\.json: record 1: turns\[1\]: another shape/,
  );
});
