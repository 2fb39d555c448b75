import assert from "node:assert/strict";
import { test } from "node:test";
import { parseTranscripts } from "../parse-transcripts.ts";
import { writeTranscript } from "../write-transcript.ts";

const chat = [
  { user_name: "Rui", character_name: "Ada", create_date: "2024-1-5@10h22m07s", chat_metadata: { note: "x" } },
  { name: "Ada", is_user: false, send_date: "2024-1-5@10h22m07s", mes: "Hm.", swipes: ["Hi!", "Hm.", ""], swipe_id: 1 },
  { name: "Rui", is_user: true, send_date: 1704450127000, mes: "Is it safe?" },
  { name: "SillyTavern System", is_user: false, is_system: true, mes: "Author's note" },
  { is_user: false, send_date: "January 5, 2024 10:22am", mes: "Ask me after the frost." },
];
const text = chat.map((line) => JSON.stringify(line)).join("\n");

test("what was not taken stays beside what was, and is written and read again", () => {
  const transcripts = parseTranscripts(text, "a/river.jsonl");
  const messages = [
    { session: "river", turn: 0, speaker: "Ada", text: "Hm.", at: "2024-01-05T10:22:07", alternatives: ["Hi!"] },
    { session: "river", turn: 1, speaker: "Rui", text: "Is it safe?", at: "2024-01-05T10:22:07.000Z" },
    { session: "river", turn: 2, speaker: "Ada", text: "Ask me after the frost." },
  ];
  assert.deepEqual(transcripts, [{ session: "river", messages }]);
  assert.deepEqual(parseTranscripts(writeTranscript(transcripts), "f"), transcripts);
});
