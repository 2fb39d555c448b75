import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { InputError, ModelError } from "../../core/index.ts";
import { type Step, streamStep, testingServer } from "../../model/testing-server.ts";
import { readTranscripts } from "../../transcript/index.ts";
import { type ChatOptions, chat } from "./chat.ts";

const ADA = `schema: dramatis.persona/1
name: Ada
statements:
  - { id: dog, text: I have a dog. }
  - { id: vegan, text: I am vegan. }
`;

interface Said {
  /** Standard output. */
  out: string;
  notices: string[];
}

interface Place {
  folder: string;
  /** Chats with the lines; `onSay` sees each piece as it is said, and may interrupt. */
  talk(
    lines: readonly string[],
    options?: Partial<ChatOptions> & { onSay?: (text: string, interrupt: () => void) => void },
  ): Promise<Said>;
}

/** A folder with Ada and a script, from which a fresh chat begins each time. */
function place(t: TestContext, script: object = { default: "I have a dog, Bolt." }): Place {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-chat-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "ada.persona.yaml"), ADA);
  writeFileSync(join(folder, "script.json"), JSON.stringify(script));
  return {
    folder,
    talk: async (lines, { onSay, roles, ...options } = {}) => {
      const said: Said = { out: "", notices: [] };
      const left = [...lines];
      let cancel: (() => void) | undefined;
      await chat({
        persona: join(folder, "ada.persona.yaml"),
        interactive: true,
        env: {},
        now: () => new Date("2026-03-01T12:00:00Z"),
        roles: { model: `mock:${join(folder, "script.json")}`, ...roles },
        screen: {
          line: async () => left.shift(),
          say: (text) => {
            said.out += text;
            onSay?.(text, () => cancel?.());
          },
          notice: (text) => void said.notices.push(text),
          whileWorking: (stop) => {
            cancel = stop;
            return () => {
              cancel = undefined;
            };
          },
        },
        ...options,
      });
      return said;
    },
  };
}

async function hosted(t: TestContext, steps: Step[]): Promise<{ model: string; seen: { body: unknown }[] }> {
  const server = await testingServer(steps);
  t.after(() => server.close());
  return { model: `${server.url}/v1#m`, seen: server.seen };
}

test("a chat at a terminal", async (t) => {
  const { talk } = place(t, { replies: ["I have a dog, Bolt.", "Hills,\n\u001b[2Jmostly."] });
  const { out, notices } = await talk(["Hi.", "", "  ", "Sundays?"]);
  assert.equal(out, "Ada: I have a dog, Bolt.\nAda: Hills,\nmostly.\n");
  assert.deepEqual(notices.length, 1);
  assert.match(notices[0] ?? "", /^Talking with Ada, played by mock:\w+\. \/help lists the commands\.$/);
});

test("in a pipe every line is said, and every reply is a line", async (t) => {
  const { talk } = place(t, { rules: [{ match: "/why", reply: "Why not?" }], default: "Hills,\nmostly." });
  const { out, notices } = await talk(["Hi.", "/why"], { interactive: false });
  assert.equal(out, "Hills, mostly.\nWhy not?\n");
  assert.deepEqual(notices, []);
});

test("as JSON every message is a line, which the transcript room reads", async (t) => {
  const { folder, talk } = place(t);
  const { out } = await talk(["Hi.", "A dog?"], { interactive: false, json: true });
  const file = join(folder, "talk.jsonl");
  writeFileSync(file, out);
  const [transcript] = await readTranscripts(file);
  assert.deepEqual(
    transcript?.messages.map(({ session, turn, speaker }) => [session, turn, speaker]),
    [
      ["ada", 0, "user"],
      ["ada", 1, "Ada"],
      ["ada", 2, "user"],
      ["ada", 3, "Ada"],
    ],
  );
  const reply = transcript?.messages[1];
  assert.deepEqual(Object.keys(reply ?? {}), [
    "session",
    "turn",
    "speaker",
    "text",
    "at",
    "personaVersion",
    "model",
    "usage",
    "evidence",
  ]);
  assert.deepEqual(reply?.evidence?.statements, ["dog", "vegan"]);
});

