import assert from "node:assert/strict";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { readTranscripts } from "./read-transcripts.ts";

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "dramatis-talk-"));
});
after(() => rm(folder, { recursive: true }));

test("a folder is read in the order of its names and no session is mixed with another file's", async () => {
  const line = '{"session": "s", "speaker": "a", "text": "x"}\n';
  await writeFile(join(folder, "2.jsonl"), line);
  await writeFile(join(folder, "1.jsonl"), `\ufeff${line}`);
  await writeFile(join(folder, "3.txt"), "1 hi\tho\n");
  await writeFile(join(folder, "notes.md"), "not a transcript");
  const found = await readTranscripts(folder);
  assert.deepEqual(
    found.map(({ session, messages }) => [session, messages[0]?.session]),
    [
      ["s", "s"],
      ["2.jsonl:s", "2.jsonl:s"],
      ["3-1", "3-1"],
    ],
  );
  assert.equal((await readTranscripts(join(folder, "3.txt"), { format: "personachat" })).length, 1);
});

test("a missing, an empty, a large and a binary file are one line each", async () => {
  const at = (name: string): string => join(folder, name);
  await assert.rejects(readTranscripts(at("none")), { code: "invalid_input", message: /none: no such file/ });
  const empty = await mkdtemp(at("empty-"));
  await assert.rejects(readTranscripts(empty), { message: /a folder without a transcript; expected \*\.jsonl/ });
  const large = await open(at("large.json"), "w");
  await large.truncate(100 * 2 ** 20);
  await large.close();
  await assert.rejects(readTranscripts(at("large.json")), {
    message: /large\.json: 100 MB or more; expected at most 64 MB/,
  });
  await writeFile(at("latin.jsonl"), Buffer.from([0x7b, 0x0a, 0xe9, 0x0a]));
  await assert.rejects(readTranscripts(at("latin.jsonl")), { message: /latin\.jsonl:2: a byte that is not UTF-8/ });
});
