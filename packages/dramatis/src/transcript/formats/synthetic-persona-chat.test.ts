import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { parseTranscripts } from "../parse-transcripts.ts";
import { speakersOf } from "../pick-speaker.ts";

const shared = process.env.DRAMATIS_SHARED ?? fileURLToPath(new URL("../../../../../../shared", import.meta.url));
const file = join(shared, "data/open/synthetic-persona-chat/Synthetic-Persona-Chat_valid.csv");

test("the validation set", { skip: existsSync(file) ? false : "no shared data here" }, async () => {
  const transcripts = parseTranscripts(await readFile(file, "utf8"), file);
  // The data's own README: 1,000 conversations.
  assert.equal(transcripts.length, 1000);
  assert.deepEqual(speakersOf(transcripts), ["user 1", "user 2"]);
  assert.ok(transcripts.every(({ messages }) => messages.length >= 2));
});
