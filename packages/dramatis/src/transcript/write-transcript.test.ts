import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Transcript } from "../core/index.ts";
import { parseTranscripts } from "./parse-transcripts.ts";
import { writeTranscript } from "./write-transcript.ts";

const line = fc.record(
  {
    speaker: fc.string({ minLength: 1, unit: "binary" }),
    text: fc.string({ unit: "binary" }),
    model: fc.string(),
    personaVersion: fc.string(),
    usage: fc.record({ inputTokens: fc.nat(), outputTokens: fc.nat() }),
    evidence: fc.dictionary(fc.stringMatching(/^[a-z]+$/), fc.string()),
    alternatives: fc.array(fc.string(), { maxLength: 2 }),
  },
  { requiredKeys: ["speaker", "text"] },
);

const transcripts = fc
  .dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.array(line, { minLength: 1, maxLength: 5 }), {
    minKeys: 1,
    maxKeys: 4,
  })
  .map((sessions): Transcript[] =>
    Object.entries(sessions).map(([session, lines]) => ({
      session,
      messages: lines.map((each, turn) => ({ session, turn, ...each })),
    })),
  );

test("what was written is read back", () => {
  fc.assert(
    fc.property(transcripts, (written) => {
      const read = parseTranscripts(writeTranscript(written), "f.jsonl", "dramatis");
      assert.deepEqual(JSON.parse(JSON.stringify(read)), JSON.parse(JSON.stringify(written)));
    }),
    { seed: 11 },
  );
});

test("one message a line, with a line break at the end", () => {
  const messages = [{ session: "s", turn: 0, speaker: "a", text: "x\ny" }];
  assert.equal(
    writeTranscript([{ session: "s", messages }]),
    '{"session":"s","turn":0,"speaker":"a","text":"x\\ny"}\n',
  );
  assert.equal(writeTranscript([]), "");
});

test("turns in any order, and none, are put in order", () => {
  const text = [
    '{"turn":2,"speaker":"a","text":"c"}',
    '{"turn":0,"speaker":"a","text":"a"}',
    '{"speaker":"b","text":"b"}',
  ].join("\n");
  const [transcript] = parseTranscripts(text, "f.jsonl");
  assert.deepEqual(
    transcript?.messages.map(({ turn, text: words }) => [turn, words]),
    [
      [0, "a"],
      [1, "b"],
      [2, "c"],
    ],
  );
});
