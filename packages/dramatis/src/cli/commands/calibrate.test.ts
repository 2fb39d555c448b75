import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { openLabelLog } from "../../presets/calibrate/label-log.ts";
import { levelList } from "../level-list.ts";
import { dramatis, folderOf } from "../testing-cli.ts";

const CASES = Array.from({ length: 60 }, (_, i) => ({
  id: `c${i}`,
  tested: { reply: `Tea of kind q${1 + (i % 3)}.` },
}));
const says = (match: string, score: number) => ({ match, reply: JSON.stringify({ reason: "", score }) });
/** In a drill the judge copies, as it should. */
const RULES = [
  ...[1, 2, 3].map((score) => says(`"copy":{"reason":"drill","score":${score}}`, score)),
  ...[1, 2, 3].map((score) => says(`q${score}`, score)),
];

function files(t: TestContext): string {
  const folder = folderOf(t, {
    "cases.jsonl": CASES.map((one) => `${JSON.stringify(one)}\n`).join(""),
    "policy.md": "3 is best.",
    "judge.json": JSON.stringify({ rules: RULES }),
  });
  for (const rater of ["kim", "lee"]) {
    const log = openLabelLog(join(folder, "cases.jsonl"), rater);
    for (const [i, { id }] of CASES.entries()) log.put(id, 1 + (i % 3));
  }
  return folder;
}

test("run: the verdict in words first; kept, and shown again", async (t) => {
  const folder = files(t);
  const args = ["--in", join(folder, "cases.jsonl"), "--policy", join(folder, "policy.md"), "--attempts", "0"];
  const judge = ["--judge", `mock:${join(folder, "judge.json")}`, "--out", join(folder, "judges")];
  const { code, out, err } = await dramatis(t, ["calibrate", "run", ...args, ...judge]);
  assert.match(out, /^mock:[0-9a-f]+ on score@[0-9a-f]+: It may gate\.\n/);
  assert.match(out, /Krippendorff's alpha {4}1\.00/);
  assert.equal(code, 0);
  const [, path = ""] = /kept in (\S+)/.exec(err) ?? [];
  const shown = await dramatis(t, ["calibrate", "show", path]);
  assert.match(shown.out, /^mock:.*agrees with people at alpha 1\.00.*may gate/);
  const once = await dramatis(t, ["calibrate", ...args, ...judge, "--repeats", "1", "--json"]);
  assert.equal(once.code, 1);
  assert.equal(JSON.parse(once.out).verdict.use, "inform");
});

test("what cannot be used is one line, exit code 2", async (t) => {
  const folder = files(t);
  const set = join(folder, "cases.jsonl");
  for (const [args, says] of [
    [["run", "--in", join(folder, "none.jsonl"), "--judge", "mock:x.json"], /none\.jsonl: no such file/],
    [["run", "--in", set, "--measure", "nothing"], /--measure: nothing/],
    [["label", "--in", set], /--rater: nobody/],
    [["label", "--in", set, "--rater", "adjudicated"], /another name/],
    [["label", "--in", set, "--rater", "kim", "--adjudicate"], /--adjudicate/],
    [["label", "--in", set, "--rater", "kim", "--levels", "x"], /--levels/],
    [["show", join(folder, "none.json")], /no such file/],
  ] as const) {
    const { code, err } = await dramatis(t, ["calibrate", ...args]);
    assert.equal(code, 2, args.join(" "));
    assert.match(err, says);
  }
});

test("levels: a range or a list, in order", () => {
  assert.deepEqual(levelList("1-5"), [1, 2, 3, 4, 5]);
  assert.deepEqual(levelList("1, 0,0.5"), [0, 0.5, 1]);
  for (const text of ["1", "5-1", "a,b", "1,,2", ""]) assert.throws(() => levelList(text), /Expected scores/);
});