test("/persona, /help and an unknown command", async (t) => {
  const { notices } = await place(t).talk(["/persona", "/help", "/wyh", "/quit", "never said"]);
  assert.match(notices[1] ?? "", /^Ada, version [0-9a-f]{16}\nROLE {6}You are Ada\..*\n {10}- I am vegan\.\nRULES/s);
  assert.match(notices[2] ?? "", /\/persona .*\/why .*\/retry .*\/save \[FILE\] .*\/help .*\/quit/s);
  assert.deepEqual(notices.slice(3), ['unknown command "/wyh"; did you mean /why?']);
});

test("/why says what was in the prompt and flags what the judge finds", async (t) => {
  const { folder, talk } = place(t, { default: "I eat steak." });
  const verdicts = { rules: [{ match: "vegan", reply: '{"reason": "", "verdict": "contradict"}' }] };
  const rest = { ...verdicts, default: '{"reason": "", "verdict": "neutral"}' };
  writeFileSync(join(folder, "judge.json"), JSON.stringify(rest));
  const roles = { nli: "judge", judge: `mock:${join(folder, "judge.json")}` };
  const { notices } = await talk(["/why", "Food?", "/why"], { roles, color: true });
  assert.equal(notices[1], "there is no reply yet");
  const red = "\u001b[31m";
  assert.ok(notices[2]?.includes(`\n  -                I have a dog.\n${red}  contradicts `), notices[2]);
  assert.match(notices[2] ?? "", /Prompt: ROLE, FACTS, RULES, about \d+ tokens\./);
  assert.match(notices[3] ?? "", /Judged by .*mock:/);
});

test("/retry gives another reply in the place of the last", async (t) => {
  const { folder, talk } = place(t, { replies: ["No.", "Yes."] });
  const session = join(folder, "s.jsonl");
  const { out, notices } = await talk(["/retry", "A dog?", "/retry"], { session });
  assert.deepEqual(notices.slice(1), ["nothing was said yet"]);
  assert.equal(out, "Ada: No.\nAda: Yes.\n");
  const [transcript] = await readTranscripts(session);
  assert.deepEqual(
    transcript?.messages.map(({ text }) => text),
    ["A dog?", "Yes."],
  );
});

test("/save writes what dramatis check reads, and never over another file", async (t) => {
  const { folder, talk } = place(t);
  const file = join(folder, "talk.jsonl");
  const persona = join(folder, "ada.persona.yaml");
  const lines = [`/save ${file}`, "Hi.", `/save ${file}`, "And?", `/save ${file}`, `/save ${persona}`];
  const { notices } = await talk(lines);
  const wrote = `Wrote ${file}. Next: dramatis check PERSONA --transcript ${file}`;
  assert.deepEqual(notices.slice(1, 4), ["nothing was said yet", wrote, wrote]);
  assert.match(notices[4] ?? "", /ada\.persona\.yaml: a file that is there; expected a new file/);
  const [transcript] = await readTranscripts(file);
  assert.deepEqual(transcript?.messages.map(({ text }) => text).slice(0, 3), ["Hi.", "I have a dog, Bolt.", "And?"]);
  assert.equal(readFileSync(persona, "utf8"), ADA);
});

test("a session goes on where it stopped, as if it had not", async (t) => {
  const { folder, talk } = place(t, { default: "So it is." });
  const [whole, parts] = [join(folder, "whole", "s.jsonl"), join(folder, "parts", "s.jsonl")];
  await talk(["One.", "Two."], { session: whole });
  await talk(["One."], { session: parts });
  const { notices } = await talk(["Two.", "/save"], { session: parts });
  assert.equal(readFileSync(parts, "utf8"), readFileSync(whole, "utf8"));
  assert.deepEqual(notices.slice(1), [
    "Session s goes on after 2 messages.",
    "user: One.",
    "Ada: So it is.",
    `this session is kept in ${parts} as it goes`,
  ]);
});

test("a session of another version is refused, unless it is forced", async (t) => {
  const { folder, talk } = place(t);
  const session = join(folder, "s.jsonl");
  await talk(["Hi."], { session });
  const before = readFileSync(session, "utf8");
  writeFileSync(join(folder, "ada.persona.yaml"), `${ADA}summary: a nurse\n`);
  await assert.rejects(talk(["And?"], { session }), (error) => {
    assert.ok(error instanceof InputError);
    assert.match(error.message, /s\.jsonl: a session with version \w+ of a persona, .*add --force/);
    return true;
  });
  assert.equal(readFileSync(session, "utf8"), before);
  const { notices } = await talk(["And?"], { session, force: true });
  assert.match(notices[0] ?? "", /began with version \w+ of the persona; it goes on with \w+/);
  const [transcript] = await readTranscripts(session);
  assert.equal(transcript?.messages.length, 4);
});

