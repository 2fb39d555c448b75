import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { ADA, dramatis, folderOf, type Said } from "../testing-cli.ts";

const PIER = `name: At the pier
agents:
  - { persona: ada.persona.yaml, secret: No ticket. }
  - { persona: ada.persona.yaml, name: Bo }
steps: 3
interventions: [{ step: 3, text: Rain., to: [Ada] }]
interviews: [{ after: 2, agent: Bo, question: How so? }]
`;
const SCRIPT = JSON.stringify({
  rules: [
    { match: "How so?", reply: "An answer." },
    { match: "Why?", reply: "A reason." },
  ],
  replies: ["One.", "Two.", "Three."],
  default: "More.",
});

function playing(
  t: TestContext,
  files: Record<string, string> = {},
): (...args: string[]) => Promise<Said> & { folder: string } {
  const folder = folderOf(t, { "ada.persona.yaml": ADA, "pier.scene.yaml": PIER, "mock.json": SCRIPT, ...files });
  const shared = ["--model", `mock:${join(folder, "mock.json")}`, "--runs", join(folder, "runs")];
  return (...args) => {
    const placed = args.map((arg) => (/^[\w-]+\.(jsonl|html)$/.test(arg) ? join(folder, arg) : arg));
    return Object.assign(dramatis(t, ["play", join(folder, "pier.scene.yaml"), ...shared, ...placed]), { folder });
  };
}

describe("dramatis play", () => {
  test("plain lines in a pipe; what it takes before, and what it took after, on standard error", async (t) => {
    const { code, out, err } = await playing(t)();
    assert.equal(code, 0, err);
    assert.deepEqual(out.split("\n"), [
      "Ada: One.",
      "Bo: Two.",
      "Bo (asked in private, How so?): An answer.",
      "director (from outside, to Ada alone): Rain.",
      "Ada: Three.",
      "",
    ]);
    assert.match(err, /At the pier: turn-by-turn, 2 agents, played by mock:/);
    assert.match(err, /At most 3 steps; to the last one about 3 calls, \d+ tokens in and 180 out/);
    assert.match(err, /Over after 3 steps: no more than 3 steps/);
    assert.match(err, /for each of 3 agent-steps; OASIS is reported with 3,356 in .*no ranking/);
    assert.match(
      err,
      /May it be believed\? 2 sides of 1 conversation.*\n.*takes another's part +0 .*n=3; people .*n=\d+\n/,
    );
  });

  test("--json prints events, --out and --html have the whole of them", async (t) => {
    const asked = playing(t)("--json", "--out", "pier.jsonl", "--html", "pier.html");
    const { code, out } = await asked;
    assert.equal(code, 0);
    const events = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      events.map(({ kind, step }) => [kind, step]),
      [
        ["speech", 1],
        ["speech", 2],
        ["answer", 2],
        ["direction", 3],
        ["speech", 3],
      ],
    );
    assert.deepEqual(events[1].because, [0]);
    assert.equal(readFileSync(join(asked.folder, "pier.jsonl"), "utf8"), out);
    const page = readFileSync(join(asked.folder, "pier.html"), "utf8");
    for (const part of ["At the pier", "Three.", "An answer.", "hides</span> No ticket.", "May it be believed?"])
      assert.ok(page.includes(part), part);
  });

  test("--out - is the record on standard output, and nothing else there", async (t) => {
    const { out } = await playing(t)("--out", "-");
    assert.deepEqual(
      out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).kind),
      ["speech", "speech", "answer", "direction", "speech"],
    );
  });

  test("a scene that is over can be asked and shown without being played again", async (t) => {
    const play = playing(t);
    await play();
    const again = play("--resume", "--interview", "Ada: Why?", "--html", "pier.html");
    const { code, out, err } = await again;
    assert.equal(code, 0, err);
    assert.deepEqual(out.trim().split("\n"), [
      "Bo (asked in private, How so?): An answer.",
      "Ada (asked in private, Why?): A reason.",
    ]);
    assert.match(readFileSync(join(again.folder, "pier.html"), "utf8"), /Three\.[\s\S]*A reason\./);
  });

  test("a model that dies: exit 2, one line, and the page has what there was", async (t) => {
    const script = JSON.stringify({ replies: ["One.", { error: { fault: "auth", message: "no key" } }] });
    const died = playing(t, { "mock.json": script })("--html", "pier.html");
    const { code, err } = await died;
    assert.equal(code, 2);
    assert.match(
      err.trim().split("\n").at(-1) ?? "",
      /^dramatis: step 2 was not made: mock:\w+: no key; 1 step is kept in .*--resume$/,
    );
    assert.match(readFileSync(join(died.folder, "pier.html"), "utf8"), /One\.[\s\S]*Over: it broke off\./);
  });

  test("what cannot be used is one line and exit code 2, before a run is begun", async (t) => {
    const faults: [string[], Record<string, string>, RegExp][] = [
      [["--interview", "no colon"], {}, /--interview: "no colon"; expected "NAME: question"/],
      [["--interview", "Zoe: Why?"], {}, /Zoe, who is not in the scene/],
      [["--steps", "0"], {}, /whole number of at least 1/],
      [["--html", "/no/such/page.html"], {}, /no\/such/],
      [[], { "pier.scene.yaml": `${PIER}engine: turn-by-trun` }, /did you mean turn-by-turn/],
      [[], { "pier.scene.yaml": PIER.replace("ada.persona", "zoe.persona") }, /zoe\.persona\.yaml: no such file/],
    ];
    for (const [args, files, message] of faults) {
      const asked = playing(t, files)(...args);
      const { code, out, err } = await asked;
      assert.equal(code, 2, args.join(" "));
      assert.equal(out, "");
      assert.match(err, message);
      assert.equal(err.trim().split("\n").length, 1, err);
      assert.ok(!existsSync(join(asked.folder, "runs")));
    }
  });

  test("the help has examples and the engines", async (t) => {
    const { code, out } = await dramatis(t, ["play", "--help"]);
    assert.equal(code, 0);
    assert.match(out, /\$ dramatis play train\.scene\.yaml --resume --interview/);
    assert.match(out, /turn-by-turn: each step one agent says one line/);
  });
});
