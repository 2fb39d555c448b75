// What a line of the table of `npm run bench` is. A row lives in benchmarks/<question>/row.ts and stands in rows.ts.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** What one round of a contestant gave. */
export interface Reading {
  /** The figure that is compared, in the row's unit. */
  value: number;
  /** Further figures, kept in the results: recall, agreement, memory, … */
  also?: Readonly<Record<string, number>>;
}

/** Somebody who does the row's work. */
export interface Contestant {
  /** With its version, where it is not ours. */
  name: string;
  /** One round, from 0 on; contestants take turns within a round. */
  run(round: number): Promise<Reading>;
}

/** A peer that is not there: it is shown, never guessed. */
export interface NotInstalled {
  name: string;
  /** The command or the words that say how to get it. */
  how: string;
}

/** A row, ready to be run. */
export interface OpenRow {
  ours: Contestant;
  peers: readonly (Contestant | NotInstalled)[];
  /** The work with nothing around it; left out where there is none. */
  floor?: Contestant;
  close?(): void | Promise<void>;
}

export interface RowContext {
  /** Folder of the peers, outside the repository (see peers.ts). */
  peers: string;
  /** An empty folder that is deleted at the end. */
  scratch: string;
}

export interface Row {
  /** What `--only` takes: the part before the first "/" is the question's folder. */
  name: string;
  /** What is measured, in some words. */
  what: string;
  /** Of `value`. */
  unit: string;
  better: "lower" | "higher";
  rounds: number;
  /** Names of the peers of peers.ts that it can use, for `--install`. */
  installs?: readonly string[];
  open(context: RowContext): Promise<OpenRow>;
}

/** A contestant that is a program: its last line of standard output is a Reading as JSON. */
export function program(
  name: string,
  { file, args, cwd, env }: { file: string; args: readonly string[]; cwd?: string; env?: Record<string, string> },
): Contestant {
  return {
    name,
    async run() {
      const { stdout } = await promisify(execFile)(file, [...args], {
        maxBuffer: 2 ** 26,
        env: { ...process.env, ...env },
        ...(cwd === undefined ? {} : { cwd }),
      });
      return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Reading;
    },
  };
}
