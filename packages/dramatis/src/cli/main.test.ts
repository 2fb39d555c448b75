import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ADA, chat, dramatis, folderOf, judgeScript, TALK } from "./testing-cli.ts";

const FILES = { "ada.persona.yaml": ADA, "chat.jsonl": TALK };
const NOT_UTF8 = Buffer.from("name: Ada\nsummary: caf\xe9\n", "latin1");
const BOMB = `a: &a [x, x]\n${"bcdefgh".replace(/./g, (name, at) => `${name}: &${name} [${`*${"abcdefg"[at]},`.repeat(9)}]\n`)}`;

/** What is wrong, the file that has it in place of a good one, and what the line must say. */
const BAD: [string, { name: string; content: string | Uint8Array; bytes?: number }, RegExp][] = [
  ["an empty persona", { name: "ada.persona.yaml", content: "" }, /ada\.persona\.yaml: an empty file; expected/],
  ["a truncated persona", { name: "ada.persona.yaml", content: 'name: Ada\nsummary: "She' }, /ada\.persona\.yaml:2: /],
  ["a persona that is not UTF-8", { name: "ada.persona.yaml", content: NOT_UTF8 }, /yaml:2: a byte that is not UTF-8/],
  ["a persona of the wrong shape", { name: "ada.persona.yaml", content: `${ADA}traits: 3\n` }, /yaml:6: .*traits/],
  ["a persona of 100 MB", { name: "ada.persona.yaml", content: "", bytes: 100e6 }, /96 MB or more; expected at most/],
  ["an alias bomb", { name: "ada.persona.yaml", content: BOMB }, /ada\.persona\.yaml:\d+: aliases that are too many/],
  ["an empty transcript", { name: "chat.jsonl", content: "\n\n" }, /chat\.jsonl: an empty file; expected/],
  [
    "a truncated transcript",
    { name: "chat.jsonl", content: TALK.slice(0, -10) },
    /chat\.jsonl:12: JSON that ends too soon/,
  ],
  ["a line that is not JSON", { name: "chat.jsonl", content: `${TALK}hello\n` }, /chat\.jsonl:13: not JSON/],
  [
    "a transcript that is not UTF-8",
    { name: "chat.jsonl", content: NOT_UTF8 },
    /chat\.jsonl:2: a byte that is not UTF-8/,
  ],
  ["lines of the wrong shape", { name: "chat.jsonl", content: '{"speaker": "Ada", "text": 1}\n' }, /jsonl:1: .*text/],
  ["a transcript of 65 MB", { name: "chat.jsonl", content: "", bytes: 65 * 2 ** 20 }, /chat\.jsonl: 65 MB or more/],
  [
    "a transcript without the persona",
    { name: "chat.jsonl", content: `${chat([["Hi."]])}${chat([["Hi."]], "Bo")}`.replaceAll("Ada", "Cy") },
    /chat\.jsonl: no speaker named "Ada"/,
  ],
];

for (const [what, { name, content, bytes }, says] of BAD) {
  test(`${what} is one line on what was expected where, exit code 2, and no run`, async (t) => {
    const folder = folderOf(t, { ...FILES, [name]: content });
    if (bytes !== undefined) truncateSync(join(folder, name), bytes);
    const runs = join(folder, "runs");
    const paths = [join(folder, "ada.persona.yaml"), "--transcript", join(folder, "chat.jsonl"), "--runs", runs];
    const { code, out, err } = await dramatis(t, ["check", ...paths, "-m", "repetition"]);
    assert.equal(code, 2);
    assert.match(err, /^dramatis: [^\n]+\n$/);
    assert.match(err, says);
    assert.equal(out, "");
    assert.ok(!existsSync(runs));
  });
}

const MISUSED: [string[], RegExp][] = [
  [["--speaker", "Eda"], /chat\.jsonl: no speaker "Eda".* did you mean Ada\?/],
  [["--measures", "repetion"], /unknown measure "repetion"; did you mean repetition\?/],
  [["--gate", "none.yaml"], /none\.yaml: no such file/],
  [["--format", "opnai"], /unknown transcript format "opnai"; did you mean openai\?/],
  [["--concurrency", "0"], /--concurrency.*whole number of at least 1/],
  [["--concurrency", "1.5"], /--concurrency.*whole number of at least 1/],
  [["--max-cost", "-1"], /--max-cost.*at least 0/],
  [["--price", "1"], /--price.*such as 0\.15,0\.6/],
  [["--junit", "none/x.xml"], /none\/x\.xml: a folder that is not there \(ENOENT\)/],
  [["--markdown", "."], /\.: a folder; expected a file to write/],
  [["--judge", "openai:m"], /--judge: openai:m, which nothing would ask; .*add --nli judge/],
  [["--nli", "jugde"], /--nli: "jugde"; expected understudy, judge/],
];

