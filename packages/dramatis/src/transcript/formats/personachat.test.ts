import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { parsePersonaChat } from "./personachat.ts";

const lines = (text: string): string[][] =>
  parsePersonaChat(text, "f").map(({ transcript }) =>
    transcript.messages.map((each) => `${each.speaker}: ${each.text}`),
  );

test("annotated lines alternate, the partner first; a new persona block begins a new session", () => {
  const text = `partner's persona: i like films.\t['i', 'like', 'films']
your persona: i read twenty books a year.
1\thello\t['i', 'other', '']
2\thi .
3\tgood film ?
partner's persona: i run.
1\they
`;
  assert.deepEqual(lines(text), [["partner: hello", "you: hi .", "partner: good film ?"], ["partner: hey"]]);
  assert.deepEqual(
    parsePersonaChat(text, "a/f.txt").map(({ transcript, personas }) => [transcript.session, personas]),
    [
      ["f-1", { you: ["i read twenty books a year."], partner: ["i like films."] }],
      ["f-2", { you: [], partner: ["i run."] }],
    ],
  );
});

test("ParlAI lines hold two turns and the candidates are left out; numbering that starts again is a new session", () => {
  const text = "1 your persona: i run.\n2 hi\thello\t\tno|yes\n3 run ?\tyes\n1 hey\tho\n";
  assert.deepEqual(lines(text), [
    ["partner: hi", "you: hello", "partner: run ?", "you: yes"],
    ["partner: hey", "you: ho"],
  ]);
});

const shared = process.env.DRAMATIS_SHARED ?? fileURLToPath(new URL("../../../../../../shared", import.meta.url));
const file = join(shared, "data/open/personachat-valid/valid_both_original_dialogueNLI.txt");

test("the PersonaChat validation set", { skip: existsSync(file) ? false : "no shared data here" }, async () => {
  const dialogues = parsePersonaChat(await readFile(file, "utf8"), file);
  // The data's own README: 1,000 dialogues; 24,580 lines in the file, all of them personas or turns.
  assert.equal(dialogues.length, 1000);
  const turns = dialogues.flatMap(({ transcript }) => transcript.messages);
  const sentences = dialogues.flatMap(({ personas }) => [...personas.you, ...personas.partner]);
  assert.equal(turns.length + sentences.length, 24_580);
  assert.ok(dialogues.every(({ personas }) => personas.you.length >= 3 && personas.partner.length >= 3));
  assert.ok(turns.every(({ text }) => text !== "" && !text.includes("\t")));
});
