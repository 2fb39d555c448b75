import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type TestContext, test } from "node:test";
import { InputError, type TrialOutcome } from "../core/index.ts";
import { inProcess } from "./in-process.ts";
import { openRun, type Run, runId } from "./open-run.ts";
import { PLAN, squares } from "./testing-run.ts";

function scratch(t: TestContext): string {
  const root = mkdtempSync(join(tmpdir(), "dramatis-run-"));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

function done(id: string, result: unknown = 1): TrialOutcome {
  return { id, status: "done", result, ms: 1 };
}

async function perform(run: Run, signal?: AbortSignal): Promise<void> {
  for await (const outcome of inProcess().run(squares(run.finished()), signal)) run.append(outcome);
}

/** Sum of all results in the log, and how many lines it has. */
function totals(folder: string): { sum: number; lines: number } {
  const lines = readFileSync(join(folder, "trials.jsonl"), "utf8").trim().split("\n");
  return { sum: lines.reduce((sum, line) => sum + Number(JSON.parse(line).result), 0), lines: lines.length };
}

/** Σ i² for i < 300 = 299·300·599/6. */
const UNDISTURBED = { sum: (299 * 300 * 599) / 6, lines: 300 };

test("the id is readable and follows the content of the plan", () => {
  assert.match(runId(PLAN), /^check-ada-[0-9a-f]{6}$/);
  assert.equal(runId({ arguments: { trials: 300 }, subject: "Ada", command: "check" }), runId(PLAN));
  assert.notEqual(runId({ ...PLAN, arguments: { trials: 301 } }), runId(PLAN));
  assert.match(runId({ command: "check", subject: "../É té/\u0000x", arguments: {} }), /^check-e-te-x-[0-9a-f]{6}$/);
  assert.match(runId({ command: "check", arguments: {} }), /^check-[0-9a-f]{6}$/);
});

test("without resume every run gets a folder of its own; with it the newest goes on", (t) => {
  const root = scratch(t);
  const base = runId(PLAN);
  for (const id of [base, `${base}-2`, `${base}-3`]) {
    const run = openRun({ root, plan: PLAN });
    run.append(done(id));
    run.close();
    assert.equal(run.id, id);
    assert.equal(run.folder, join(root, id));
    assert.equal(run.finished().size, 0);
  }
  const resumed = openRun({ root, plan: PLAN, resume: true });
  assert.equal(resumed.id, `${base}-3`);
  assert.deepEqual([...resumed.finished()], [[`${base}-3`, 1]]);
  resumed.close();
});

test("resume with nothing to resume starts", (t) => {
  const run = openRun({ root: join(scratch(t), "runs"), plan: PLAN, resume: true });
  assert.equal(run.id, runId(PLAN));
  run.close();
});

test("goes on after an abort, with the totals of an undisturbed run", async (t) => {
  const root = scratch(t);
  const abort = new AbortController();
  const first = openRun({ root, plan: PLAN });
  const { append } = first;
  let count = 0;
  first.append = (outcome) => {
    append(outcome);
    if (++count === 100) abort.abort();
  };
  await perform(first, abort.signal);
  first.close();
  assert.ok(totals(first.folder).lines < 300);

  const second = openRun({ root, plan: PLAN, resume: true });
  assert.ok(second.finished().size >= 100);
  await perform(second);
  second.close();
  assert.deepEqual(totals(second.folder), UNDISTURBED);
});

test("kill -9 loses no acknowledged trial, and a resumed run has the totals of an undisturbed one", async (t) => {
  const root = scratch(t);
  const child = spawn(process.execPath, [join(import.meta.dirname, "testing-run.ts"), root]);
  const exit = once(child, "exit");
  const acknowledged: string[] = [];
  for await (const id of createInterface({ input: child.stdout })) {
    acknowledged.push(id);
    if (acknowledged.length === 50) child.kill("SIGKILL");
  }
  assert.deepEqual(await exit, [null, "SIGKILL"]);

  const run = openRun({ root, plan: PLAN, resume: true });
  assert.equal(run.id, runId(PLAN));
  assert.ok(run.finished().size < 300);
  for (const id of acknowledged) assert.ok(run.finished().has(id), `${id} was acknowledged and lost`);
  await perform(run);
  run.close();
  assert.deepEqual(totals(run.folder), UNDISTURBED);
});

for (const torn of ['{"id":"b","sta', '{"id":"b","status":"done","result":1,"ms":1}', "\u0000\u0000\n", "{}\n"]) {
  test(`a torn last line is cut off: ${JSON.stringify(torn)}`, (t) => {
    const root = scratch(t);
    const first = openRun({ root, plan: PLAN });
    first.append(done("a", "ü\u2028\n"));
    first.close();
    const log = join(first.folder, "trials.jsonl");
    const whole = readFileSync(log, "utf8");
    appendFileSync(log, torn);
    const second = openRun({ root, plan: PLAN, resume: true });
    assert.deepEqual([...second.finished()], [["a", "ü\u2028\n"]]);
    second.append(done("c"));
    second.close();
    assert.equal(readFileSync(log, "utf8"), `${whole}{"id":"c","status":"done","result":1,"ms":1}\n`);
  });
}

test("lines longer than one read are read whole", (t) => {
  const root = scratch(t);
  const long = "ж".repeat(100_000);
  const first = openRun({ root, plan: PLAN });
  for (const id of ["a", "b", "c"]) first.append(done(id, long));
  first.close();
  const second = openRun({ root, plan: PLAN, resume: true });
  assert.deepEqual([...second.finished()], [...["a", "b", "c"].map((id) => [id, long])]);
  second.close();
});

test("a bad line in the middle is an error that names it", (t) => {
  const root = scratch(t);
  const run = openRun({ root, plan: PLAN });
  run.append(done("a"));
  run.close();
  appendFileSync(join(run.folder, "trials.jsonl"), "nonsense\n");
  appendFileSync(join(run.folder, "trials.jsonl"), `${JSON.stringify(done("b"))}\n`);
  assert.throws(() => openRun({ root, plan: PLAN, resume: true }), /trials\.jsonl:2: a line that is not a trial/);
  assert.ok(!existsSync(join(run.folder, "lock")));
});

test("failed trials are kept in the log and tried again", (t) => {
  const root = scratch(t);
  const failed: TrialOutcome = { id: "a", status: "failed", error: { code: "model_server", message: "503" }, ms: 1 };
  const first = openRun({ root, plan: PLAN });
  first.append(failed);
  first.close();
  const second = openRun({ root, plan: PLAN, resume: true });
  assert.equal(second.finished().size, 0);
  second.append(done("a"));
  second.close();
  const third = openRun({ root, plan: PLAN, resume: true });
  assert.deepEqual([...third.finished().keys()], ["a"]);
  third.close();
});

test("the first result of an id counts, before and after it is opened again", (t) => {
  const root = scratch(t);
  const first = openRun({ root, plan: PLAN });
  const failed: TrialOutcome = { id: "b", status: "failed", error: { code: "model_server", message: "503" }, ms: 1 };
  for (const outcome of [done("a", "first"), done("a", "second"), failed, done("b", "mended")]) first.append(outcome);
  assert.deepEqual([first.outcomes().get("a"), first.outcomes().get("b")], [done("a", "first"), done("b", "mended")]);
  assert.equal(first.outcomes().has("c"), false);
  first.close();
  const second = openRun({ root, plan: PLAN, resume: true });
  assert.deepEqual(
    [...second.finished()],
    [
      ["a", "first"],
      ["b", "mended"],
    ],
  );
  second.append(done("c"));
  assert.deepEqual([second.finished().has("c"), second.outcomes().has("c")], [false, true]);
  second.close();
});

test("a plan is counted by each id once, and is not taken for what is done", (t) => {
  const run = openRun({ root: scratch(t), plan: PLAN });
  run.append(done("a"));
  assert.deepEqual(run.count(["a", "b", "b", "a", "c"]), { total: 3, already: 1 });
  assert.deepEqual(run.count(["b", "d"]), { total: 2, already: 0 });
  assert.deepEqual([run.outcomes().has("b"), run.outcomes().get("b"), run.finished().size], [false, undefined, 0]);
  run.append(done("b", 2));
  assert.deepEqual(run.outcomes().get("b"), done("b", 2));
  run.close();
});

test("a result that is undefined comes back as null", (t) => {
  const root = scratch(t);
  const run = openRun({ root, plan: PLAN });
  run.append({ id: "a", status: "done", result: undefined, ms: 1 });
  assert.deepEqual(run.outcomes().get("a"), done("a", null));
  run.close();
  const again = openRun({ root, plan: PLAN, resume: true });
  assert.deepEqual([...again.finished()], [["a", null]]);
  again.close();
});

test("a named run is new, or resumed on purpose, and of the same plan", (t) => {
  const root = scratch(t);
  const id = "my-run.1";
  assert.throws(() => openRun({ root, plan: PLAN, id, resume: true }), /no such run/);
  openRun({ root, plan: PLAN, id }).close();
  assert.throws(() => openRun({ root, plan: PLAN, id }), /add --resume/);
  openRun({ root, plan: PLAN, id, resume: true }).close();
  const other = { ...PLAN, arguments: { trials: 1 } };
  assert.throws(() => openRun({ root, plan: other, id, resume: true }), /plan\.json: another plan/);
  writeFileSync(join(root, id, "plan.json"), "null");
  assert.throws(() => openRun({ root, plan: PLAN, id, resume: true }), /plan\.json: no plan/);
  for (const bad of ["../x", "a/b", "", ".hidden", "x".repeat(101)]) {
    assert.throws(() => openRun({ root, plan: PLAN, id: bad }), InputError);
  }
  assert.deepEqual(readdirSync(root), [id]);
});

test("one process at a time, and the lock of a dead one is taken over", (t) => {
  const root = scratch(t);
  const run = openRun({ root, plan: PLAN });
  assert.throws(() => openRun({ root, plan: PLAN, resume: true }), /being written by process \d+/);
  run.close();
  run.close();

  // The parent of this process is alive and is not this process.
  const lock = join(run.folder, "lock");
  writeFileSync(lock, `${process.ppid}\n`);
  assert.throws(() => openRun({ root, plan: PLAN, resume: true }), new RegExp(`process ${process.ppid}`));

  // Above the largest process number of Linux (2^22), so that no process can have it.
  writeFileSync(lock, `${2 ** 22 + 1}\n`);
  openRun({ root, plan: PLAN, resume: true }).close();
  // An earlier process may have had this one's number; this one does not hold the lock.
  writeFileSync(lock, `${process.pid}\n`);
  openRun({ root, plan: PLAN, resume: true }).close();
  assert.deepEqual(readdirSync(run.folder).sort(), ["plan.json", "trials.jsonl"]);
});

test("the summary is replaced whole", (t) => {
  const root = scratch(t);
  const run = openRun({ root, plan: PLAN });
  run.writeSummary({ value: 1 });
  run.writeSummary({ value: 2 });
  assert.deepEqual(JSON.parse(readFileSync(join(run.folder, "summary.json"), "utf8")), { value: 2 });
  run.close();
  assert.deepEqual(readdirSync(run.folder).sort(), ["plan.json", "summary.json", "trials.jsonl"]);
});

test("what was used is known when the run is opened again, and a damaged note of it is bad input", (t) => {
  const root = scratch(t);
  const run = openRun({ root, plan: PLAN, resume: true });
  assert.deepEqual([run.resumed, run.spent], [false, undefined]);
  run.writeUsage({ inputTokens: 3, outputTokens: 2, cost: 0.5 });
  run.close();
  const again = openRun({ root, plan: PLAN, resume: true });
  assert.deepEqual([again.resumed, again.spent], [true, { inputTokens: 3, outputTokens: 2, cost: 0.5 }]);
  again.close();
  for (const damaged of ["{", '{"inputTokens": -1, "outputTokens": 0}']) {
    writeFileSync(join(run.folder, "usage.json"), damaged);
    assert.throws(
      () => openRun({ root, plan: PLAN, resume: true }),
      /usage\.json: a file that is not the usage of a run/,
    );
  }
});

test("a root that cannot be written is bad input", (t) => {
  const root = scratch(t);
  writeFileSync(join(root, "file"), "");
  assert.throws(() => openRun({ root: join(root, "file"), plan: PLAN }), InputError);
});
