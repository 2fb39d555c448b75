import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { BudgetError, type Trial } from "../core/index.ts";
import { inProcess } from "./in-process.ts";
import { type KeepOutcomesOptions, keepOutcomes } from "./keep-outcomes.ts";
import { openRun, type Run } from "./open-run.ts";

type Task = Trial & { letter: string };

const TRIALS: Task[] = [..."abca"].map((letter) => ({ id: letter, input: letter, letter }));

/** Uses a run, which is there again for the next use. */
function runIn(t: TestContext): <T>(use: (run: Run) => T | Promise<T>) => Promise<T> {
  const root = mkdtempSync(join(tmpdir(), "dramatis-keep-"));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  return async (use) => {
    const run = openRun({ root, plan: { command: "check", arguments: {} }, resume: true });
    try {
      return await use(run);
    } finally {
      run.close();
    }
  };
}

const finished = (run: Run): [string, unknown][] => [...run.finished()];

/** What was performed, and what became of it. */
async function keep(
  options: Partial<KeepOutcomesOptions<Task>> = {},
): Promise<{ done: string[]; results: [string, unknown][] }> {
  const done: string[] = [];
  const outcomes = await keepOutcomes({
    trials: TRIALS,
    perform: async ({ letter }) => {
      done.push(letter);
      return letter.toUpperCase();
    },
    executor: inProcess({ concurrency: 1 }),
    ...options,
  });
  const results = [...new Set(TRIALS.map(({ id }) => id))].flatMap((id): [string, unknown][] => {
    const outcome = outcomes.get(id);
    return outcome ? [[id, outcome.status === "done" ? outcome.result : outcome.error.message]] : [];
  });
  return { done, results };
}

const ALL: [string, unknown][] = [
  ["a", "A"],
  ["b", "B"],
  ["c", "C"],
];

test("trials of one id are done once; without a run nothing is kept", async () => {
  assert.deepEqual(await keep(), { done: ["a", "b", "c"], results: ALL });
});

test("what the run has is not done again, and what it has of others is not counted", async (t) => {
  const withRun = runIn(t);
  await withRun((run) => keep({ run, trials: TRIALS.slice(0, 2) }));
  const told: unknown[] = [];
  const hooks = { onStart: (count: object) => told.push(count), onOutcome: ({ id }: { id: string }) => told.push(id) };
  const rest = await withRun((run) => keep({ run, trials: TRIALS.slice(1, 3), ...hooks }));
  assert.deepEqual(rest, { done: ["c"], results: ALL });
  assert.deepEqual(told, [{ total: 2, already: 1 }, "c"]);
  assert.deepEqual(await withRun((run) => keep({ run })), { done: [], results: ALL });
});

test("at the cost cap no further trial is taken, and what was finished is kept", async (t) => {
  const withRun = runIn(t);
  const tried: string[] = [];
  const perform = async ({ letter }: Task): Promise<string> => {
    tried.push(letter);
    if (letter === "b") throw new BudgetError(1.5, 1);
    return letter;
  };
  await assert.rejects(
    withRun((run) => keep({ run, perform })),
    BudgetError,
  );
  assert.deepEqual([tried, await withRun(finished)], [["a", "b"], [["a", "a"]]]);
});

test("an abort keeps what was finished, and rejects with its reason", async (t) => {
  const withRun = runIn(t);
  const abort = new AbortController();
  const onOutcome = (): void => abort.abort(new Error("enough"));
  await assert.rejects(
    withRun((run) => keep({ run, onOutcome, signal: abort.signal })),
    /enough/,
  );
  assert.deepEqual(await withRun(finished), [["a", "A"]]);
});

test("a trial that fails is an outcome", async () => {
  const perform = async ({ letter }: Task): Promise<string> => {
    if (letter === "b") throw new Error("broken");
    return letter.toUpperCase();
  };
  const { results } = await keep({ perform });
  assert.match(String(results[1]?.[1]), /broken/);
  assert.deepEqual([results[0], results[2]], [ALL[0], ALL[2]]);
});

test("a plan that is made as it is read is read twice, never further than the executor has taken", async (t) => {
  const withRun = runIn(t);
  let ahead = 0;
  let most = 0;
  const perform = async ({ letter }: Task): Promise<string> => {
    most = Math.max(most, ahead);
    ahead--;
    return letter;
  };
  function* made(): Generator<Task> {
    for (const letter of "abcabd") {
      yield { id: letter, input: letter, letter };
    }
  }
  function* counted(): Generator<Task> {
    for (const trial of made()) {
      ahead++;
      yield trial;
    }
  }
  let reads = 0;
  const told: object[] = [];
  await withRun(async (run) => {
    const options = {
      executor: inProcess({ concurrency: 1 }),
      run,
      perform,
      onStart: (count: object) => told.push(count),
    };
    const outcomes = await keepOutcomes({ ...options, trials: () => (reads++ === 0 ? made() : counted()) });
    assert.deepEqual(outcomes.get("d"), { id: "d", status: "done", result: "d", ms: 0 });
  });
  assert.deepEqual(told, [{ total: 4, already: 0 }]);
  // One is performed, and those that are left out on the way to the next have been read: a and b a second time.
  assert.ok(most <= 3, `${most} were read ahead`);
  assert.deepEqual(
    await withRun(finished),
    [..."abcd"].map((letter) => [letter, letter]),
  );
});
