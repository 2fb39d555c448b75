import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { checkJsonSchema } from "../../report/check-json.ts";
import { readTranscripts } from "../../transcript/index.ts";
import { ADA, dramatis, folderOf, judgeScript, TALK } from "../testing-cli.ts";

const ACTOR = JSON.stringify({ rules: [{ match: "dog", reply: "Yes, I have a dog." }], default: "I hike." });
const USER = JSON.stringify({ default: "And then?" });
const FILES = { "ada.persona.yaml": ADA, "actor.json": ACTOR, "user.json": USER, "judge.json": judgeScript("neutral") };

function interviewOf(folder: string, more: readonly string[] = []): string[] {
  const file = (name: string): string => join(folder, name);
  const players = ["--model", `mock:${file("actor.json")}`, "--user", `mock:${file("user.json")}`];
  const judge = ["--nli", "judge", "--judge", `mock:${file("judge.json")}`];
  const measures = ["-m", "probe-answers,bait-resistance,repetition", "--runs", file("runs")];
  return ["check", file("ada.persona.yaml"), ...players, ...judge, ...measures, ...more];
}

function runFolder(folder: string): string {
  const [only = "", ...others] = readdirSync(join(folder, "runs"));
  assert.deepEqual(others, []);
  return join(folder, "runs", only);
}

test("without a transcript the actor is interviewed; the report says so, and the conversations can be checked again", async (t) => {
  const folder = folderOf(t, FILES);
  const { code, out, err } = await dramatis(t, interviewOf(folder, ["--turns", "6", "--repeats", "2"]));
  assert.equal(code, 0, err);
  // 2 statements give 6 probes, and each script of 6 turns has room for 4.
  assert.match(out, /probe-answers +1 /);
  assert.match(out, /\nInterview: Ada is played by mock:[0-9a-f]+, the users by a script and by\smock:[0-9a-f]+\.\n/);
  assert.match(out, /\nInterview\n {2}actor\s+mock:[0-9a-f]+:\s+interviewed:\s+2\s+repeats/);
  assert.match(
    out.replace(/\s+/g, " "),
    /conversations of 6 turns, one with a scripted user, one with a user played by mock:[0-9a-f]+; seed 42\./,
  );
  const path = join(runFolder(folder), "transcripts.jsonl");
  const transcripts = await readTranscripts(path);
  assert.equal(transcripts.length, 4);

  const again = ["check", join(folder, "ada.persona.yaml"), "-t", path, "-m", "repetition,probe-answers", "--json"];
  const judge = ["--nli", "judge", "--judge", `mock:${join(folder, "judge.json")}`, "--runs", join(folder, "runs2")];
  const second = await dramatis(t, [...again, "-", ...judge]);
  assert.equal(second.code, 0, second.err);
  const { measures } = JSON.parse(second.out);
  assert.equal(measures["probe-answers"].value, 1);
  assert.equal(measures.repetition.clusters, 4);
});

test("--json names actor, user, repeats and seed, and keeps to the schema; the plan has them as data", async (t) => {
  const folder = folderOf(t, FILES);
  const { code, out } = await dramatis(t, interviewOf(folder, ["--turns", "3", "--seed", "7", "--json"]));
  assert.equal(code, 0);
  const result = JSON.parse(out);
  checkJsonSchema.parse(result);
  const actor = result.witnesses.find(({ role }: { role: string }) => role === "actor");
  assert.match(actor.card, /^interviewed: 4 repeats .* 3 turns, .* played by mock:[0-9a-f]+; seed 7\./);
  const { arguments: made } = JSON.parse(readFileSync(join(runFolder(folder), "plan.json"), "utf8"));
  const { model, user, repeats, turns } = made.interview;
  assert.deepEqual([model, made.seed, repeats, turns], [actor.id, 7, 4, 3]);
  assert.match(user, /^mock:/);
  assert.deepEqual(result.interview, { actor: actor.id, user, repeats, turns });
});

