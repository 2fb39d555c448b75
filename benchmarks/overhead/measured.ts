import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const GNU_TIME = "/usr/bin/time";

/** A program for this Node, or for another one, with its arguments. */
export interface Command {
  /** Where it is not this Node. */
  program?: string;
  arguments: string[];
  environment: Record<string, string>;
}

/** What one process cost, from its start to its end, with the children it waited for. */
export interface Cost {
  wallSeconds: number;
  /** User and system time. */
  cpuSeconds: number;
  /** Most resident memory of one process, in MB of 10^6 bytes. */
  maxMemoryMb: number;
}

/**
 * Runs a fresh process under GNU time, which reads the kernel's own account of the process (`wait4`).
 *
 * @param folder its working directory.
 * @throws {Error} with the end of what the process wrote, when it does not exit with 0.
 */
export async function measured(command: Command, folder: string): Promise<Cost> {
  if (!existsSync(GNU_TIME)) throw new Error(`${GNU_TIME} is not there; install GNU time (apt-get install time)`);
  const account = join(folder, "time.txt");
  const started = performance.now();
  const child = spawn(
    GNU_TIME,
    ["-q", "-o", account, "-f", "%U %S %M", command.program ?? process.execPath, ...command.arguments],
    {
      cwd: folder,
      env: { ...process.env, ...command.environment },
    },
  );
  let tail = "";
  const keepTail = (chunk: Buffer): void => {
    tail = (tail + chunk).slice(-2000);
  };
  child.stdout.on("data", keepTail);
  child.stderr.on("data", keepTail);
  const [code] = await once(child, "close");
  const wallSeconds = (performance.now() - started) / 1000;
  if (code !== 0)
    throw new Error(`${command.program ?? "node"} ${command.arguments.join(" ")} exited with ${code}:\n${tail}`);
  const [user = Number.NaN, system = Number.NaN, kilobytes = Number.NaN] = readFileSync(account, "utf8")
    .trim()
    .split(" ")
    .map(Number);
  return { wallSeconds, cpuSeconds: user + system, maxMemoryMb: (kilobytes * 1024) / 1e6 };
}
