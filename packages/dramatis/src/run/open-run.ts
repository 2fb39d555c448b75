import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { contentId, InputError, type TrialOutcome, type Usage } from "../core/index.ts";
import { readUsage } from "./read-usage.ts";
import { lockRun } from "./run-lock.ts";
import { type FinishedTrials, type Outcomes, openTrialLog } from "./trial-log.ts";
import { writeWhole } from "./write-whole.ts";

/** What a run does. Two plans with equal content are one plan. */
export interface RunPlan {
  command: string;
  /** What it is about, for a readable id: the name of a persona. */
  subject?: string;
  /** All that can change a result: options, and the content ids of the inputs. Never concurrency or output paths. */
  arguments: Record<string, unknown>;
}

export interface OpenRunOptions {
  plan: RunPlan;
  /** Folder that holds the runs. */
  root?: string;
  /** Name of the run; by default made from the plan, such as `check-ada-3f2a91`. */
  id?: string;
  /** Goes on with the newest run of this plan; starts one when there is none. */
  resume?: boolean;
}

/** A run folder, locked for this process until it is closed. */
export interface Run {
  readonly id: string;
  readonly folder: string;
  /** False when the folder is new, also where `resume` was asked for. */
  readonly resumed: boolean;
  /** Tokens and money that went into it before it was opened; undefined when none was noted. */
  readonly spent: Usage | undefined;
  /** Results of the trials that were done before, by trial id; empty for a new run. Read from the file until `close`. */
  finished(): FinishedTrials;
  /** When it returns, `kill -9` does not lose the outcome any more. */
  append(outcome: TrialOutcome): void;
  /** What came of the trials that were done before, or appended since. Read from the file until `close`. */
  outcomes(): Outcomes;
  /** How many different ids there are, and how many of them have an outcome. */
  count(ids: Iterable<string>): { total: number; already: number };
  /** Keeps what the run has used in all, what was spent before included, in `usage.json`. */
  writeUsage(total: Usage): void;
  /** Writes `summary.json` whole or not at all. */
  writeSummary(summary: object): void;
  /** Forces the trials to the disk and gives the lock back. Calling it twice does no harm. */
  close(): void;
}

/**
 * Opens a run folder: `plan.json`, `trials.jsonl`, and later `usage.json` and `summary.json`. Without `resume` a folder
 * that is there is never touched: the id gets the suffix -2, -3, ….
 *
 * @throws {InputError} when the id is no folder name; when a named run is not there to resume, or is there and is not
 *   to be resumed; when its plan is another one; when another process writes it; when it cannot be created, or a file
 *   in it is damaged.
 */
export function openRun({ plan, root = "runs", id, resume = false }: OpenRunOptions): Run {
  const { name, resumed } = id === undefined ? findOrCreate({ plan, root, resume }) : named({ id, root, resume });
  const folder = join(root, name);
  const unlock = lockRun(folder);
  try {
    claimPlan(folder, plan);
    const usageFile = join(folder, "usage.json");
    const spent = readUsage(usageFile);
    const log = openTrialLog(join(folder, "trials.jsonl"));
    const write = (path: string, value: object): void => writeWhole(path, `${JSON.stringify(value, null, 2)}\n`);
    let open = true;
    return {
      id: name,
      folder,
      resumed,
      spent,
      finished: () => log.finished,
      append: (outcome) => log.append(outcome),
      outcomes: () => log.outcomes,
      count: (ids) => log.count(ids),
      writeUsage: (total) => write(usageFile, total),
      writeSummary: (summary) => write(join(folder, "summary.json"), summary),
      close: () => {
        if (!open) return;
        open = false;
        try {
          log.close();
        } finally {
          unlock();
        }
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** `check-ada-3f2a91`: the command, the subject, and the first digits of the plan's content id. */
export function runId({ command, subject = "", ...rest }: RunPlan): string {
  const words = `${command} ${subject}`
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
  return `${[...words].slice(0, 40).join("")}-${contentId({ command, subject, ...rest }).slice(0, 6)}`;
}

/** Name of a folder under the root, and whether it was there. */
interface Place {
  name: string;
  resumed: boolean;
}

/** A run that the user named: there when it is to be resumed, and only then. */
function named({ id, root, resume }: { id: string; root: string; resume: boolean }): Place {
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,99}$/u.test(id)) {
    throw new InputError({ where: "run id", found: id, expected: "up to 100 letters, digits, dots, dashes" });
  }
  if (resume) {
    if (existsSync(join(root, id))) return { name: id, resumed: true };
    throw new InputError({
      where: join(root, id),
      found: "no such run",
      expected: "a run to resume",
      fix: "leave out --resume to start it",
    });
  }
  if (createFolder(root, id)) return { name: id, resumed: false };
  throw new InputError({
    where: join(root, id),
    found: "a run of this name",
    expected: "a new name",
    fix: "add --resume to go on with it",
  });
}

/** The newest run of this plan, or the first free name for a new one. */
function findOrCreate({ plan, root, resume }: { plan: RunPlan; root: string; resume: boolean }): Place {
  const base = runId(plan);
  if (resume && existsSync(root)) {
    const newest = Math.max(...readdirSync(root).map((name) => numberOf(name, base)));
    if (newest > 0) return { name: suffixed(base, newest), resumed: true };
  }
  let number = 1;
  while (!createFolder(root, suffixed(base, number))) number++;
  return { name: suffixed(base, number), resumed: false };
}

function suffixed(base: string, number: number): string {
  return number === 1 ? base : `${base}-${number}`;
}

/** 1 for `base`, 2 for `base-2`, …; 0 for a folder of another plan. */
function numberOf(name: string, base: string): number {
  if (name === base) return 1;
  const number = name.startsWith(`${base}-`) ? Number(name.slice(base.length + 1)) : 0;
  return Number.isSafeInteger(number) && number > 1 ? number : 0;
}

/** False when it is there. Creating a folder is atomic, so two processes never get the same new one. */
function createFolder(root: string, name: string): boolean {
  const folder = join(root, name);
  try {
    mkdirSync(root, { recursive: true });
    mkdirSync(folder);
    return true;
  } catch (error) {
    const { code = "error" } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && existsSync(folder)) return false;
    throw new InputError(
      { where: folder, found: `cannot be created (${code})`, expected: "a folder that can be written" },
      { cause: error },
    );
  }
}

/** Writes `plan.json` into a new folder; in one that has it, the plan must be the same. */
function claimPlan(folder: string, plan: RunPlan): void {
  const path = join(folder, "plan.json");
  const planId = contentId(plan);
  if (!existsSync(path)) {
    writeWhole(path, `${JSON.stringify({ planId, ...plan }, null, 2)}\n`);
    return;
  }
  const found = readPlanId(path);
  if (found === planId) return;
  throw new InputError({
    where: path,
    found: found === undefined ? "no plan" : `another plan (${found})`,
    expected: `the plan of this command (${planId})`,
    fix: "inputs or options have changed; run again without --resume",
  });
}

function readPlanId(path: string): string | undefined {
  try {
    const { planId } = JSON.parse(readFileSync(path, "utf8")) as { planId?: unknown };
    return typeof planId === "string" ? planId.slice(0, 16) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}
