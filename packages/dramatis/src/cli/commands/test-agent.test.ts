import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { ADA, dramatis, folderOf, type Said } from "../testing-cli.ts";

const USERS = `users:
  - { persona: ada.persona.yaml, goal: To be told the time., done: o'clock }
  - { persona: ada.persona.yaml, name: Bo, goal: To be told a joke. }
`;

function testing(
  t: TestContext,
  files: Record<string, string> = {},
): (...args: string[]) => Promise<Said> & { folder: string } {
  const folder = folderOf(t, {
    "ada.persona.yaml": ADA,
    "users.yaml": USERS,
    "assistant.json": JSON.stringify({ default: "Five o'clock." }),
    "user.json": JSON.stringify({ rules: [{ match: "clock", reply: "No joke, then. [GIVE UP]" }], default: "Well?" }),
    "judge.json": JSON.stringify({ default: '{"reason": "", "reached": true}' }),
    ...files,
  });
  const mock = (name: string): string => `mock:${join(folder, `${name}.json`)}`;
  return (...args) => {
    const placed = args.map((arg) => (/^[\w-]+\.(jsonl|json|yaml)$/.test(arg) ? join(folder, arg) : arg));
    const shared = ["--users", join(folder, "users.yaml"), "--user", mock("user"), "--runs", join(folder, "runs")];
    const named = placed.map((arg) => (arg === "JUDGE" ? mock("judge") : arg));
    return Object.assign(dramatis(t, ["test-agent", mock("assistant"), ...shared, ...named]), { folder });
  };
}

describe("dramatis test-agent", () => {
  test("says who decided, with intervals, ends, tokens and users", async (t) => {
    const { code, out, err } = await testing(t)();
    assert.equal(code, 0, err);
    const plain = out.replace(/\s+/g, " ");
    assert.match(plain, /mock:\w+: 6 talks with 2 users played by mock:\w+/);
    assert.match(
      plain,
      /goal reached 0\.5 \[[^\]]+\] n=6; by signal: (3 by rules, 3 by the users|3 by the users, 3 by rules)/,
    );
    assert.match(plain, /turns 1 turns/);
    assert.match(plain, /3 × the assistant said what was to be said; 3 × it gave up|3 × it gave up; 3 × the assistant/);
    assert.match(plain, /tokens assistant [\d,]+ in, [\d,]+ out; user [\d,]+ in/);
    assert.match(plain, /Ada goal 3 of 3 3 Bo goal 0 of 3 3/);
    assert.match(err, /Run: .*runs\/test-agent-mock-/);
  });

  test("--json is the report, --out the talks; a judge goes first, and --resume adds one", async (t) => {
    const run = testing(t);
    await run("--repeats", "2", "--seed", "7");
    const again = run(
      "--repeats",
      "2",
      "--seed",
      "7",
      "--resume",
      "--judge",
      "JUDGE",
      "--json",
      "-",
      "--out",
      "talks.jsonl",
    );
    const { code, out, err } = await again;
    assert.equal(code, 0, err);
    const report = JSON.parse(out);
    assert.deepEqual([report.talks, report.made.seed, report.made.users], [4, 7, 2]);
    assert.deepEqual(
      report.success.map(({ by, estimate }: { by: string; estimate: { value: number } }) => [by, estimate.value]),
      [
        ["judge", 1],
        ["signal", 0.5],
      ],
    );
    assert.doesNotMatch(err, /nothing to resume/);
    const lines = readFileSync(join(again.folder, "talks.jsonl"), "utf8").trim().split("\n");
    const sessions = new Set(lines.map((line) => JSON.parse(line).session));
    assert.equal(sessions.size, 4);
    assert.equal(lines.length, 2 * 2 + 2 * 3);
  });

  test("the same seed gives the same talks", async (t) => {
    const first = await testing(t)("--out", "-");
    const second = await testing(t)("--out", "-");
    // Mock models are named by their scripts, which are alike.
    assert.equal(first.out, second.out);
    assert.ok(first.out.length > 0);
  });

  test("for hidden preferences it shows the questions and what they brought up", async (t) => {
    const users = `users:
  - kind: hidden-preference
    persona: ada.persona.yaml
    task: Plan my day.
    preferences: [{ attribute: pace, value: slow }, { attribute: food, value: fish }]
`;
    const user = JSON.stringify({
      rules: [{ match: '"message":', reply: '{"asked": ["pace"], "general": false}' }],
      default: "Slow.",
    });
    const run = testing(t, { "users.yaml": users, "user.json": user });
    const { code, out, err } = await run("--turns", "1", "--repeats", "2");
    assert.equal(code, 0, err);
    // One turn: nothing was answered yet.
    assert.match(out, /questions +0 count .*n=2 a talk\nelicited +0 .*n=2 of the hidden preferences, by weight/);
    const longer = await run("--turns", "2", "--repeats", "2");
    assert.match(longer.out, /elicited +0\.5 .*n=2/);
  });

  test("what cannot be used is one line and exit code 2, before a run is begun", async (t) => {
    const faults: [string[], Record<string, string>, RegExp][] = [
      [[], { "users.yaml": "users: []" }, /no users/],
      [[], { "users.yaml": "users:\n  - { persona: ada.persona.yaml }" }, /Ada, a user without a goal/],
      [[], { "users.yaml": USERS.replace("persona:", "kind: paitent, persona:") }, /did you mean patient/],
      [["--repeats", "0"], {}, /whole number of at least 1/],
      [["--json", "/no/such/file.json"], {}, /no\/such/],
      [["--system", "/no/such.txt"], {}, /such\.txt: no such file/],
    ];
    for (const [args, files, message] of faults) {
      const asked = testing(t, files)(...args);
      const { code, out, err } = await asked;
      assert.equal(code, 2, err);
      assert.equal(out, "");
      assert.match(err, message);
      assert.equal(err.trim().split("\n").length, 1, err);
      assert.ok(!existsSync(join(asked.folder, "runs")));
    }
  });

  test("an address at which nobody is: one line", async (t) => {
    const { code, err } = await dramatis(t, [
      ...["test-agent", "http://127.0.0.1:9/v1#m", "--users"],
      join(folderOf(t, { "ada.persona.yaml": ADA, "users.yaml": USERS }), "users.yaml"),
    ]);
    assert.equal(code, 2);
    assert.match(err, /^dramatis: assistant: no answer from http:\/\/127\.0\.0\.1:9 \(\w+\); expected .*\n$/);
  });

  test("the help has examples, the file and the kinds", async (t) => {
    const { code, out } = await dramatis(t, ["test-agent", "--help"]);
    assert.equal(code, 0);
    for (const part of [
      "$ dramatis test-agent understudy --users",
      "implicit-profile: talks as",
      "hidden-preference: has a task",
      "--max-cost",
    ]) {
      assert.ok(out.includes(part), part);
    }
  });
});
