import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import type { CheckReport } from "../../../core/index.ts";
import { jsonReport } from "../../../report/index.ts";
import { mainMeasures } from "../../../report/main-measures.ts";
import { isRunLocked } from "../../../run/index.ts";
import type { RunScore, RunState } from "../run-desk.ts";

/** Stands for a key's name where a run was not asked of a server. No key has such a name. */
export const COMMAND_LINE = "the command line";

/** A run that the command line made. */
export interface OutsideRun {
  state: RunState;
  folder: string;
}

/** Runs that the command line made in certain folders: they can be read, and nothing else. */
export interface OutsideRuns {
  list(): RunState[];
  find(id: string): OutsideRun | undefined;
  /** What a run that is done gave, as its command's --json. */
  result(run: OutsideRun): unknown;
}

const planSchema = z.object({
  planId: z.string(),
  command: z.enum(["check", "survey"]),
  subject: z.string().optional(),
});
const figure = z.number().nullable();
const checkSummary = z.looseObject({
  run: z.string(),
  results: z.array(
    z.looseObject({
      persona: z.string(),
      version: z.string(),
      measures: z.record(z.string(), z.looseObject({ value: figure, low: figure, high: figure, n: z.number() })),
      transcripts: z.array(z.looseObject({ session: z.string(), messages: z.array(z.looseObject({})) })),
    }),
  ),
});
const surveySummary = z.looseObject({ made: z.looseObject({}), report: z.looseObject({}) });
const usageSchema = z.object({ cost: z.number().optional() });

/** Larger files are not looked into for a list. */
const MOST_BYTES = 256 * 2 ** 20;
const NEWLINE = 0x0a;

const INTERRUPTED = "it was interrupted; the same command with --resume goes on with it";
const DAMAGED = "its summary cannot be read";

/** What is there is looked at with every call, and read again where it has changed. What is no run is passed over. */
export function outsideRuns(folders: readonly string[]): OutsideRuns {
  const known = new Map<string, { mark: string; run: OutsideRun | undefined }>();

  function look(folder: string): OutsideRun | undefined {
    const files = ["plan.json", "summary.json", "trials.jsonl", "usage.json"].map((name) => statOf(join(folder, name)));
    const [plan] = files;
    // A run of a server has its own record.
    if (plan === undefined || statOf(join(folder, "state.json")) !== undefined) return undefined;
    const isWritten = isRunLocked(folder);
    const mark = JSON.stringify([isWritten, ...files.map((file) => [file?.mtimeMs, file?.size])]);
    const before = known.get(folder);
    if (before?.mark === mark) return before.run;
    const run = readRun(folder, { isWritten });
    known.set(folder, { mark, run });
    return run;
  }

  const found = (root: string, name: string): OutsideRun | undefined => orNothing(() => look(join(root, name)));
  return {
    // Of two runs of one name the first folder's counts.
    list: () => {
      const all = folders.flatMap((root) => namesIn(root).flatMap((name) => found(root, name)?.state ?? []));
      return [...new Map(all.reverse().map((state) => [state.id, state])).values()];
    },
    find(id) {
      if (basename(id) !== id || id.startsWith(".") || id.includes("\0")) return undefined;
      for (const root of folders) {
        const run = found(root, id);
        if (run !== undefined) return run;
      }
      return undefined;
    },
    result({ state, folder }) {
      const summary = jsonIn(join(folder, "summary.json"));
      if (state.command === "check") return jsonReport(checkSummary.parse(summary) as unknown as CheckReport);
      const { made, report, ...rest } = surveySummary.parse(summary);
      return { made, ...report, ...rest };
    },
  };
}

function readRun(folder: string, { isWritten }: { isWritten: boolean }): OutsideRun | undefined {
  const plan = planSchema.safeParse(jsonIn(join(folder, "plan.json"))).data;
  const begun = statOf(join(folder, "plan.json"));
  if (plan === undefined || begun === undefined) return undefined;
  const { command, subject } = plan;
  const ended = statOf(join(folder, "summary.json"));
  const trials = statOf(join(folder, "trials.jsonl"));
  const done = trials === undefined || trials.size > MOST_BYTES ? 0 : linesIn(join(folder, "trials.jsonl"));
  const { cost } = usageSchema.safeParse(jsonIn(join(folder, "usage.json"))).data ?? {};
  const asked = command === "check" ? { persona: subject } : { instrument: subject };
  const base = {
    id: basename(folder),
    command,
    arguments: subject === undefined ? {} : asked,
    done,
    startedAt: begun.mtime.toISOString(),
    by: COMMAND_LINE,
    ...(cost !== undefined && { cost }),
  };
  if (isWritten) return { folder, state: { ...base, status: "running", total: 0, stage: command } };
  if (ended === undefined) {
    const endedAt = (trials ?? begun).mtime.toISOString();
    return { folder, state: { ...base, status: "cancelled", total: 0, endedAt, error: INTERRUPTED } };
  }
  const endedAt = ended.mtime.toISOString();
  const summary = jsonIn(join(folder, "summary.json"));
  const read = (command === "check" ? checkSummary : surveySummary).safeParse(summary);
  if (!read.success) return { folder, state: { ...base, status: "failed", total: done, endedAt, error: DAMAGED } };
  const scores = command === "check" ? scoresIn(read.data as unknown as CheckReport) : [];
  const state = { ...base, status: "done", total: done, endedAt, ...(scores.length > 0 && { scores }) } as const;
  return { folder, state };
}

/** Of each persona the measure that stands first. */
export function scoresIn(report: CheckReport): RunScore[] {
  const measure = mainMeasures(report, 1)[0];
  if (measure === undefined) return [];
  return report.results.flatMap(({ persona, version, measures }) => {
    const estimate = measures[measure];
    return estimate === undefined ? [] : [{ persona, version, measure, estimate }];
  });
}

function namesIn(root: string): string[] {
  return orNothing(() => readdirSync(root)) ?? [];
}

function statOf(path: string): { mtimeMs: number; mtime: Date; size: number } | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() ? found : undefined;
}

/** Undefined for what is no JSON, such as a file that is half written. */
function jsonIn(path: string): unknown {
  const file = statOf(path);
  if (file === undefined || file.size > MOST_BYTES) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function linesIn(path: string): number {
  return readFileSync(path).reduce((count, byte) => (byte === NEWLINE ? count + 1 : count), 0);
}

/** Undefined for what the file system does not let us see, or has just lost. */
function orNothing<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof Error && "syscall" in error) return undefined;
    throw error;
  }
}