test("the same seed gives the same conversations byte for byte, and --resume holds none again", async (t) => {
  const folder = folderOf(t, FILES);
  const args = interviewOf(folder, ["--turns", "4"]);
  assert.equal((await dramatis(t, args)).code, 0);
  const path = join(runFolder(folder), "transcripts.jsonl");
  const first = readFileSync(path, "utf8");
  // A model of another script would say something else, but is not asked.
  const resumed = await dramatis(t, [...args, "--resume"]);
  assert.equal(resumed.code, 0);
  assert.equal(readFileSync(path, "utf8"), first);
  const trials = readFileSync(join(runFolder(folder), "trials.jsonl"), "utf8")
    .trim()
    .split("\n");
  assert.equal(trials.length, 8 + 8 * 3);
  assert.equal((await dramatis(t, args)).code, 0);
  const [, other = ""] = readdirSync(join(folder, "runs")).sort();
  assert.equal(readFileSync(join(folder, "runs", other, "transcripts.jsonl"), "utf8"), first);
});

test("a model that talks once in six times leaves a check of what there is, and says what is missing", async (t) => {
  const replies = Array.from({ length: 6 }, (_, i) => ({ reply: `Hello ${i}.` }));
  const folder = folderOf(t, { ...FILES, "actor.json": JSON.stringify({ replies }) });
  const { code, out, err } = await dramatis(
    t,
    interviewOf(folder, ["--turns", "6", "--repeats", "1", "--concurrency", "1"]),
  );
  assert.equal(code, 0, err);
  assert.match(err, /dramatis: Ada: 1 of 2 conversations broke off and are left out: .*no reply/);
  assert.match(out.replace(/\s+/g, " "), /1 conversations broke off/);
  writeFileSync(join(folder, "actor.json"), "{}");
  const none = await dramatis(t, interviewOf(folder));
  assert.equal(none.code, 2);
  assert.match(none.err, /^dramatis: Ada: no conversation came to its end: [^\n]+\n$/);
});

test("who plays and judges stands in a configuration file; flags win over it", async (t) => {
  const folder = folderOf(t, FILES);
  const config = { model: `mock:${join(folder, "actor.json")}`, user: "mock:none.json", act: { memory: true } };
  writeFileSync(join(folder, "config.json"), JSON.stringify(config));
  const args = ["check", join(folder, "ada.persona.yaml"), "--config", join(folder, "config.json"), "-m", "repetition"];
  const rest = ["--runs", join(folder, "runs"), "--repeats", "1", "--turns", "2", "--json", "-"];
  const missing = await dramatis(t, [...args, ...rest]);
  assert.equal(missing.code, 2);
  assert.match(missing.err, /none\.json: no such file/);
  const { code, out, err } = await dramatis(t, [...args, "--user", `mock:${join(folder, "user.json")}`, ...rest]);
  assert.equal(code, 0, err);
  assert.match(JSON.parse(out).interview.actor, /^mock:/);
});

const SILENT = "schema: dramatis.persona/1\nname: Ada\n";

const MISUSED: [string, string[], RegExp][] = [
  ["ada.persona.yaml", ["--turns", "0"], /--turns.*whole number of at least 1/],
  ["ada.persona.yaml", ["--repeats", "x"], /--repeats.*whole number of at least 1/],
  ["ada.persona.yaml", ["--user", "undrestudy"], /--user: "undrestudy"; expected openai:MODEL/],
  ["ada.persona.yaml", ["--model", "mock:none.json"], /none\.json: no such file/],
  ["ada.persona.yaml", ["--speaker", "Ada"], /--speaker: Ada, which nothing would heed; .*add --transcript FILE/],
  ["ada.persona.yaml", ["-t", "chat.jsonl", "--turns", "3"], /chat\.jsonl/],
  ["silent.persona.yaml", [], /silent\.persona\.yaml: no statement about the persona, .*--transcript FILE/],
];

