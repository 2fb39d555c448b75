// Conversations in every format. What is read is written as ours, and must be read as it was.
import assert from "node:assert/strict";
import { type Random, type Transcript, UnknownNameError } from "../../packages/dramatis/src/core/index.ts";
import { decodeText } from "../../packages/dramatis/src/persona/index.ts";
import { FORMAT_NAMES } from "../../packages/dramatis/src/transcript/formats/index.ts";
import { pickSpeaker, writeTranscript } from "../../packages/dramatis/src/transcript/index.ts";
import { parseTranscripts } from "../../packages/dramatis/src/transcript/parse-transcripts.ts";
import { type FuzzTarget, oneOfKinds } from "./fuzz-target.ts";
import { blownUp, mutatedBytes, mutatedValue, pick, words } from "./mutations.ts";
import { orRefused } from "./survives.ts";

/** A record of each format that is JSON. */
const RECORDS: readonly unknown[] = [
  {
    session: "a",
    turn: 0,
    speaker: "Ada",
    text: "Hi.",
    at: "2026-01-01T00:00:00Z",
    evidence: { k: 1 },
    alternatives: ["b"],
  },
  {
    messages: [
      { role: "system", content: "x" },
      { role: "user", content: [{ type: "text", text: "Hi." }] },
    ],
  },
  { role: "assistant", content: "Hi.", tool_calls: [{}] },
  {
    conversations: [
      { from: "human", value: "Hi." },
      { from: "gpt", value: "Yes." },
    ],
    id: "c",
  },
  { name: "Ada", is_user: false, mes: "Hi.", send_date: "2026-01-01", swipes: ["Hi.", "Ho."] },
  { user_name: "You", character_name: "Ada", chat_metadata: {} },
  { bot_name: "Ada", bot_id: "b", conversation: [{ message: "Hi.", is_human: true }], submission_timestamp: "1" },
  { Dialogue_ID: "1", Speaker: "Ada", Utterance: "Hi.", Emotion: "happy" },
  { name: "n", turns: [{ role: "user", content: "Hi.", retrieval_context: ["x"] }], scenario: "s" },
  { id: 7, dialogId: 1, turns: [{ speaker: "Ada", text: "Hi." }], personas: {} },
  {
    "user 1 personas": "I run.\nI swim.",
    "user 2 personas": "I sit.",
    "Best Generated Conversation": "User 1: Hi.\nUser 2: Ho.",
  },
  { scene: "s", dialogue: [{ speaker: "Ada", text: "Hi." }], characters: ["Ada"] },
  { agents: ["a", "b"], messages: [[["a", "b", "Hi."]]], environment: "e", tag: "t", rewards: [] },
];
const TEXTS: readonly string[] = [
  "your persona: i run.\npartner's persona: i sit.\n1\thello\t['i', 'other']\n2\thi .\n",
  "1 your persona: i run.\n2 hello\thi\n3 how are you\tfine\n1 hello\tagain\n",
  'session,turn,speaker,text\na,0,Ada,"Hi, you"\na,1,Bo,"""x"""\n',
  "Dialogue_ID\tSpeaker\tUtterance\n1\tAda\tHi.\n",
  'TV_ID,Dialogue_ID,Speaker,Utterance\n01,1,Ada,"a\nb"\n',
  ...RECORDS.flatMap((record) => [JSON.stringify(record), JSON.stringify([record, record], null, 1)]),
];

export const transcriptTarget: FuzzTarget = {
  name: "transcript",
  short: 2_000,
  once: oneOfKinds([
    { share: 2, once: values },
    { share: 2, once: (draws) => reads(mutatedBytes(Buffer.from(pick(TEXTS, draws)), draws), someFormat(draws)) },
    { share: 1, once: rows },
    { share: 0.02, once: large },
  ]),
  replay: (bytes) => {
    for (const format of [undefined, ...FORMAT_NAMES]) reads(bytes, format);
  },
};

function someFormat(draws: Random): string | undefined {
  return draws.int(2) === 0 ? undefined : pick([...FORMAT_NAMES, words(draws)], draws);
}

function values(draws: Random): void {
  const records = Array.from({ length: 1 + draws.int(3) }, () => mutatedValue(pick(RECORDS, draws), draws));
  const lines = records.map((record) => JSON.stringify(record) ?? "");
  const text = draws.int(3) === 0 ? `[${lines.join()}]` : lines.join(pick(["\n", "\r\n", "\n\n", "\r"], draws));
  reads(Buffer.from(text), someFormat(draws));
}

function rows(draws: Random): void {
  const separator = pick([",", "\t"], draws);
  const columns = [
    "Dialogue_ID",
    "Speaker",
    "Utterance",
    "session",
    "turn",
    "speaker",
    "text",
    "role",
    "content",
    "__proto__",
  ];
  const row = (cell: () => string): string => Array.from({ length: 1 + draws.int(5) }, cell).join(separator);
  const cells = Array.from({ length: draws.int(5) }, () =>
    row(() => pick(['"a"', "1", "Ada", words(draws, 4), '"a\nb"'], draws)),
  );
  reads(Buffer.from([row(() => pick(columns, draws)), ...cells].join("\n")), someFormat(draws));
}

/** A short text with a stretch thousands of times, or a record as many times. */
function large(draws: Random): void {
  const seed = pick(TEXTS, draws);
  const isRecord = seed.startsWith("{") && draws.int(2) === 0;
  const text = isRecord ? `${seed}\n`.repeat(pick([100, 3_000], draws)) : blownUp(seed, draws);
  reads(Buffer.from(text), draws.int(2) === 0 ? undefined : pick(FORMAT_NAMES, draws));
}

function reads(bytes: Uint8Array, format: string | undefined): void {
  const text = orRefused(() => decodeText(bytes, "talk.jsonl"));
  if (text === undefined) return;
  let read: Transcript[] | undefined;
  try {
    read = orRefused(() => parseTranscripts(text, "talk.jsonl", format));
  } catch (error) {
    if (!(error instanceof UnknownNameError) || error.message.includes("\n")) throw error;
  }
  if (read === undefined) return;
  assert.ok(read.every(({ messages }) => messages.length > 0));
  orRefused(() => pickSpeaker(read, { personaName: "Ada" }));
  // One session of a name: two of one name are one when they are read again.
  const distinct = read.filter(
    ({ session }, index) => session !== "" && read.findIndex((one) => one.session === session) === index,
  );
  const plain = distinct.filter(({ messages }) => messages.every(({ speaker }) => speaker !== ""));
  if (plain.length === 0) return;
  const again = parseTranscripts(writeTranscript(plain), "talk.jsonl", "dramatis");
  assert.deepEqual(again, plain, "not what was read");
}
