import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { Model } from "../../core/index.ts";
import { personaFromSentences, renderPersona } from "../../persona/index.ts";
import { dramatis, folderOf } from "../testing-cli.ts";
import { type ScoreRow, scorerOf } from "./score.ts";

type Scored = Parameters<NonNullable<Model["score"]>>[0];

/** One nat a character; keeps what it was asked. */
function byLength(): { model: Model; asked: Scored[] } {
  const asked: Scored[] = [];
  const model: Model = {
    id: "by-length",
    generate: () => Promise.reject(new Error("is not asked")),
    score: async (request) => {
      asked.push(request);
      return { sum: -request.continuation.length, tokens: 1 };
    },
  };
  return { model, asked };
}

const SENTENCES = ["I have a dog.", "I hike every Sunday."];
const LIST = "- I have a dog.\n- I hike every Sunday.";
const whole = personaFromSentences("Ada", SENTENCES);

const PERSONAS: [string, NonNullable<ScoreRow["persona"]>, string][] = [
  ["a list of sentences", SENTENCES, LIST],
  ["a text with one sentence a line", `your persona: ${SENTENCES[0]}\n\n${SENTENCES[1]}\n`, LIST],
  ["a whole persona", whole, renderPersona(whole).system],
];

for (const [what, persona, content] of PERSONAS) {
  test(`${what} becomes the system message`, async () => {
    const { model, asked } = byLength();
    const messages = [{ role: "user" as const, content: "Any pets?" }];
    const answer = await scorerOf(model)({ persona, messages, continuation: "Yes, a dog." });
    // "Yes, a dog." has 11 characters.
    assert.deepEqual(answer, { sum: -11, tokens: 1 });
    assert.deepEqual(asked, [{ messages: [{ role: "system", content }, ...messages], continuation: "Yes, a dog." }]);
  });
}

test("without a persona the messages are as they are; an empty continuation is missing and not asked", async () => {
  const { model, asked } = byLength();
  const score = scorerOf(model);
  assert.deepEqual(await score({ messages: [], continuation: " \n" }), { missing: "unsupported" });
  assert.deepEqual(await score({ messages: [], continuation: "Hi" }), { sum: -2, tokens: 1 });
  assert.deepEqual(asked, [{ messages: [], continuation: "Hi" }]);
});

test("what the bundled model cannot score is missing in its line, and the other lines are scored", async (t) => {
  const texts = ["Hi.", "<sep>", "word ".repeat(10_000), "👋 \ud83d", "So."];
  const lines = texts.map((continuation) => JSON.stringify({ messages: [], continuation }));
  const folder = folderOf(t, { "in.jsonl": lines.join("\n") });
  const { code, out, err } = await dramatis(t, ["score", "--in", join(folder, "in.jsonl")]);
  assert.deepEqual([code, err], [0, ""]);
  const rows = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    rows.map(({ sum, missing }) => missing ?? sum < 0),
    [true, "unsupported", "unsupported", true, true],
  );
});

test("the bundled model scores by default, and thinks the persona's own words the likelier", async (t) => {
  const messages = [{ role: "user", content: "Do you have any pets?" }];
  const lines = [["I have a dog."], ["I hate animals."]].map((persona, id) => {
    return JSON.stringify({ id, persona, messages, continuation: "Yes, I have a dog." });
  });
  const folder = folderOf(t, { "in.jsonl": lines.join("\n") });
  const { code, out, err } = await dramatis(t, ["score", "--in", join(folder, "in.jsonl")]);
  assert.deepEqual([code, err], [0, ""]);
  const [own, other] = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual([own.id, own.messages, other.id], [0, messages, 1]);
  assert.ok(own.tokens > 0 && own.tokens === other.tokens);
  assert.ok(own.sum < 0 && own.sum > other.sum, `${own.sum} ${other.sum}`);
});

test("a line without messages is named", async (t) => {
  const folder = folderOf(t, { "in.jsonl": '{"messages": [], "continuation": "x"}\n{"continuation": "x"}\n' });
  const { code, err } = await dramatis(t, ["score", "--in", join(folder, "in.jsonl")]);
  assert.equal(code, 2);
  assert.match(err, /^dramatis: [^\n]*in\.jsonl:2: \{"continuation": "x"\}; expected [^\n]+\n$/);
});

test("a model that cannot score is one line with what would, exit code 2", async (t) => {
  const folder = folderOf(t, { "script.json": '{"default": "Hi"}' });
  const { code, out, err } = await dramatis(t, ["score", "--in", folder, "--model", `mock:${folder}/script.json`]);
  assert.deepEqual([code, out], [2, ""]);
  assert.match(err, /^dramatis: dramatis score with mock:\w+ needs logprobs, [^\n]*--model understudy\n$/);
});