for (const [flags, says] of MISUSED) {
  test(`check ${flags.join(" ")}: one line, exit code 2, and no run`, async (t) => {
    const folder = folderOf(t, FILES);
    const runs = join(folder, "runs");
    const paths = [join(folder, "ada.persona.yaml"), "--transcript", join(folder, "chat.jsonl"), "--runs", runs];
    const { code, out, err } = await dramatis(t, ["check", ...paths, "-m", "repetition", ...flags]);
    assert.equal(code, 2);
    assert.match(err, /^dramatis: [^\n]+\n$/);
    assert.match(err, says);
    assert.equal(out, "");
    assert.ok(!existsSync(runs));
  });
}

test("a cap on a model without a price is refused before anything is asked", async (t) => {
  const folder = folderOf(t, FILES);
  const args = [
    "check",
    join(folder, "ada.persona.yaml"),
    "-t",
    join(folder, "chat.jsonl"),
    "-m",
    "contradiction-rate",
  ];
  const judge = ["--nli", "judge", "--judge", "http://127.0.0.1:1/v1#m", "--max-cost", "1"];
  const { code, err } = await dramatis(t, [...args, ...judge, "--runs", join(folder, "runs")]);
  assert.equal(code, 2);
  assert.match(
    err,
    /^dramatis: --max-cost: no price known for http:\/\/127\.0\.0\.1:1\/v1#m; .*add --price IN,OUT[^\n]*\n$/,
  );
  assert.ok(!existsSync(join(folder, "runs")));
});

test("a check prints the table, names the report, and writes what was asked for", async (t) => {
  const folder = folderOf(t, FILES);
  const file = (name: string): string => join(folder, name);
  const args = [
    "check",
    file("ada.persona.yaml"),
    "-t",
    file("chat.jsonl"),
    "-m",
    "repetition",
    "--runs",
    file("runs"),
  ];
  const outputs = ["--json", file("out.json"), "--junit", file("out.xml"), "--markdown", file("out.md")];
  const { code, out, err } = await dramatis(t, [...args, ...outputs]);
  assert.equal(code, 0);
  assert.match(out, /repetition/);
  const [, report = ""] = /^Report: (.+)\n$/.exec(err) ?? [];
  assert.match(readFileSync(report, "utf8"), /<html/);
  assert.match(readFileSync(file("out.xml"), "utf8"), /<testsuites/);
  assert.match(readFileSync(file("out.md"), "utf8"), /repetition/);
  assert.match(readFileSync(file("out.json"), "utf8"), /"repetition"/);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith(".tmp")),
    [],
  );
});

test("--json - and --json at the end write JSON, and nothing else, to standard output", async (t) => {
  const folder = folderOf(t, FILES);
  const persona = join(folder, "ada.persona.yaml");
  const rest = ["-t", join(folder, "chat.jsonl"), "-m", "repetition", "--runs", join(folder, "runs")];
  const dashed = await dramatis(t, ["check", "--json", "-", persona, ...rest]);
  const last = await dramatis(t, ["check", persona, ...rest, "--json"]);
  for (const { code, out } of [dashed, last]) {
    assert.equal(code, 0);
    assert.ok(JSON.stringify(JSON.parse(out)).includes('"repetition":{"value":'));
  }
});

test("--json that would take the persona for its file is refused, and writes over nothing", async (t) => {
  const folder = folderOf(t, { ...FILES, "other.persona.yaml": ADA });
  const [persona, other] = [join(folder, "ada.persona.yaml"), join(folder, "other.persona.yaml")];
  const rest = ["-t", join(folder, "chat.jsonl"), "--runs", join(folder, "runs")];
  for (const given of [[persona], [persona, other], [folder]]) {
    const { code, err } = await dramatis(t, ["check", "--json", ...given, ...rest]);
    assert.equal(code, 2);
    assert.match(err, /^dramatis: --json: .*write --json -, or put --json last\n$/);
  }
  assert.equal(readFileSync(persona, "utf8"), ADA);
  const missing = await dramatis(t, ["check", ...rest]);
  assert.deepEqual([missing.code, missing.err], [2, "dramatis: missing required argument 'persona'\n"]);
});

