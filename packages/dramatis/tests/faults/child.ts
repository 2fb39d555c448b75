import { type ChildProcess, spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Children compile the same files again and again. */
const COMPILED = join(tmpdir(), "dramatis-faults-compiled");
const PROGRAM = join(import.meta.dirname, "../../bin/dramatis.mjs");

/** The command line as a process of its own. */
export interface Child {
  readonly pid: number | undefined;
  /** As `kill -9` does; resolves when it is gone. False where it had ended by itself. */
  kill(): Promise<boolean>;
  /** How it ended; null after a kill. */
  readonly ended: Promise<number | null>;
  /** Resolves with the first group of the pattern once it stands in what was said on standard error. */
  says(pattern: RegExp): Promise<string>;
  readonly out: string;
  readonly err: string;
}

interface Surroundings {
  cwd: string;
  env?: Record<string, string>;
  /** Flags of Node. */
  flags?: readonly string[];
}

export function startDramatis(args: readonly string[], { cwd, env = {}, flags = [] }: Surroundings): Child {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const child: ChildProcess = spawn(process.execPath, [...flags, PROGRAM, ...args], {
    cwd,
    env: { ...inherited, NODE_COMPILE_CACHE: COMPILED, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  const listening = new Set<() => void>();
  child.stdout?.on("data", (piece: Buffer) => {
    out += piece.toString();
  });
  child.stderr?.on("data", (piece: Buffer) => {
    err += piece.toString();
    for (const listen of listening) listen();
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => resolve(status));
  });
  return {
    pid: child.pid,
    ended,
    get out() {
      return out;
    },
    get err() {
      return err;
    },
    async kill() {
      child.kill("SIGKILL");
      return (await ended) === null;
    },
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const listen = (): void => {
          const [, found] = pattern.exec(err) ?? [];
          if (found === undefined) return;
          listening.delete(listen);
          resolve(found);
        };
        listening.add(listen);
        listen();
        ended.then((status) => reject(new Error(`ended with ${status} before it said ${pattern}: ${err}`)), reject);
      }),
  };
}

/** Runs it to its end. */
export async function dramatis(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<{ status: number | null; out: string; err: string }> {
  const child = startDramatis(args, surroundings);
  const status = await child.ended;
  return { status, out: child.out, err: child.err };
}

/** How many times a process is killed in each of the two places: `DRAMATIS_KILLS` in all. */
export const KILLS_EACH: number = Math.ceil(Number(process.env.DRAMATIS_KILLS ?? "10") / 2);

export const ADA = `schema: dramatis.persona/1
name: Ada
summary: A night nurse from Porto.
statements:
  - { id: hike, text: I hike every Sunday. }
  - { id: dog, text: I have a dog called Bolt. }
`;
