import { closeSync, fsyncSync, ftruncateSync, openSync, readSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { InputError, type TrialOutcome } from "../core/index.ts";

const CHUNK = 1 << 16;
const NEWLINE = 0x0a;

const entry = z.discriminatedUnion("status", [
  z.object({ id: z.string(), status: z.literal("done"), result: z.unknown(), ms: z.number() }),
  z.object({
    id: z.string(),
    status: z.literal("failed"),
    error: z.object({ code: z.string(), message: z.string() }),
    ms: z.number(),
  }),
]);

/** The trials of a run as JSON Lines, one outcome a line, only ever appended to. */
export interface TrialLog {
  /**
   * Results by id of the trials that were done when the log was opened. Failed ones are not in it, so that a resumed
   * run tries them again.
   */
  readonly finished: ReadonlyMap<string, unknown>;
  /** When it returns, the line has left the process: `kill -9` does not lose it. */
  append(outcome: TrialOutcome): void;
  /** Forces the file to the disk and closes it. */
  close(): void;
}

/**
 * Opens the log, and creates it when it is not there. A last line that was torn by a kill is cut off.
 *
 * @throws {InputError} naming the line, when a line in the middle is not an outcome.
 */
export function openTrialLog(path: string): TrialLog {
  const file = openSync(path, "a+");
  const done = new Map<string, unknown>();
  try {
    ftruncateSync(file, readEntries(file, path, done));
  } catch (error) {
    closeSync(file);
    throw error;
  }
  return {
    finished: done,
    append: (outcome) => writeFileSync(file, `${JSON.stringify(outcome)}\n`),
    close: () => {
      fsyncSync(file);
      closeSync(file);
    },
  };
}

/** Reads line by line into `done`; returns how many bytes are whole lines. */
function readEntries(file: number, path: string, done: Map<string, unknown>): number {
  const buffer = Buffer.alloc(CHUNK);
  let rest: Buffer[] = [];
  let whole = 0;
  let line = 0;
  let bad: number | undefined;
  for (let at = 0; ; ) {
    const size = readSync(file, buffer, 0, CHUNK, at);
    if (size === 0) return whole;
    at += size;
    let from = 0;
    for (let end = buffer.indexOf(NEWLINE); end >= 0 && end < size; end = buffer.indexOf(NEWLINE, from)) {
      const text = Buffer.concat([...rest, buffer.subarray(from, end)]);
      rest = [];
      from = end + 1;
      line++;
      if (bad !== undefined) throw notAnOutcome(path, bad);
      const outcome = readOutcome(text);
      if (outcome === undefined) bad = line;
      else {
        whole += text.length + 1;
        if (outcome.status === "done") done.set(outcome.id, outcome.result);
      }
    }
    if (from < size) rest.push(Buffer.from(buffer.subarray(from, size)));
  }
}

function readOutcome(text: Buffer): z.infer<typeof entry> | undefined {
  try {
    return entry.safeParse(JSON.parse(text.toString("utf8"))).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function notAnOutcome(path: string, line: number): InputError {
  return new InputError({
    where: path,
    line,
    found: "a line that is not a trial",
    expected: '{"id", "status": "done" or "failed", …}',
    fix: "delete the line, or run again without --resume",
  });
}
