import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type Random, random } from "../../src/core/index.ts";
import { ADA, dramatis, KILLS_EACH, startDramatis } from "./child.ts";
import { type ScriptedModel, scriptedModel, surveyOf } from "./scripted-model.ts";

// The command line is killed with `kill -9` at seeded moments and resumed, again and again, and then held against the same
// command that nobody disturbed.

const CONCURRENCY = 4;
/** From the start of the program to well after its end. */
const LONGEST_MS = 2500;

interface Command {
  name: string;
  args: (model: ScriptedModel) => string[];
}

const COMMANDS: Command[] = [
  {
    name: "survey",
    args: surveyOf,
  },
  {
    name: "check",
    args: ({ url }) => [
      ...[
        "check",
        "ada.persona.yaml",
        "-m",
        "contradiction-rate,probe-answers,repetition",
        "--turns",
        "4",
        "--repeats",
        "4",
      ],
      ...["--model", `${url}#actor`, "--user", `${url}#user`, "--nli", "judge", "--judge", `${url}#judge`],
    ],
  },
];

describe("the command line, killed", { concurrency: COMMANDS.length }, () => {
  for (const [at, command] of COMMANDS.entries()) {
    const kills = Math.ceil((KILLS_EACH - at) / COMMANDS.length);
    const title = `${kills} times in ${command.name}: nothing lost, nothing twice, and all as if undisturbed`;
    test(title, (t) => killed(t, { ...command, at, kills }));
  }
});

async function killed(
  t: TestContext,
  { args: argsFor, at, kills }: Command & { at: number; kills: number },
): Promise<void> {
  const model = await scriptedModel();
  t.after(() => model.close());
  const args = [...argsFor(model), "--concurrency", String(CONCURRENCY), "--resume"];
  const calm = folderOf(t);
  const { status, err } = await dramatis(args, { cwd: calm });
  assert.equal(status, 0, err);
  const expected = { ...kept(calm), calls: model.asked };

  const draw = random(20_261_121 + at);
  let count = 0;
  for (let round = 0; count < kills; round++) {
    const cwd = folderOf(t);
    const before = model.asked;
    const inRound = await untilWhole({ args, cwd, model, draw, most: kills - count });
    count += inRound;
    assert.deepEqual(kept(cwd), { trials: expected.trials, files: expected.files }, `round ${round}`);
    // Only what was under way at a kill is asked again.
    assert.ok(model.asked - before <= expected.calls + inRound * CONCURRENCY, `${model.asked - before} calls`);
  }
  t.diagnostic(`${count} kills`);
}

/** Kills and resumes until the run is whole, at most so many times; gives how often. */
async function untilWhole(round: {
  args: readonly string[];
  cwd: string;
  model: ScriptedModel;
  draw: Random;
  most: number;
}): Promise<number> {
  const { args, cwd, model, draw, most } = round;
  for (let killed = 0; ; ) {
    const before = log(cwd);
    const child = startDramatis(args, { cwd });
    if (killed < most) await Promise.race([moment(model, draw), child.ended]);
    const wasKilled = killed < most && (await child.kill());
    const now = log(cwd);
    assert.ok(now.startsWith(before), "what was acknowledged is not changed");
    doneIn(now);
    if (wasKilled) killed++;
    else {
      assert.equal(await child.ended, 0, child.err);
      return killed;
    }
  }
}

/** In one of four cases a time from the start on, which may be that of starting or of ending; else a while after a call. */
async function moment(model: ScriptedModel, draw: Random): Promise<void> {
  if (draw.int(4) === 0) return sleep(draw.int(LONGEST_MS));
  await Promise.race([model.after(1 + draw.int(40)), sleep(LONGEST_MS)]);
  await sleep(draw.int(12));
}

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-kill-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "ada.persona.yaml"), ADA);
  return folder;
}

/** The one run of a folder; undefined where there is none yet. */
function runIn(cwd: string): string | undefined {
  const runs = join(cwd, "runs");
  const names = existsSync(runs) ? readdirSync(runs) : [];
  assert.ok(names.length <= 1, `a run was begun anew: ${names.join(", ")}`);
  return names[0] === undefined ? undefined : join(runs, names[0]);
}

/** The whole lines of the trials that were kept. */
function log(cwd: string): string {
  const folder = runIn(cwd);
  const path = folder === undefined ? "" : join(folder, "trials.jsonl");
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  return text.slice(0, text.lastIndexOf("\n") + 1);
}

/** Results by the id of the trial, as text; each trial once. */
function doneIn(lines: string): Map<string, string> {
  const done = new Map<string, string>();
  for (const line of lines.split("\n")) {
    if (line === "") continue;
    const { id, status, result } = JSON.parse(line) as { id: string; status: string; result: unknown };
    assert.equal(status, "done");
    assert.ok(!done.has(id), `${id} is there twice`);
    done.set(id, JSON.stringify(result));
  }
  return done;
}

/** What a run gave: trials without the time that they took, and its files without clocks and money. */
function kept(cwd: string): { trials: [string, string][]; files: Record<string, string> } {
  const folder = runIn(cwd) ?? "";
  const summary = JSON.parse(readFileSync(join(folder, "summary.json"), "utf8")) as Record<string, unknown>;
  const { startedAt: _at, seconds: _seconds, usage: _usage, ...rest } = summary;
  const transcripts = join(folder, "transcripts.jsonl");
  return {
    trials: [...doneIn(log(cwd))].sort(([a], [b]) => (a < b ? -1 : 1)),
    files: {
      "summary.json": JSON.stringify(rest, null, 2),
      "plan.json": readFileSync(join(folder, "plan.json"), "utf8"),
      ...(existsSync(transcripts) && { "transcripts.jsonl": readFileSync(transcripts, "utf8") }),
    },
  };
}
