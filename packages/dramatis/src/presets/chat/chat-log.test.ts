import assert from "node:assert/strict";
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { InputError, type Message } from "../../core/index.ts";
import { readTranscripts } from "../../transcript/index.ts";
import { openChatLog, sessionName, sessionPath } from "./chat-log.ts";

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-chat-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function message(turn: number, text: string, session = "monday"): Message {
  return { session, turn, speaker: turn % 2 ? "Ada" : "user", text };
}

test("every message is in the file at once, and comes back", async (t) => {
  const path = join(folderOf(t), "chats", "monday.jsonl");
  const log = openChatLog(path);
  assert.deepEqual([log.session, log.messages, log.mended], ["monday", [], false]);
  const said = [message(0, "Hi."), { ...message(1, "Hello, Zoë 👋.\nAnd you?"), evidence: { attempt: 0 } }];
  for (const [index, one] of said.entries()) {
    log.append(one);
    assert.equal(readFileSync(path, "utf8").split("\n").length, index + 2);
  }
  assert.deepEqual(await readTranscripts(path), [{ session: "monday", messages: said }]);
  const again = openChatLog(path);
  assert.deepEqual(again.messages, said);
  again.append(message(2, "Good."));
  assert.equal(openChatLog(path).messages.length, 3);
});

test("the last message can be replaced, by a longer or a shorter one, and the session goes on", (t) => {
  const folder = folderOf(t);
  const path = join(folder, "monday.jsonl");
  const log = openChatLog(path);
  for (const [turn, text] of ["Hi.", "Hello there."].entries()) log.append(message(turn, text));
  log.replaceLast(message(1, "No."));
  log.append(message(2, "No?"));
  log.append(message(3, "Yes."));
  log.replaceLast(message(3, "Certainly, and again."));
  assert.deepEqual(
    openChatLog(path).messages.map(({ text }) => text),
    ["Hi.", "No.", "No?", "Certainly, and again."],
  );
  assert.deepEqual(readdirSync(folder), ["monday.jsonl"]);
});

test("wherever a last line was cut, it alone is gone", (t) => {
  const path = join(folderOf(t), "monday.jsonl");
  openChatLog(path).append(message(0, "Hi."));
  const whole = readFileSync(path);
  openChatLog(path).append(message(1, "Zoë."));
  const bytes = readFileSync(path);
  for (let length = whole.length + 1; length < bytes.length - 1; length++) {
    writeFileSync(path, bytes.subarray(0, length));
    const log = openChatLog(path);
    assert.ok(log.mended, `${length}`);
    assert.deepEqual(log.messages, [message(0, "Hi.")]);
    assert.deepEqual(readFileSync(path), whole);
  }
  // Only the line break is missing: nothing is lost.
  writeFileSync(path, bytes.subarray(0, -1));
  const log = openChatLog(path);
  assert.deepEqual([log.mended, log.messages.length], [false, 2]);
  log.append(message(2, "So."));
  assert.equal(openChatLog(path).messages.length, 3);
});

test("a first line that was cut leaves a session that begins", (t) => {
  const path = join(folderOf(t), "monday.jsonl");
  writeFileSync(path, '{"session":"mon');
  const log = openChatLog(path);
  assert.deepEqual([log.mended, log.messages, log.session], [true, [], "monday"]);
});

const FOREIGN: [string, string, RegExp][] = [
  ["no conversation", "name: Ada", /monday\.jsonl:1: /],
  [
    "a line in the middle that is none",
    `${JSON.stringify(message(0, "Hi."))}\nhello\n{"session":"mo`,
    /monday\.jsonl:2: /,
  ],
  [
    "several sessions",
    [message(0, "Hi."), message(0, "Hi.", "b")].map((one) => JSON.stringify(one)).join("\n"),
    /2 sessions; expected a file of one session/,
  ],
];
for (const [what, content, says] of FOREIGN) {
  test(`a file with ${what} is refused and left as it is`, (t) => {
    const path = join(folderOf(t), "monday.jsonl");
    writeFileSync(path, content);
    assert.throws(
      () => openChatLog(path),
      (error) => error instanceof InputError && says.test(error.message),
    );
    assert.equal(readFileSync(path, "utf8"), content);
  });
}

test("two chats in one session: the second to write is refused, and nothing is mixed", (t) => {
  const path = join(folderOf(t), "monday.jsonl");
  const [one, two] = [openChatLog(path), openChatLog(path)];
  one.append(message(0, "Hi."));
  assert.throws(() => two.append(message(0, "Hello.")), /wrote in the meantime; expected one chat a session/);
  assert.throws(() => two.replaceLast(message(0, "Hello.")), /in the meantime/);
  one.append(message(1, "Yes."));
  appendFileSync(path, " \n");
  assert.throws(() => one.append(message(2, "So.")), /in the meantime/);
  assert.deepEqual(
    openChatLog(path).messages.map(({ text }) => text),
    ["Hi.", "Yes."],
  );
});

test("a place that cannot be written is an error before the first word", (t) => {
  const folder = folderOf(t);
  writeFileSync(join(folder, "file"), "");
  assert.throws(() => openChatLog(join(folder, "file", "monday.jsonl")), InputError);
  assert.throws(() => openChatLog(folder), /a folder; expected a file to write/);
  assert.ok(!existsSync(join(folder, "file", "monday.jsonl")));
});

test("names of sessions", () => {
  assert.equal(sessionPath("monday"), join("chats", "monday.jsonl"));
  assert.equal(sessionPath("a/b"), "a/b");
  assert.equal(sessionPath("b.JSONL"), "b.JSONL");
  assert.throws(() => sessionPath(" "), /--session: an empty name/);
  assert.deepEqual(["Mary Ann", "../Zoë", "…"].map(sessionName), ["mary-ann", "zoë", "chat"]);
});
