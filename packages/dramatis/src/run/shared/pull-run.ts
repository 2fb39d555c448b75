import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../core/index.ts";
import { lockRun } from "../run-lock.ts";
import { unwritable, writeWhole } from "../write-whole.ts";
import { LINK, type RunDatabase } from "./run-database.ts";
import type { RunSummary } from "./shared-runs.ts";

/** A run whose folder was made here. */
export interface PulledRun {
  folder: string;
  run: RunSummary;
  /** False where it is not done, and has no report yet. */
  hasReport: boolean;
}

/**
 * Makes the folder of a run as if it had been done here: plan, trials, usage, and, where it is done, summary and report. A
 * folder of this name that belongs to the run (it was begun or fetched here) is brought up to date.
 *
 * @throws InputError for a run that is not there, for a folder that is something else, and for one that is being written
 */
export async function pullRun({ runs }: RunDatabase, id: string, root: string): Promise<PulledRun> {
  const run = await runs.summary(id);
  const folder = join(root, id);
  takeFolder(folder, id);
  const unlock = lockRun(folder);
  try {
    const files = await runs.filesOf(id);
    for (const [name, text] of Object.entries(files)) {
      // What stands in a database was written by somebody: a name is a name, and no way out of the folder.
      if (!/[/\\]|^\./.test(name)) writeWhole(join(folder, name), text);
    }
    const staged = join(folder, `trials.jsonl.${process.pid}.tmp`);
    const file = openSync(staged, "w");
    try {
      for await (const outcome of runs.outcomes(id)) writeSync(file, `${JSON.stringify(outcome)}\n`);
    } finally {
      closeSync(file);
    }
    renameSync(staged, join(folder, "trials.jsonl"));
    writeWhole(join(folder, "usage.json"), `${JSON.stringify(run.usage, null, 2)}\n`);
    writeWhole(join(folder, LINK), `${JSON.stringify({ run: id }, null, 2)}\n`);
    return { folder, run, hasReport: files["report.html"] !== undefined };
  } finally {
    unlock();
  }
}

/** @throws InputError where it is there and belongs to no run, or another */
function takeFolder(folder: string, id: string): void {
  const link = join(folder, LINK);
  if (existsSync(link) && (JSON.parse(readFileSync(link, "utf8")) as { run?: unknown }).run === id) return;
  if (existsSync(folder)) {
    const expected = "a new folder, or that of this run";
    throw new InputError({ where: folder, found: "something else", expected, fix: "name another place with --runs" });
  }
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw unwritable(folder, error);
  }
}
