import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type TestContext, test } from "node:test";
import type { Message } from "../../core/index.ts";
import { sqliteStore } from "../../store/index.ts";
import { type ChatOptions, chat } from "./chat.ts";
import { memoryLines } from "./chat-memory.ts";

const ADA =
  "schema: dramatis.persona/1\nname: Ada\nstatements:\n  - { id: vegan, text: I am vegan., protected: true }\n";
/** A judge that finds that two towns contradict each other, and that meat contradicts the persona. */
const JUDGE = {
  rules: [
    { match: "/Leeds[\\s\\S]*York|York[\\s\\S]*Leeds/", reply: '{"reason": "", "verdict": "contradict"}' },
    { match: "steak", reply: '{"reason": "", "verdict": "contradict"}' },
  ],
  default: '{"reason": "", "verdict": "neutral"}',
};

interface Place {
  folder: string;
  file: string;
  /** Chats with the lines at this time; gives what was said and the notices after the greeting. */
  talk(
    lines: readonly string[],
    options?: Partial<ChatOptions> & { at?: string; beforeLine?: (index: number) => void },
  ): Promise<{ out: string; notices: string[] }>;
}

/** A folder with Ada and her memory, judged by a script; what is near is told by the bundled embedder. */
function place(t: TestContext): Place {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-memory-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "ada.persona.yaml"), ADA);
  writeFileSync(join(folder, "script.json"), '{"default": "So it is."}');
  writeFileSync(join(folder, "judge.json"), JSON.stringify(JUDGE));
  const file = join(folder, "ada.sqlite");
  return {
    folder,
    file,
    talk: async (lines, { at = "2026-03-01", beforeLine, ...options } = {}) => {
      const said = { out: "", notices: [] as string[] };
      const left = [...lines];
      await chat({
        persona: join(folder, "ada.persona.yaml"),
        interactive: true,
        env: {},
        now: () => new Date(`${at}T12:00:00Z`),
        roles: {
          model: `mock:${join(folder, "script.json")}`,
          nli: "judge",
          judge: `mock:${join(folder, "judge.json")}`,
        },
        act: { memory: file },
        screen: {
          line: async () => {
            beforeLine?.(lines.length - left.length);
            return left.shift();
          },
          say: (text) => {
            said.out += text;
          },
          notice: (text) => void said.notices.push(text),
          whileWorking: () => () => undefined,
        },
        ...options,
      });
      return { out: said.out, notices: said.notices.slice(1) };
    },
  };
}

test("what was said is remembered over chats; what changed gives way; /memory, /why and /forget", async (t) => {
  const { talk, file } = place(t);
  await talk(["I live in Leeds."], { at: "2026-03-01" });
  const second = await talk(["I live in York.", "/memory"], { at: "2026-04-01" });
  const [shown = ""] = second.notices;
  assert.match(shown, /^Of user:\n {2}\w{16} {2}I live in Leeds\. \(since 2026-03-01, until 2026-04-01\)\n/);
  assert.match(shown, /\n {2}\w{16} {2}I live in York\. \(since 2026-04-01\)\n/);
  assert.ok(shown.endsWith(`\nKept in ${file}; /forget ID takes one away, /forget NAME all of a person.`), shown);
  const york = /(\w{16}) {2}I live in York/.exec(shown)?.[1] ?? "";

  const third = await talk(["Do I live in York?", "/why", `/forget ${york}`, "/forget user", "/memory"], {
    at: "2026-05-01",
  });
  const [why = "", , ...rest] = third.notices;
  assert.match(why, new RegExp(`Prompt: ROLE, .*MEMORY.*\\nRemembered:\\n  ${york}: I live in York\\.$`, "s"));
  assert.deepEqual(rest.slice(0, 2), ["forgotten: I live in York.", "1 forgotten"]);
  assert.match(rest[2] ?? "", /^nothing is remembered yet\nKept in /);
});

test("what the persona is stays out of reach, and the refusal is shown", async (t) => {
  const { notices } = await place(t).talk(["You eat steak every day.", "/memory"]);
  assert.match(notices[0] ?? "", /^nothing is remembered yet\nSaid, and not taken in:\n {2}user: .*steak.* \(.+\)\n/);
});

