import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { InputError } from "../core/index.ts";
import { decodeText } from "../persona/index.ts";
import { FORMAT_NAMES } from "./formats/index.ts";
import { parseTranscripts } from "./parse-transcripts.ts";
import { speakersOf } from "./pick-speaker.ts";

const chat = [
  { role: "system", content: "You are Ada." },
  { role: "user", content: "Hi" },
  { role: "assistant", content: "Hello" },
];

/** Session → "speaker: text" lines, whatever the format was. */
function said(text: string, where = "talk.jsonl"): Record<string, string[]> {
  const lines = parseTranscripts(text, where).map(({ session, messages }) => {
    assert.ok(messages.every((message, index) => message.session === session && message.turn === index));
    return [session, messages.map(({ speaker, text: words }) => `${speaker}: ${words}`)] as const;
  });
  return Object.fromEntries(lines);
}

test("every format is known by its content", () => {
  const openai = ["user: Hi", "assistant: Hello"];
  assert.deepEqual(said('{"speaker": "a", "text": "x"}\n\n{"speaker": "b", "text": "y"}\n'), {
    talk: ["a: x", "b: y"],
  });
  assert.deepEqual(said(JSON.stringify({ messages: chat })), { "talk-1": openai });
  const line = JSON.stringify({ messages: chat });
  assert.deepEqual(said(`${line}\r\n${line}`), { "talk-1": openai, "talk-2": openai });
  assert.deepEqual(said(JSON.stringify([{ messages: chat }, { messages: chat }], null, 2)), {
    "talk-1": openai,
    "talk-2": openai,
  });
  const human = {
    conversations: [
      { from: "human", value: "Hi" },
      { from: "gpt", value: "Hello" },
    ],
  };
  assert.deepEqual(said(JSON.stringify(human, null, 1)), { "talk-1": openai });
  assert.deepEqual(said(JSON.stringify([human])), { "talk-1": openai });
  assert.deepEqual(said("1 Hi\tHello\t\tx|y\n", "-"), { "stdin-1": ["partner: Hi", "you: Hello"] });
});

test("chat logs of other tools are known by their content", () => {
  const lines = (...values: unknown[]): string => values.map((value) => JSON.stringify(value)).join("\n");
  const header = { user_name: "Rui", character_name: "Ada", chat_metadata: {} };
  assert.deepEqual(said(lines(header, { name: "Rui", is_user: true, mes: "Hi" }, { is_user: false, mes: "Hm." })), {
    talk: ["Rui: Hi", "Ada: Hm."],
  });
  const bot = {
    bot_name: "Ada",
    conversation: [
      { message: "Hm.", is_human: false },
      { message: "Hi", is_human: true },
    ],
  };
  assert.deepEqual(said(lines(bot)), { "talk-1": ["Ada: Hm.", "user: Hi"] });
  assert.deepEqual(said("Dialogue_ID,Speaker,Utterance\n7,Ada,Hm.\n8,Rui,Hi\n7,Rui,Hi\n", "talk.csv"), {
    "talk-7": ["Ada: Hm.", "Rui: Hi"],
    "talk-8": ["Rui: Hi"],
  });
  assert.deepEqual(said("dialogue id\tspeaker\tutterance\n7\tAda\tHm, yes.\n", "talk.tsv"), {
    "talk-7": ["Ada: Hm, yes."],
  });
  assert.deepEqual(said(lines({ id: 12, turns: [{ speaker: "Ada", text: "Hm." }] })), { "12": ["Ada: Hm."] });
  const episode = {
    pk: "e1",
    messages: [
      [["Environment", "Ada", "Your secret: debts."]],
      [
        ["Ada", "Environment", 'said: "Hm."'],
        ["Rui", "Environment", "did nothing"],
      ],
      [
        ["Rui", "Environment", "[non-verbal communication] nods"],
        ["Rui", "Ada", "seen twice"],
      ],
    ],
  };
  assert.deepEqual(said(lines(episode)), { e1: ["Ada: Hm.", "Rui: nods"] });
  const both =
    '"user 1 personas","user 2 personas","Best Generated Conversation"\n"a","b","User 1: Hi\nUser 2: Hm.\nYes."\n';
  assert.deepEqual(said(both, "talk.csv"), { "talk-1": ["user 1: Hi", "user 2: Hm.\nYes."] });
});

test("a conversation of one speaker is a conversation", () => {
  const alone = parseTranscripts('{"speaker":"Ada","text":"Hm."}\n{"speaker":"Ada","text":"Yes."}', "f");
  assert.deepEqual(speakersOf(alone), ["Ada"]);
});

test("messages on their own, as an array or as lines, are one session", () => {
  const expected = { talk: ["user: Hi", "assistant: Hello"] };
  assert.deepEqual(said(JSON.stringify(chat)), expected);
  assert.deepEqual(said(JSON.stringify(chat, null, 2)), expected);
  assert.deepEqual(said(chat.map((message) => JSON.stringify(message)).join("\n")), expected);
  const lists = `${JSON.stringify(chat)}\n${JSON.stringify(chat)}`;
  assert.deepEqual(Object.keys(said(lists)), ["talk-1", "talk-2"]);
});

