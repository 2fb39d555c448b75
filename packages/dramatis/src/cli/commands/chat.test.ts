import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { testingServer } from "../../model/testing-server.ts";
import { ADA, dramatis, folderOf, type Said } from "../testing-cli.ts";

const BIN = join(import.meta.dirname, "../../../bin/dramatis.mjs");
const SCRIPT = JSON.stringify({ replies: ["I have a dog, Bolt.", "Every\nSunday."], default: "So it is." });
const FILES = { "ada.persona.yaml": ADA, "script.json": SCRIPT };

/** The command in a process of its own, in the folder, with what is piped into it. */
function chat(folder: string, input: string, flags: readonly string[] = []): Said {
  const args = [BIN, "chat", "ada.persona.yaml", "--model", "mock:script.json", ...flags];
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const done = spawnSync(process.execPath, args, { cwd: folder, input, encoding: "utf8", env });
  return { code: done.status ?? -1, out: done.stdout, err: done.stderr };
}

test("lines in, replies out, and the conversation can be checked", async (t) => {
  const folder = folderOf(t, FILES);
  const { code, out, err } = chat(folder, "Hi.\n\n/help\n", ["--session", "monday"]);
  assert.deepEqual([code, out, err], [0, "I have a dog, Bolt.\nEvery Sunday.\n", ""]);
  const again = chat(folder, "And?", ["--session", "monday", "--json"]);
  const said = again.out.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
  assert.deepEqual(
    said.map(({ session, turn, speaker, text }) => [session, turn, speaker, text]),
    [
      ["monday", 4, "user", "And?"],
      ["monday", 5, "Ada", "I have a dog, Bolt."],
    ],
  );
  const talk = join(folder, "chats", "monday.jsonl");
  assert.equal(readFileSync(talk, "utf8").split("\n").length, 7);
  const flags = ["--transcript", talk, "--runs", join(folder, "runs"), "-m", "repetition"];
  const checked = await dramatis(t, ["check", join(folder, "ada.persona.yaml"), ...flags]);
  assert.equal(checked.code, 0, checked.err);
});

test("nothing said is no fault", (t) => {
  assert.deepEqual(chat(folderOf(t, FILES), ""), { code: 0, out: "", err: "" });
});

test("a script that has run out is one line, exit code 2; what was said is kept", (t) => {
  const folder = folderOf(t, { ...FILES, "script.json": '{"replies": ["Yes."]}' });
  const { code, out, err } = chat(folder, "Hi.\nAnd?\nNever.\n", ["--session", "s"]);
  assert.deepEqual([code, out], [2, "Yes.\n"]);
  assert.match(err, /^dramatis: mock:\w+: the script has no reply to "And\?"\n$/);
  assert.equal(readFileSync(join(folder, "chats", "s.jsonl"), "utf8").split("\n").length, 4);
});