test("the gate decides the exit code, also for a measure that only the gate names", async (t) => {
  const gate = (bounds: string): string => `measures: { ${bounds} }`;
  const gates = { "pass.yaml": gate("repetition: { max: 1 }"), "fail.yaml": gate("repetition: { min: 0.99 }") };
  const judge = { "judge.json": judgeScript("neutral") };
  const folder = folderOf(t, { ...FILES, ...gates, ...judge });
  const file = (name: string): string => join(folder, name);
  const args = ["check", file("ada.persona.yaml"), "-t", file("chat.jsonl"), "--runs", file("runs")];
  const measures = ["-m", "contradiction-rate", "--nli", "judge", "--judge", `mock:${file("judge.json")}`];
  const passed = await dramatis(t, [...args, ...measures, "--gate", file("pass.yaml")]);
  assert.equal(passed.code, 0, passed.err);
  assert.match(passed.out, /repetition passed/);
  const failed = await dramatis(t, [...args, ...measures, "--gate", file("fail.yaml")]);
  assert.equal(failed.code, 1, failed.err);
  assert.match(failed.out, /repetition failed/);
});

test("a measure whose trials all failed is exit code 2, with and without a gate", async (t) => {
  const gate = "measures: { contradiction-rate: { max: 1 } }";
  const folder = folderOf(t, { ...FILES, "gate.yaml": gate, "judge.json": "{}" });
  const file = (name: string): string => join(folder, name);
  const args = ["check", file("ada.persona.yaml"), "-t", file("chat.jsonl"), "--runs", file("runs")];
  const judge = ["-m", "repetition,contradiction-rate", "--nli", "judge", "--judge", `mock:${file("judge.json")}`];
  for (const more of [[], ["--gate", file("gate.yaml")]]) {
    const { code, err } = await dramatis(t, [...args, ...judge, ...more]);
    assert.equal(code, 2);
    assert.match(err, /dramatis: Ada: contradiction-rate has no value, its trials failed: .*no reply/);
  }
});

test("the cap ends a run, holds when it is resumed, and a higher one goes on", async (t) => {
  // A question is about 200 tokens, so about $2 at 10,000 dollars per million.
  const script = judgeScript("neutral", { price: { input: 10_000, output: 10_000 } });
  const folder = folderOf(t, { ...FILES, "judge.json": script });
  const file = (name: string): string => join(folder, name);
  const args = [
    "check",
    file("ada.persona.yaml"),
    "-t",
    file("chat.jsonl"),
    "--runs",
    file("runs"),
    "--concurrency",
    "1",
  ];
  const judge = ["-m", "contradiction-rate", "--nli", "judge", "--judge", `mock:${file("judge.json")}`];
  const costOf = (): number => {
    const [run = ""] = readdirSync(file("runs"));
    return JSON.parse(readFileSync(join(file("runs"), run, "usage.json"), "utf8")).cost;
  };
  const capped = await dramatis(t, [...args, ...judge, "--max-cost", "20"]);
  assert.equal(capped.code, 2);
  assert.match(capped.err, /^dramatis: cost cap reached: [^\n]*--resume\n$/);
  const spent = costOf();
  assert.ok(spent > 0 && spent <= 20, `spent ${spent}`);

  const again = await dramatis(t, [...args, ...judge, "--max-cost", String(spent), "--resume"]);
  assert.equal(again.code, 2);
  assert.equal(costOf(), spent);

  const whole = await dramatis(t, [...args, ...judge, "--max-cost", "1000", "--resume"]);
  assert.equal(whole.code, 0, whole.err);
  assert.ok(costOf() > spent);
  assert.equal(readdirSync(file("runs")).length, 1);
});

test("--resume says so when there is nothing to resume, and is silent when there is", async (t) => {
  const folder = folderOf(t, FILES);
  const file = (name: string): string => join(folder, name);
  const args = [
    "check",
    file("ada.persona.yaml"),
    "-t",
    file("chat.jsonl"),
    "-m",
    "repetition",
    "--runs",
    file("runs"),
  ];
  const first = await dramatis(t, [...args, "--resume"]);
  assert.match(first.err, /^dramatis: nothing to resume: [^\n]+\nReport: /);
  const second = await dramatis(t, [...args, "--resume"]);
  assert.match(second.err, /^Report: /);
  assert.equal(first.code + second.code, 0);
});

test("conversations in which the persona is silent are named", async (t) => {
  const silent = `${TALK}${JSON.stringify({ session: "s9", speaker: "user", text: "Hello?" })}\n`;
  const folder = folderOf(t, { ...FILES, "chat.jsonl": silent });
  const file = (name: string): string => join(folder, name);
  const args = [
    "check",
    file("ada.persona.yaml"),
    "-t",
    file("chat.jsonl"),
    "-m",
    "repetition",
    "--runs",
    file("runs"),
  ];
  const { code, err } = await dramatis(t, args);
  assert.equal(code, 0);
  assert.match(err, /^dramatis: Ada says nothing in 1 of 4 conversations; left out\n/);
});