test("/forget of what is not there, and memory commands without a memory, are one line", async (t) => {
  const { talk } = place(t);
  const { notices } = await talk(["/forget", "/forget nobody"]);
  assert.match(notices[0] ?? "", /^which one\?/);
  assert.match(notices[1] ?? "", /nothing about or by "nobody"/);
  const without = await talk(["/memory", "/forget x"], { act: {} });
  for (const line of without.notices)
    assert.match(line, /remembers nothing; expected a memory; start it with --memory$/);
  assert.equal(without.notices.length, 2);
});

test("a store that is locked for a while: the reply comes, the loss is said once, and nothing is lost in the end", async (t) => {
  const { talk, file } = place(t);
  sqliteStore({ path: file }).close();
  const other = new DatabaseSync(file);
  const { out, notices } = await talk(["I live in Leeds.", "And you?", "Well?", "/memory"], {
    beforeLine: (index) => {
      if (index === 0) other.exec("BEGIN EXCLUSIVE");
      if (index === 2) other.exec("COMMIT");
    },
  });
  other.close();
  assert.equal(out, "Ada: So it is.\n".repeat(3));
  const lost = notices.filter((line) => line.includes("locked"));
  assert.equal(lost.length, 1, lost.join("\n"));
  assert.match(lost[0] ?? "", /^facts: .*ada\.sqlite: the store is locked by another process.* \(\d+ not kept yet\)$/);
  assert.match(notices.at(-1) ?? "", /I live in Leeds\./);
});

test("a file that is no database: every reply comes, the file is left as it is, and what is not kept is said", async (t) => {
  const { talk, file } = place(t);
  writeFileSync(file, "Dear diary. ".repeat(100));
  const { out, notices } = await talk(["I live in Leeds.", "And you?"], { interactive: false });
  assert.equal(out, "So it is.\nSo it is.\n");
  assert.ok(notices.every((line) => /unreadable/.test(line)));
  assert.match(notices.at(-1) ?? "", /^not remembered: facts: .*unreadable/);
});

test("a session that goes on remembers nothing twice, and messages say when they were said", async (t) => {
  const { talk, folder } = place(t);
  const session = join(folder, "s.jsonl");
  await talk(["I live in Leeds."], { session, at: "2026-03-01" });
  const { out } = await talk(["And you?"], { session, at: "2026-03-02", interactive: false, json: true });
  const said = out
    .trim()
    .split("\n")
    .map((line): Message => JSON.parse(line));
  assert.deepEqual(
    said.map(({ at }) => at),
    ["2026-03-02T12:00:00.000Z", "2026-03-02T12:00:00.000Z"],
  );
  const { notices } = await talk(["/memory"], { session });
  assert.equal(notices.at(-1)?.match(/I live in Leeds/g)?.length, 1);
});

test("at the end of a chat a memory that works by sessions sums this one up", async (t) => {
  const { talk, file } = place(t);
  const act = { memory: file, components: ["ld-agent"] };
  await talk(["I walked my dog Bolt over the hills of Leeds on Sunday."], { act });
  const { notices } = await talk(["/memory"], { act, at: "2026-03-05" });
  assert.match(notices.at(-1) ?? "", /\(event, since 2026-03-01\)/);
});

test("memories are listed by whom they are about, the persona last, on one line each", () => {
  const memory = { kind: "event" as const, sources: [], saidAt: "2026-03-01T12:00:00Z", confidence: 1 };
  const lines = memoryLines(
    [
      { ...memory, id: "a", about: "ada", text: "We met." },
      { ...memory, id: "b", about: "Ben", text: "He\nleft.", validFrom: "2020-01-01" },
    ],
    { persona: "Ada" },
  );
  assert.deepEqual(lines, [
    "Of Ben:",
    "  b  He left. (event, since 2020-01-01)",
    "Of ada:",
    "  a  We met. (event, since 2026-03-01)",
  ]);
});
