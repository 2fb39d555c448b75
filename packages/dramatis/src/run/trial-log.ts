import { closeSync, fsyncSync, ftruncateSync, openSync, readSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { InputError, type TrialOutcome } from "../core/index.ts";
import { type GrowingRow, growingRow } from "./growing-row.ts";
import { type IdTable, idTable } from "./id-table.ts";
import { unwritable } from "./write-whole.ts";

const CHUNK = 1 << 16;
const NEWLINE = 0x0a;

// JSON leaves out a result that is undefined; it comes back as null.
const entry = z.discriminatedUnion("status", [
  z.object({ id: z.string(), status: z.literal("done"), result: z.unknown().default(null), ms: z.number() }),
  z.object({
    id: z.string(),
    status: z.literal("failed"),
    error: z.object({ code: z.string(), message: z.string() }),
    ms: z.number(),
  }),
]);

type Entry = z.infer<typeof entry>;

/** What a run had done when it was opened. The results stay in the file, and are read when they are asked for. */
export interface FinishedTrials extends Iterable<[id: string, result: unknown]> {
  readonly size: number;
  has(id: string): boolean;
  /** Undefined where it was not done. */
  get(id: string): unknown;
  /** In the order in which they were done. */
  keys(): Iterable<string>;
}

/** What came of trials, by their ids. */
export interface Outcomes {
  has(id: string): boolean;
  get(id: string): TrialOutcome | undefined;
}

/** The trials of a run as JSON Lines, one outcome a line, only ever appended to. */
export interface TrialLog {
  /**
   * The trials that were done when the log was opened. Failed ones are not among them, so that a resumed run tries them
   * again.
   */
  readonly finished: FinishedTrials;
  /** When it returns, the line has left the process: `kill -9` does not lose it. */
  append(outcome: TrialOutcome): void;
  /** Of the trials that were done before or appended since. Where one was done twice, the first counts. */
  readonly outcomes: Outcomes;
  /** How many different ids there are, and how many of them have an outcome. Read one by one, and not kept as text. */
  count(ids: Iterable<string>): { total: number; already: number };
  /** Forces the file to the disk and closes it. */
  close(): void;
}

/**
 * Opens the log, and creates it when it is not there. A last line that was torn by a kill is cut off. Memory holds where
 * each trial stands in the file, about 32 bytes a trial, and no result.
 *
 * @throws {InputError} naming the line, when a line in the middle is not an outcome.
 */
export function openTrialLog(path: string): TrialLog {
  const file = openSync(path, "a+");
  const ids = idTable();
  /** By the number of the id: 1 + where its line begins; 0 while there is none. */
  const places = growingRow(Float64Array);
  let end = 0;
  try {
    for (const { at, outcome, next } of readEntries(file, path)) {
      if (outcome.status === "done" && ids.find(outcome.id) === undefined) places.set(ids.add(outcome.id), at + 1);
      end = next;
    }
    ftruncateSync(file, end);
  } catch (error) {
    closeSync(file);
    throw error;
  }
  const already = ids.size;
  const entryAt = (number: number): Entry => readEntry(file, path, places.get(number) - 1);
  const numberOf = (id: string): number | undefined => {
    const number = ids.find(id);
    return number !== undefined && places.get(number) > 0 ? number : undefined;
  };
  const numberBefore = (id: string): number | undefined => {
    const number = ids.find(id);
    return number !== undefined && number < already ? number : undefined;
  };
  function* doneBefore(): Generator<[id: string, result: unknown]> {
    for (let number = 0; number < already; number++) {
      const entry = entryAt(number);
      if (entry.status === "done") yield [entry.id, entry.result];
    }
  }
  return {
    finished: {
      size: already,
      has: (id) => numberBefore(id) !== undefined,
      get: (id) => {
        const number = numberBefore(id);
        const entry = number === undefined ? undefined : entryAt(number);
        return entry?.status === "done" ? entry.result : undefined;
      },
      keys: () => doneBefore().map(([id]) => id),
      [Symbol.iterator]: doneBefore,
    },
    append: (outcome) => {
      const line = Buffer.from(`${JSON.stringify(outcome)}\n`);
      try {
        writeFileSync(file, line);
      } catch (error) {
        // A full disk takes a part of the line; what is appended later must not follow on it.
        ftruncateSync(file, end);
        throw unwritable(path, error);
      }
      const known = numberOf(outcome.id);
      if (known === undefined || entryAt(known).status === "failed") places.set(ids.add(outcome.id), end + 1);
      end += line.length;
    },
    outcomes: {
      has: (id) => numberOf(id) !== undefined,
      get: (id) => {
        const number = numberOf(id);
        return number === undefined ? undefined : entryAt(number);
      },
    },
    count: (planned) => countIds(planned, { ids, places }),
    close: () => {
      fsyncSync(file);
      closeSync(file);
    },
  };
}

function countIds(
  planned: Iterable<string>,
  { ids, places }: { ids: IdTable; places: GrowingRow },
): { total: number; already: number } {
  const counted = growingRow(Uint8Array);
  const count = { total: 0, already: 0 };
  for (const id of planned) {
    const number = ids.add(id);
    if (counted.get(number) === 1) continue;
    counted.set(number, 1);
    count.total++;
    if (places.get(number) > 0) count.already++;
  }
  return count;
}

/** An outcome, where its line begins, and where the next one does. */
interface PlacedEntry {
  outcome: Entry;
  at: number;
  next: number;
}

/** Every outcome of the file, in order; a last line that is none is left out. */
function* readEntries(file: number, path: string): Generator<PlacedEntry> {
  let at = 0;
  let line = 0;
  let bad: number | undefined;
  for (const text of readWholeLines(file)) {
    line++;
    if (bad !== undefined) throw notAnOutcome(path, bad);
    const outcome = readOutcome(text);
    const next = at + text.length + 1;
    if (outcome === undefined) bad = line;
    else yield { outcome, at, next };
    at = next;
  }
}

/** The lines that end with a newline, without it. */
function* readWholeLines(file: number): Generator<Buffer> {
  const buffer = Buffer.alloc(CHUNK);
  let rest: Buffer[] = [];
  for (let at = 0; ; ) {
    const size = readSync(file, buffer, 0, CHUNK, at);
    if (size === 0) return;
    at += size;
    let from = 0;
    for (let end = buffer.indexOf(NEWLINE); end >= 0 && end < size; end = buffer.indexOf(NEWLINE, from)) {
      const part = buffer.subarray(from, end);
      yield rest.length === 0 ? part : Buffer.concat([...rest, part]);
      rest = [];
      from = end + 1;
    }
    if (from < size) rest.push(Buffer.from(buffer.subarray(from, size)));
  }
}

/** The outcome whose line begins there. @throws {InputError} where the file was changed under the run */
function readEntry(file: number, path: string, at: number): Entry {
  for (let room = 1 << 10; ; room *= 8) {
    const buffer = Buffer.allocUnsafe(room);
    const size = readSync(file, buffer, 0, room, at);
    const end = buffer.subarray(0, size).indexOf(NEWLINE);
    if (end < 0 && size === room) continue;
    const outcome = end < 0 ? undefined : readOutcome(buffer.subarray(0, end));
    if (outcome === undefined) throw notAnOutcome(path);
    return outcome;
  }
}

function readOutcome(text: Buffer): Entry | undefined {
  try {
    return entry.safeParse(JSON.parse(text.toString("utf8"))).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function notAnOutcome(path: string, line?: number): InputError {
  return new InputError({
    where: path,
    ...(line !== undefined && { line }),
    found: "a line that is not a trial",
    expected: '{"id", "status": "done" or "failed", …}',
    fix: "delete the line, or run again without --resume",
  });
}