test("init writes an example by the file's name, makes its folder, and takes no other format", async (t) => {
  const folder = folderOf(t);
  const persona = join(folder, "personas", "mary-ann.persona.yaml");
  const wrote = await dramatis(t, ["init", persona]);
  assert.equal(wrote.code, 0);
  assert.match(readFileSync(persona, "utf8"), /^name: "?Mary Ann"?$/m);
  const same = await dramatis(t, ["diff", persona, persona]);
  assert.deepEqual([same.code, same.out.split("\n")[1]], [0, "no change"]);

  const there = await dramatis(t, ["init", persona]);
  assert.deepEqual([there.code, /add --force/.test(there.err)], [2, true]);
  const json = await dramatis(t, ["init", join(folder, "ada.json")]);
  assert.deepEqual([json.code, /ada\.json: .*\.yaml or \.yml/.test(json.err)], [2, true]);
  writeFileSync(join(folder, "file"), "");
  const blocked = await dramatis(t, ["init", join(folder, "file", "ada.yaml")]);
  assert.deepEqual([blocked.code, /a file in the place of a folder/.test(blocked.err)], [2, true], blocked.err);
});

test("list act shows every component, strategy and guard, and that the bundled chat model scores what is said", async (t) => {
  const { code, out } = await dramatis(t, ["list", "act", "--json"]);
  assert.equal(code, 0);
  const rows: { name: string; needs: { need: string; met: boolean }[] }[] = JSON.parse(out);
  for (const name of ["facts", "inner", "persona-guard", "deflander", "steadfast", "affect", "compact-history"]) {
    assert.ok(
      rows.some((row) => row.name === name),
      name,
    );
  }
  assert.deepEqual(rows.find(({ name }) => name === "rsa")?.needs, [{ need: "logprobs", met: true }]);
});

test("list names every method; by paper, a room shows what it carries of all", async (t) => {
  const all = await dramatis(t, ["list", "--json"]);
  assert.ok(JSON.parse(all.out).some(({ name }: { name: string }) => name === "contradiction-rate"));
  const papers = await dramatis(t, ["list", "report", "--papers"]);
  assert.match(papers.out, /^\[232\] .*terminal-report\n\n1 of 192 papers are carried\n$/);
  const unknown = await dramatis(t, ["list", "mesure"]);
  assert.deepEqual([unknown.code, /did you mean measure/.test(unknown.err)], [2, true]);
});

test("a command that is not there is one line with the nearest", async (t) => {
  const { code, err } = await dramatis(t, ["chekc"]);
  assert.equal(code, 2);
  assert.match(err, /^dramatis: unknown command 'chekc'\n\(Did you mean check\?\)\n$/);
});

test("nli and embed: a line that cannot be used is named, and no file is left", async (t) => {
  const folder = folderOf(t, { "bad.jsonl": '\n{"premise": 1}\n', "judge.json": judgeScript("entail") });
  mkdirSync(join(folder, "out"));
  const out = ["--in", join(folder, "bad.jsonl"), "--out", join(folder, "out", "x.jsonl")];
  const judge = ["--nli", "judge", "--judge", `mock:${join(folder, "judge.json")}`];
  const nli = await dramatis(t, ["nli", ...out, ...judge]);
  const embed = await dramatis(t, ["embed", ...out, "--embedder", "http://127.0.0.1:1/v1#m"]);
  for (const { code, err } of [nli, embed]) {
    assert.equal(code, 2);
    assert.match(err, /^dramatis: [^\n]*bad\.jsonl:2: \{"premise": 1\}; expected \{[^\n]+\n$/);
  }
  assert.deepEqual(readdirSync(join(folder, "out")), []);
});

test("nli scores long pairs and counts empty ones as missing", async (t) => {
  const pairs = [
    { premise: "I have a dog.", hypothesis: "" },
    { premise: "", hypothesis: "" },
    { premise: "word ".repeat(10_000), hypothesis: "I have a dog.", id: 7 },
  ];
  const folder = folderOf(t, {
    "pairs.jsonl": pairs.map((pair) => JSON.stringify(pair)).join("\n"),
    "judge.json": judgeScript("entail"),
  });
  const judge = ["--nli", "judge", "--judge", `mock:${join(folder, "judge.json")}`];
  const { code, out } = await dramatis(t, ["nli", "--in", join(folder, "pairs.jsonl"), ...judge]);
  assert.equal(code, 0);
  const rows = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    rows.map(({ missing, entail }) => (missing === undefined ? entail : "missing")),
    ["missing", "missing", 1],
  );
  assert.equal(rows[2].id, 7);
});