for (const [persona, flags, says] of MISUSED) {
  test(`an interview of ${persona} with ${flags.join(" ")}: one line, exit code 2, and no run`, async (t) => {
    const folder = folderOf(t, { ...FILES, "silent.persona.yaml": SILENT });
    const [command = "", , ...rest] = interviewOf(folder);
    const { code, out, err } = await dramatis(t, [command, join(folder, persona), ...rest, ...flags]);
    assert.equal(code, 2);
    assert.match(err, /^dramatis: [^\n]+\n$/);
    assert.match(err, says);
    assert.equal(out, "");
    assert.ok(!existsSync(join(folder, "runs")));
  });
}

test("what only an interview heeds is refused beside a transcript", async (t) => {
  const folder = folderOf(t, { "ada.persona.yaml": ADA, "chat.jsonl": TALK });
  const args = ["check", join(folder, "ada.persona.yaml"), "-t", join(folder, "chat.jsonl"), "-m", "repetition"];
  for (const flag of [
    ["--turns", "3"],
    ["--repeats", "3"],
    ["--user", "understudy"],
    ["--model", "openai:m"],
    ["--guard", "persona-guard"],
    ["--answers", "words"],
  ]) {
    const { code, err } = await dramatis(t, [...args, ...flag, "--runs", join(folder, "runs")]);
    assert.equal(code, 2);
    assert.match(err, /^dramatis: --\w+: .*, which nothing would heed; expected an interview; [^\n]*\n$/);
    assert.ok(err.includes(flag[0] as string));
  }
  assert.ok(!existsSync(join(folder, "runs")));
});

test("the agent that is interviewed has the parts that a chat has, and a fresh memory for each conversation", async (t) => {
  const folder = folderOf(t, FILES);
  const parts = ["--guard", "persona-guard", "--candidates", "2", "--with", "compact-history", "--memory"];
  const { code, out, err } = await dramatis(t, interviewOf(folder, ["--turns", "3", "--repeats", "1", ...parts]));
  assert.equal(code, 0, err);
  assert.match(
    out.replace(/\s+/g, " "),
    /Played with persona-guard, compact-history, a memory of its own for each conversation\./,
  );
  const { arguments: made } = JSON.parse(readFileSync(join(runFolder(folder), "plan.json"), "utf8"));
  assert.deepEqual(
    [made.interview.guards, made.interview.candidates, made.interview.memory],
    [["persona-guard"], 2, true],
  );
  const transcripts = await readTranscripts(join(runFolder(folder), "transcripts.jsonl"));
  for (const { messages } of transcripts) {
    const own = messages.filter(({ speaker }) => speaker === "Ada");
    assert.ok(own.every(({ evidence }) => Array.isArray(evidence?.guards)));
  }
  assert.ok(!existsSync(join(folder, "memories")));
});

test("--suite drift asks what its measures read, runs these alone, and keeps the suite to be asked again", async (t) => {
  const folder = folderOf(t, FILES);
  const args = ["check", join(folder, "ada.persona.yaml"), "--suite", "drift", "--runs", join(folder, "runs")];
  const model = ["--model", `mock:${join(folder, "actor.json")}`];
  const { code, out, err } = await dramatis(t, [...args, ...model, "--json", "-"]);
  assert.equal(code, 0, err);
  assert.ok(existsSync(join(folder, "ada.drift.suite.yaml")));
  const { measures } = JSON.parse(out);
  for (const name of ["position-weighted-consistency", "value-consistency", "generator-validator"])
    assert.ok(measures[name]);
  assert.equal(measures["contradiction-rate"], undefined);
  // The script answers in words that are no yes or no: said as missing, never as a zero.
  assert.deepEqual([measures["value-consistency"].value, measures["value-consistency"].missing.unparsed], [null, 80]);
});
