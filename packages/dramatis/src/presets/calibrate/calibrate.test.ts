import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { calibrate } from "./calibrate.ts";
import { calibrationPath, judgeCard, readCalibrations } from "./judge-card.ts";
import { openLabelLog } from "./label-log.ts";

/** Sixty replies of quality 1 to 3, with labels of two raters who see it, and a judge that sees it too. */
function world(t: TestContext): { folder: string; set: string; policy: string; judge: string } {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const at = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const cases = Array.from({ length: 60 }, (_, i) => ({
    id: `c${i}`,
    tested: { reply: `Tea of kind q${1 + (i % 3)}.` },
  }));
  const set = at("cases.jsonl", cases.map((one) => `${JSON.stringify(one)}\n`).join(""));
  for (const rater of ["kim", "lee"]) {
    const log = openLabelLog(set, rater);
    for (const [i, { id }] of cases.entries()) log.put(id, rater === "lee" && i === 0 ? 2 : 1 + (i % 3));
  }
  const says = (match: string, score: number) => ({ match, reply: JSON.stringify({ reason: "", score }) });
  // In a drill it copies, as it should.
  const rules = [
    ...[1, 2, 3].map((score) => says(`"copy":{"reason":"drill","score":${score}}`, score)),
    ...[1, 2, 3].map((score) => says(`q${score}`, score)),
  ];
  return {
    folder,
    set,
    policy: at("policy.md", "3 is best."),
    judge: `mock:${at("judge.json", JSON.stringify({ rules }))}`,
  };
}

test("a labelled set, a policy and a judge: the result is kept, read back, and its line is told", async (t) => {
  const { folder, set, policy, judge } = world(t);
  const passes: string[] = [];
  const { calibration, path } = await calibrate({
    labelled: set,
    policy,
    roleSettings: { judge },
    attempts: 0,
    folder: join(folder, "judges"),
    env: {},
    onPass: (pass) => passes.push(pass),
  });
  assert.equal(calibration.verdict.use, "gate");
  assert.deepEqual(calibration.levels, [1, 2, 3]);
  assert.deepEqual([calibration.set.cases, calibration.set.raters], [60, 2]);
  assert.deepEqual(await readCalibrations(path), [calibration]);
  assert.match((await judgeCard(calibration.judge, join(folder, "judges"))) ?? "", /on 60 cases.*may gate/);
  assert.equal(await judgeCard("another", join(folder, "judges")), undefined);
  assert.ok(passes.includes("judged, 2 of 2"));
  const again = await calibrate({
    labelled: set,
    policy,
    roleSettings: { judge },
    attempts: 0,
    folder: join(folder, "judges"),
    env: {},
  });
  assert.equal((await readCalibrations(again.path)).length, 1);
});

test("a measure in the place of a judge", async (t) => {
  const { folder, set } = world(t);
  const { calibration } = await calibrate({
    labelled: set,
    measure: "specificity",
    folder: join(folder, "judges"),
    env: {},
  });
  assert.equal(calibration.scale, "own");
  assert.equal(calibration.attempts, null);
  assert.equal(calibration.verdict.use, "none");
});

test("what is missing is said in one line", async (t) => {
  const { folder, set, policy, judge } = world(t);
  const folderFlag = { folder: join(folder, "judges"), env: {} };
  await assert.rejects(calibrate({ labelled: set, policy, ...folderFlag }), /--judge openai:MODEL/);
  await assert.rejects(calibrate({ labelled: set, roleSettings: { judge }, ...folderFlag }), /--policy/);
  await assert.rejects(calibrate({ labelled: set, measure: "nothing", ...folderFlag }), /see dramatis list measure/);
  const bare = join(folder, "bare.jsonl");
  writeFileSync(bare, `${JSON.stringify({ id: "1", tested: { reply: "x" } })}\n`);
  await assert.rejects(
    calibrate({ labelled: bare, policy, roleSettings: { judge }, ...folderFlag }),
    /calibrate label --in/,
  );
  assert.equal(existsSync(join(folder, "judges")), false);
});

test("a file that something else wrote is not overwritten", async (t) => {
  const { folder, set, policy, judge } = world(t);
  const run = { labelled: set, policy, roleSettings: { judge }, attempts: 0, repeats: 1, folder, env: {} };
  const { path } = await calibrate(run);
  writeFileSync(path, '{"mine": true}');
  await assert.rejects(calibrate(run), /expected what dramatis calibrate wrote/);
  assert.equal(readFileSync(path, "utf8"), '{"mine": true}');
});

test("the file of a judge: its name where that is one, else with a part of its hash", () => {
  assert.equal(calibrationPath("gpt-x"), join("judges", "gpt-x.json"));
  assert.match(calibrationPath("openai:gpt/x"), /^judges\/openai-gpt-x-[0-9a-f]{8}\.json$/);
  assert.notEqual(calibrationPath("openai:gpt/x"), calibrationPath("openai:gpt:x"));
  assert.match(calibrationPath("../../etc"), /^judges\/[^/]+$/);
});