const MISUSED: [string[], RegExp][] = [
  [["--temperature", "hot"], /--temperature.*at least 0/],
  [["--top-p", "5"], /--top-p.*from 0 to 1/],
  [["--min-p", "-1"], /--min-p.*from 0 to 1/],
  [["--repetition-penalty", "0"], /--repetition-penalty.*above 0/],
  [["--max-tokens", "0"], /--max-tokens.*whole number of at least 1/],
  [["--session", ""], /--session: an empty name/],
  [["--model", "mock:none.json"], /none\.json: no such file/],
  [["--judge", "openai:m"], /--judge: openai:m, which nothing would ask/],
  [["--guard", "nli-rernak"], /unknown guard "nli-rernak"; did you mean nli-rerank/],
  [["--guard", "nli-rerank,"], /--guard.*names, separated by commas/],
  [["--guard", "inner"], /inner: a strategy; expected a guard; name it with --strategy/],
  [["--candidates", "3"], /--candidates: 3, of which nothing would choose; expected a guard/],
  [["--with", "ld-agent"], /ld-agent: nowhere to keep what it remembers; .*add --memory/],
  [["--config", "none.yaml"], /none\.yaml: no such file/],
  [["--max-cost", "1", "--model", "http://localhost:1/v1#m"], /no price known for http:\/\/localhost:1\/v1#m/],
];
for (const [flags, says] of MISUSED) {
  test(`chat ${flags.join(" ")}: one line, exit code 2, no folder`, (t) => {
    const folder = folderOf(t, FILES);
    const { code, out, err } = chat(folder, "Hi.\n", flags);
    assert.deepEqual([code, out], [2, ""]);
    assert.match(err, /^dramatis: [^\n]+\n$/);
    assert.match(err, says);
    assert.ok(!existsSync(join(folder, "chats")));
  });
}

test("a guard, components and a strategy by name; the evidence says what they did", (t) => {
  const folder = folderOf(t, FILES);
  const flags = [
    "--guard",
    "self-consistency",
    "--candidates",
    "2",
    "--with",
    "affect",
    "--strategy",
    "anchor",
    "--json",
  ];
  const { code, out, err } = chat(folder, "Hi.\n", flags);
  assert.equal(code, 0, err);
  const [, reply] = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const [guard] = reply.evidence.guards;
  assert.equal(guard.guard, "self-consistency");
  assert.deepEqual(
    guard.candidates.map(({ text }: { text: string }) => text),
    ["I have a dog, Bolt.", "Every\nSunday."],
  );
  assert.match(reply.at, /^\d{4}-\d\d-\d\dT/);
});

test("the configuration of the folder holds, and flags win over it", (t) => {
  const config = "model: mock:none.json\nact: { guards: [self-consistency], candidates: 3, memory: true }\n";
  const folder = folderOf(t, { ...FILES, "dramatis.config.yaml": config });
  const { code, out, err } = chat(folder, "I live in Leeds.\n", ["--json", "--candidates", "2"]);
  assert.equal(code, 0, err);
  const [, reply] = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.equal(reply.evidence.guards[0].candidates.length, 2);
  assert.ok(existsSync(join(folder, "memories", "ada.sqlite")));
  assert.match(chat(folder, "Hi.\n", ["--config", "script.json"]).err, /script\.json.*: unknown key "replies"/);
});

test("a persona's own settings in the configuration hold for it, and for nobody else", (t) => {
  const config = (name: string): string =>
    `personas: { ${name}: { act: { guards: [self-consistency], candidates: 3 } } }\n`;
  const guardsOf = (name: string): unknown => {
    const folder = folderOf(t, { ...FILES, "dramatis.config.yaml": config(name) });
    const { code, out, err } = chat(folder, "I live in Leeds.\n", ["--json"]);
    assert.equal(code, 0, err);
    return JSON.parse(out.trim().split("\n")[1] as string).evidence.guards;
  };
  assert.equal((guardsOf("Ada") as { candidates: unknown[] }[])[0]?.candidates.length, 3);
  assert.equal(guardsOf("Bo"), undefined);
});

/** A chat in a pipe that stays open, with a server that answers the first line and is silent after it. */
async function interrupted(t: TestContext, lines: number): Promise<{ code: number | null; kept: string[] }> {
  const folder = folderOf(t, FILES);
  const body = 'data: {"choices": [{"delta": {"content": "Yes."}, "finish_reason": "stop"}]}\n\ndata: [DONE]\n\n';
  const asked = Promise.withResolvers<void>();
  const server = await testingServer((_request, index) => {
    if (index === lines - 1) asked.resolve();
    return index === 0 ? { chunks: [body] } : { stall: "headers" };
  });
  t.after(() => server.close());
  const args = [BIN, "chat", "ada.persona.yaml", "--model", `${server.url}/v1#m`, "--session", "s"];
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = spawn(process.execPath, args, { cwd: folder, env });
  t.after(() => child.kill("SIGKILL"));
  child.stdin.write("Hi.\n");
  await once(child.stdout, "data");
  if (lines > 1) child.stdin.write("And?\n");
  await asked.promise;
  const exit = once(child, "exit");
  child.kill("SIGINT");
  const [code] = await exit;
  const kept = readFileSync(join(folder, "chats", "s.jsonl"), "utf8")
    .trimEnd()
    .split("\n");
  return { code, kept: kept.map((line) => JSON.parse(line).text) };
}

test("^C while it waits for a line ends it with 130; what was said is kept", async (t) => {
  assert.deepEqual(await interrupted(t, 1), { code: 130, kept: ["Hi.", "Yes."] });
});

test("^C during a reply ends it with 130; what was said is kept", async (t) => {
  assert.deepEqual(await interrupted(t, 2), { code: 130, kept: ["Hi.", "Yes.", "And?"] });
});
