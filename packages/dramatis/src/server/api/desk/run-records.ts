import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { unwritable, writeWhole } from "../../../run/index.ts";
import type { RunState } from "../run-desk.ts";

/** Why a run has no end of its own. */
export const CUT_OFF = "the server ended before the run did; resume it";

/** What stands in `state.json`; the rest is for readers and taken as it is. */
const recordSchema = z.looseObject({
  id: z.string(),
  command: z.enum(["check", "survey", "sample"]),
  arguments: z.record(z.string(), z.unknown()),
  status: z.enum(["running", "done", "failed", "cancelled"]),
  done: z.number(),
  total: z.number(),
  startedAt: z.string(),
  by: z.string(),
});

/** Runs as their folders tell them; one that no server is at any more was cut off. Folders that are none are left out. */
export function readRecords(folder: string): RunState[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const state = readRecord(join(folder, name, "state.json"));
    if (state === undefined || state.id !== name) return [];
    if (state.status !== "running") return [state];
    const { stage: _, ...rest } = state;
    return [{ ...rest, status: "cancelled" as const, error: CUT_OFF }];
  });
}

function readRecord(path: string): RunState | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const read = recordSchema.safeParse(JSON.parse(readFileSync(path, "utf8")));
    return read.data as RunState | undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** @throws InputError when it cannot be written */
export function writeRecord(folder: string, state: RunState): void {
  writeWhole(join(folder, state.id, "state.json"), `${JSON.stringify(state)}\n`);
}

/** Makes the folder of a new run: `check-ada-1`, or the next number. @throws InputError */
export function newRunId(folder: string, command: string, subject: string): string {
  const words = `${command} ${subject}`
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
  const stem = [...words].slice(0, 40).join("");
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw unwritable(folder, error);
  }
  for (let number = 1; ; number++) {
    const id = `${stem}-${number}`;
    if (made(join(folder, id))) return id;
  }
}

/** False when it is there: creating a folder is atomic. */
function made(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw unwritable(path, error);
  }
}
