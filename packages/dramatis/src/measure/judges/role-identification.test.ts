import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { judge } from "../../model/index.ts";
import { replying } from "../../model/testing.ts";
import { readPersonaEval } from "./read-persona-eval.ts";
import { identifyRoles, passesRoleGate, roleFigures } from "./role-identification.ts";

const near = (actual: number | null, expected: number): void =>
  assert.ok(actual !== null && Math.abs(actual - expected) < 1e-6, `${actual}, expected ${expected}`);

test("the worked example of PersonaEval's figures", () => {
  // A .6 B .3 C .1, A is right: rank 1. A .2 B .5 C .3, C is right: rank 2. A .1 B .1 C .8, C is right: rank 1.
  // top-1 2/3, top-2 3/3, mean rank 4/3. Brier: .16 + .09 + .01 + .04 + .25 + .49 + .01 + .01 + .04 = 1.10, over 9 cells
  // .122222. ECE, a bin each: |.6 − 1| + |.5 − 0| + |.8 − 1| = 1.1, over 3 .366667.
  const figures = roleFigures([
    { probabilities: [0.6, 0.3, 0.1], right: 0 },
    { probabilities: [0.2, 0.5, 0.3], right: 2 },
    { probabilities: [0.1, 0.1, 0.8], right: 2 },
    { probabilities: null, right: 0 },
  ]);
  near(figures.top1, 2 / 3);
  near(figures.top2, 1);
  near(figures.meanRank, 4 / 3);
  near(figures.brier, 0.122222);
  near(figures.ece, 0.366667);
  assert.deepEqual([figures.n, figures.missing], [3, 1]);
});

test("of equal probabilities the first is the more probable; nothing answered is null", () => {
  assert.equal(roleFigures([{ probabilities: [0.5, 0.5], right: 1 }]).top1, 0);
  assert.equal(roleFigures([{ probabilities: [0.5, 0.5], right: 0 }]).top1, 1);
  const none = roleFigures([{ probabilities: null, right: 0 }]);
  assert.deepEqual([none.top1, none.top1Interval, none.brier, none.n, none.missing], [null, null, null, 0, 1]);
});

test("the gate is on the lower end of the interval", () => {
  // Wilson: 42 of 50 has the lower end .714858; 7 of 10, .396779.
  const of = (right: number, n: number) =>
    roleFigures(Array.from({ length: n }, (_, i) => ({ probabilities: [0.9, 0.1], right: i < right ? 0 : 1 })));
  near(of(42, 50).top1Interval?.low ?? null, 0.714858);
  assert.equal(passesRoleGate(of(42, 50)), true);
  assert.equal(passesRoleGate(of(7, 10)), false);
  assert.equal(passesRoleGate(of(0, 0)), false);
});

test("probabilities are scaled to sum to 1; a name that is no option counts for nothing", async () => {
  const items = [{ id: "1", prompt: "…", options: ["Ada", "Bo"], right: 1 }];
  const answer = (probs: object) => identifyRoles(judge(replying({ reason: "", probs }), { retries: 0 }), items);
  assert.deepEqual(await answer({ Ada: 0.2, Bo: 0.6, Cy: 0.2 }), [
    { probabilities: [0.25, 0.7499999999999999], right: 1 },
  ]);
  assert.deepEqual(await answer({ Cy: 1 }), [{ probabilities: null, right: 1 }]);
  assert.deepEqual(await answer({ Ada: 7 }), [{ probabilities: null, right: 1 }]);
});

test("reads the published CSV, and names the line of a row that is no item", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const write = (name: string, rows: string[]): string => {
    const path = join(folder, name);
    writeFileSync(path, `${["prompt,option1,option2,option3,option4,option5,gt", ...rows].join("\n")}\n`);
    return path;
  };
  const good = write("Drama.csv", ['"Who says, ""Away!""?",Ada,Bo,Cy,Di,,Bo', "Who?,Ada,Bo,Cy,Di,Ed,Ed"]);
  assert.deepEqual(await readPersonaEval(good), [
    { id: "1", prompt: 'Who says, "Away!"?', options: ["Ada", "Bo", "Cy", "Di"], right: 1 },
    { id: "2", prompt: "Who?", options: ["Ada", "Bo", "Cy", "Di", "Ed"], right: 4 },
  ]);
  await assert.rejects(
    readPersonaEval(write("a.csv", ["Who?,Ada,Bo,,,,Cy"])),
    /a\.csv:2: gt "Cy"; expected one of "Ada", "Bo"/,
  );
  await assert.rejects(readPersonaEval(write("b.csv", [",Ada,Bo,,,,Bo"])), /b\.csv:2: no item/);
  await assert.rejects(readPersonaEval(write("c.csv", [])), /c\.csv: no row/);
});