const faults: [name: string, text: string, message: RegExp][] = [
  ["empty", " \n", /^f\.jsonl: an empty file; expected a conversation$/],
  [
    "prose",
    "\nOnce upon a time",
    /^f\.jsonl:2: "Once upon a time"; expected one of sotopia, openai, .*dramatis, personachat$/,
  ],
  [
    "a line that is not JSON",
    '{"speaker":"a","text":"x"}\n{oops}\n',
    /^f\.jsonl:2: not JSON at "oops\}"; expected a "key" or \}$/,
  ],
  ["truncated JSONL", '{"speaker":"a","text":"x"}\n{"speaker":"a","te', /^f\.jsonl:2: JSON that ends too soon/],
  [
    "a first line cut short",
    '{"speaker":"a","te\n{"speaker":"a","text":"x"}\n',
    /^f\.jsonl:1: not JSON at|^f\.jsonl:1: JSON that ends/,
  ],
  [
    "a first line without its end",
    '\n{"speaker":"a",\n{"speaker":"a","text":"x"}',
    /^f\.jsonl:2: JSON that ends too soon/,
  ],
  ["truncated JSON", '[\n{"messages": [\n{"role": "user"', /^f\.jsonl:3: JSON that ends too soon/],
  ["no message", '{"messages": []}', /^f\.jsonl: no message; expected at least one message$/],
  ["an empty list", "[]", /^f\.jsonl: an empty list/],
  ["another shape", '{"a": 1}', /^f\.jsonl:1: the keys a; expected \{"speaker", "text"\}/],
  ["a number", "[3]", /^f\.jsonl: 3; expected/],
  [
    "a message without text",
    '{"speaker":"a","text":"x"}\n{"speaker":"a"}',
    /^f\.jsonl:2: text: nothing; expected a text$/,
  ],
  ["a turn that is no number", '{"speaker":"a","text":"x","turn":-1}', /^f\.jsonl:1: turn: -1; expected at least 0$/],
  [
    "a turn twice",
    '{"speaker":"a","text":"x","turn":3}\n{"speaker":"a","text":"y","turn":3}',
    /^f\.jsonl:2: a second turn 3 in session "f"/,
  ],
  [
    "a role without content",
    '{"messages":[{"role":"user"}]}',
    /^f\.jsonl:1: messages\[0\]: a message without text; expected/,
  ],
  ["messages that are no list", '{"messages":"x"}', /^f\.jsonl:1: no list of messages/],
  [
    "the third record of an array",
    '[{"messages":[{"role":"user","content":"x"}]},{"messages":[{"content":"x"}]}]',
    /^f\.jsonl: record 2: messages\[0\]: a message without a role/,
  ],
  [
    "a turn without value",
    '{"conversations":[{"from":"human"}]}',
    /^f\.jsonl:1: conversations\[0\]: a message without text/,
  ],
  ["swipes that are no texts", '{"mes":"x","swipes":[1]}', /^f\.jsonl:1: swipes\[0\]: 1; expected a text$/],
  [
    "a turn of a bot that is no message",
    '{"bot_name":"a","conversation":[{"message":"x"}]}',
    /^f\.jsonl:1: conversation\[0\]: another shape/,
  ],
  ["a row without a speaker", "Dialogue_ID,Speaker,Utterance\n7,,x\n", /^f\.jsonl:2: no speaker; expected a row/],
  ["a row that is too short", "Dialogue_ID,Speaker,Utterance\n7,a\n", /^f\.jsonl:2: Invalid Record Length/],
  ["a turn that is no text", '{"turns":[{"speaker":"a"}]}', /^f\.jsonl:1: turns\[0\]: a turn without text/],
  ["a message of two parts", '{"messages":[[["a","b"]]]}', /^f\.jsonl:1: messages\[0\]\[0\]: another shape/],
  [
    "a PersonaChat line without number",
    "1 hi\tho\nhello",
    /^f\.jsonl:2: "hello"; expected a "your persona:" sentence or a numbered line/,
  ],
  ["only personas", "your persona: i hike.", /^f\.jsonl: no numbered line/],
];
for (const [name, text, message] of faults) {
  test(`fault: ${name}`, () => {
    assert.throws(() => parseTranscripts(text, "f.jsonl"), { code: "invalid_input", message });
  });
}

test("a format can be named, and a mistyped one is answered with the nearest", () => {
  assert.throws(() => parseTranscripts('{"messages":[]}', "f", "sharegpt"), { message: /no list of conversations/ });
  assert.throws(() => parseTranscripts("hello", "f", "dramatis"), { message: /^f:1: not JSON/ });
  assert.throws(() => parseTranscripts("x", "f", "sharegtp"), {
    code: "unknown_name",
    message: /did you mean sharegpt/,
  });
});

test("no text and no bytes make the parsers throw anything but an InputError", () => {
  const key = fc.constantFrom(
    "messages",
    "conversations",
    "role",
    "content",
    "from",
    "value",
    "speaker",
    "text",
    "turn",
    "__proto__",
    "session",
    "mes",
    "swipes",
    "conversation",
    "bot_name",
    "turns",
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.string({ maxLength: 4 }),
      fc.integer(),
      fc.constant(null),
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(key, tie("any"), { maxKeys: 3 }),
    ),
  })).any;
  const json = fc
    .array(
      value.map((each) => JSON.stringify(each)),
      { maxLength: 3 },
    )
    .map((lines) => lines.join("\n"));
  const chatter = fc
    .array(fc.constantFrom("your persona: x", "1 a\tb", "2\ta\t['i']", "\n", "\t", "partner's persona: ", "3", "x"))
    .map((parts) => parts.join("\n"));
  const format = fc.option(fc.constantFrom(...FORMAT_NAMES), { nil: undefined });
  const survives = (read: () => unknown): void => {
    try {
      read();
    } catch (error) {
      assert.ok(error instanceof InputError, String(error));
    }
  };
  const texts = fc.oneof(
    json,
    chatter,
    fc.string({ unit: "binary" }),
    json.map((text) => text.slice(0, -1)),
  );
  fc.assert(
    fc.property(texts, format, (text, name) => survives(() => parseTranscripts(text, "f", name))),
    { seed: 9, numRuns: 1500 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) =>
      survives(() => parseTranscripts(decodeText(bytes, "f"), "f")),
    ),
    { seed: 10 },
  );
});