test("a reply that is cancelled in the middle of a stream is not kept, and its connection is closed", async (t) => {
  const server = await testingServer([streamStep(["One", " two"], { stall: "end" }), streamStep(["Yes", "."])]);
  t.after(() => server.close());
  const { folder, talk } = place(t);
  const session = join(folder, "s.jsonl");
  const { out, notices } = await talk(["Hi.", "/retry"], {
    session,
    roles: { model: `${server.url}/v1#m` },
    onSay: (text, interrupt) => {
      if (text === " two") interrupt();
    },
  });
  await server.abandoned();
  assert.equal(out, "Ada: One two\nAda: Yes.\n");
  assert.deepEqual(notices.slice(1), ["cancelled; /retry asks for another reply"]);
  const [transcript] = await readTranscripts(session);
  assert.deepEqual(
    transcript?.messages.map(({ text }) => text),
    ["Hi.", "Yes."],
  );
  assert.equal(transcript?.messages[1]?.evidence?.attempt, 1);
});

test("a model that fails is a notice at a terminal, and the end of a pipe", async (t) => {
  const script = { replies: [{ error: { fault: "auth", message: "no such key" } }, "Yes."] };
  const { folder, talk } = place(t, script);
  const { out, notices } = await talk(["Hi.", "/retry"]);
  assert.match(notices[1] ?? "", /^mock:\w+: no such key$/);
  assert.equal(out, "Ada: Yes.\n");
  const session = join(folder, "s.jsonl");
  await assert.rejects(talk(["Hi.", "And?"], { session, interactive: false }), ModelError);
  const [transcript] = await readTranscripts(session);
  assert.deepEqual(
    transcript?.messages.map(({ text }) => text),
    ["Hi."],
  );
});

test("a hosted model is asked with the settings, and its cost is said and held", async (t) => {
  const { model, seen } = await hosted(t, [streamStep(["Hel", "lo."])]);
  const { talk } = place(t);
  const common = { roles: { model }, interactive: false, settings: { temperature: 0.2 }, seed: 7 };
  await assert.rejects(talk(["Hi."], { ...common, maxCost: 1 }), /--max-cost: no price known for http/);
  // 3 tokens in and 2 out at a dollar each; the second call is expected to cost as much.
  const price = { input: 1e6, output: 1e6 };
  const { out, notices } = await talk(["Hi."], { ...common, price, maxCost: 1000 });
  assert.deepEqual([out, notices], ["Hello.\n", ["Cost: $5.0000 (3 tokens in, 2 out)"]]);
  const [asked] = seen.map(({ body }) => body as Record<string, unknown>);
  assert.equal(asked?.temperature, 0.2);
  assert.equal(typeof asked?.seed, "number");
  await assert.rejects(talk(["Hi.", "More.", "Still more."], { ...common, price, maxCost: 0.5 }), /cost cap reached/);
});

test("a hosted judge without a price is refused under a cap where /why can ask it, before anything is said", async (t) => {
  const { talk } = place(t);
  const server = "http://127.0.0.1:9/nli";
  for (const [roles, name] of [
    [{ nli: server }, server],
    [{ nli: "judge", judge: `${server}#m` }, `${server}#m`],
  ] as const) {
    const refused = (error: unknown): boolean =>
      error instanceof InputError && error.message.startsWith(`--max-cost: no price known for ${name};`);
    await assert.rejects(talk([], { roles, maxCost: 1 }), refused);
    assert.equal((await talk(["Hi."], { roles, maxCost: 1, interactive: false })).out, "I have a dog, Bolt.\n");
    await talk([], { roles, maxCost: 1, price: { input: 0, output: 0 } });
  }
});

test("a file that cannot be used leaves nothing behind", async (t) => {
  const { folder, talk } = place(t);
  const session = join(folder, "chats", "s.jsonl");
  await assert.rejects(talk(["Hi."], { persona: join(folder, "none.yaml"), session }), /none\.yaml: no such file/);
  await assert.rejects(talk(["Hi."], { roles: { model: "mock:none.json" }, session }), /none\.json: no such file/);
  assert.ok(!existsSync(join(folder, "chats")));
});
