import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { ADA, dramatis, folderOf, type Said } from "./testing-cli.ts";

const DILEMMA = `name: Dilemma
game:
  rounds: 2
  players:
    - { persona: ada.persona.yaml, answer: reply }
    - { strategy: tit-for-tat }
`;
const HOUSES = `auction:
  houses: [{ name: Mill, trait: view, start: 100, value: 250 }]
  bidders: [{ name: Bo, rule: truthful, budget: 300 }, { name: Cy, rule: withdrawing, budget: 300 }]
`;
const SCENE = "agents: [{ persona: ada.persona.yaml }]\n";

function playing(
  t: TestContext,
  files: Record<string, string> = {},
): (file: string, ...args: string[]) => Promise<Said> & { folder: string } {
  const all = { "dilemma.yaml": DILEMMA, "houses.yaml": HOUSES, "scene.yaml": SCENE, "ada.persona.yaml": ADA };
  const folder = folderOf(t, { ...all, "mock.json": JSON.stringify({ default: "F" }), ...files });
  return (file, ...args) => {
    const placed = args.map((arg) => (/^[\w-]+\.(jsonl|html)$/.test(arg) ? join(folder, arg) : arg));
    const model = ["--model", `mock:${join(folder, "mock.json")}`, "--runs", join(folder, "runs")];
    return Object.assign(dramatis(t, ["play", join(folder, file), ...model, ...placed]), { folder });
  };
}

test("a game: a line for each choice, then the figures beside people's, and a label that is no choice", async (t) => {
  const { code, out, err } = await playing(t)("dilemma.yaml", "--games", "2", "--seed", "3");
  assert.equal(code, 0, err);
  assert.deepEqual(out.split("\n").slice(0, 4), [
    "Game 1 of 2, seed 3",
    "Ada (chooses): F",
    "tit-for-tat (chooses): J",
    "game (outcome): Ada 10, tit-for-tat 0",
  ]);
  assert.match(out, /Game 2 of 2, seed 4\nAda \(chooses\): F\ntit-for-tat \(chooses\): F/);
  assert.match(err, /Dilemma: Ada \(mock:\w+\), tit-for-tat \(a rule\)\n2 games, seeds 3 to 4/);
  assert.match(err, /Ada +tit-for-tat +people/);
  // Game 1: Ada defects twice, 10 + 5; game 2, swapped: both cooperate, 8 + 8.
  assert.match(err, /points of a game +15\.5 .*n=2/);
  assert.match(err, /cooperates .*0\.5 \[0\.427, 0\.574\] n=970/);
  assert.match(err, /Ada answers F in 100% of 4 rounds, whatever it means/);
  assert.match(err, /Run: .*runs.play-dilemma-/);
});

test("an auction: who bids, who gets it, and money that adds up; --json ends with the figures", async (t) => {
  const asked = playing(t)("houses.yaml", "--json", "--out", "houses.jsonl", "--html", "houses.html");
  const { code, out, err } = await asked;
  assert.equal(code, 0, err);
  const lines = out.trim().split("\n");
  const { kind, rows } = JSON.parse(lines.at(-1) ?? "");
  assert.equal(kind, "figures");
  // Bo opens at 100 and is alone: worth 250 less 100.
  assert.deepEqual(
    rows[0].cells.map(({ value }: { value: number }) => value),
    [150, 0],
  );
  assert.equal(readFileSync(join(asked.folder, "houses.jsonl"), "utf8"), `${lines.slice(0, -1).join("\n")}\n`);
  assert.match(err, /only rules play: no model is asked/);
  assert.match(err, /Money: 600 at the start = 500 left \+ 100 paid\./);
  const page = readFileSync(join(asked.folder, "houses.html"), "utf8");
  for (const part of ["Mill goes to Bo for 100", "<h3>Figures</h3>", "money left"])
    assert.ok(page.includes(part), part);
});

test("a game that is over is shown again without being played, with more games where they are asked for", async (t) => {
  const play = playing(t);
  await play("dilemma.yaml");
  const again = play("dilemma.yaml", "--resume", "--games", "2", "--html", "d.html");
  const { code, out, err } = await again;
  assert.equal(code, 0, err);
  assert.match(out, /^Game 2 of 2/);
  assert.match(err, /2 steps are there/);
  const page = readFileSync(join(again.folder, "d.html"), "utf8");
  // Steps count on: the second game's last is the fourth.
  assert.match(page, /Game 1 of 2, seed 0[\s\S]*Game 2 of 2, seed 1[\s\S]*aria-label="Step 4"/);
});

test("a model that dies: exit 2, one line, and the page has what there was", async (t) => {
  const script = JSON.stringify({ replies: ["J", { error: { fault: "auth", message: "no key" } }] });
  const died = playing(t, { "mock.json": script })("dilemma.yaml", "--html", "d.html", "--out", "d.jsonl");
  const { code, err } = await died;
  assert.equal(code, 2);
  assert.match(err.trim().split("\n").at(-1) ?? "", /^dramatis: game 1 step 2 was not made: .*no key; 1 step is kept/);
  assert.match(readFileSync(join(died.folder, "d.html"), "utf8"), /Over: it broke off\./);
  assert.equal(readFileSync(join(died.folder, "d.jsonl"), "utf8").trim().split("\n").length, 3);
});

test("what cannot be used is one line and exit code 2, before a run is begun", async (t) => {
  const faults: [string, string[], Record<string, string>, RegExp][] = [
    [
      "dilemma.yaml",
      [],
      { "dilemma.yaml": DILEMMA.replace("tit-for-tat", "nice") },
      /dilemma\.yaml:6: .*expected .*grim/,
    ],
    ["dilemma.yaml", [], { "dilemma.yaml": DILEMMA.replace(/ {4}- \{ strategy.*\n/, "") }, /a list of 1; expected 2/],
    ["houses.yaml", [], { "houses.yaml": HOUSES.replace("start: 100, ", "") }, /houses\.yaml:2: .*start/],
    ["dilemma.yaml", [], { "dilemma.yaml": DILEMMA.replace("ada.", "zoe.") }, /zoe\.persona\.yaml: no such file/],
    ["dilemma.yaml", ["--steps", "3"], {}, /--steps: a game or an auction; expected a scene/],
    ["dilemma.yaml", ["--interview", "Ada: Why?"], {}, /--interview: a game or an auction; expected a scene/],
    ["dilemma.yaml", ["--games", "0"], {}, /whole number of at least 1/],
    ["scene.yaml", ["--games", "2"], {}, /--games: a scene; expected a file with game: or auction:/],
  ];
  for (const [file, args, files, message] of faults) {
    const asked = playing(t, files)(file, ...args);
    const { code, out, err } = await asked;
    assert.equal(code, 2, `${file} ${args.join(" ")}`);
    assert.equal(out, "");
    assert.match(err, message);
    assert.equal(err.trim().split("\n").length, 1, err);
    assert.ok(!existsSync(join(asked.folder, "runs")));
  }
});
