import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { thisMachine } from "../machine.ts";
import { type Command, type Cost, measured } from "./measured.ts";
import { findPromptfoo, promptfooCommand } from "./promptfoo.ts";

const { values: options } = parseArgs({
  options: {
    promptfoo: { type: "string", default: "" },
    sizes: { type: "string", default: "1000,10000" },
    rounds: { type: "string", default: "3" },
    concurrency: { type: "string", default: "32" },
    latency: { type: "string", default: "20" },
    out: { type: "string", default: join(import.meta.dirname, "results") },
  },
});
const sizes = options.sizes.split(",").map(Number);
const rounds = Number(options.rounds);
const concurrency = Number(options.concurrency);
const latencyMs = Number(options.latency);
const promptfoo = options.promptfoo === "" ? undefined : findPromptfoo(resolve(options.promptfoo));

const NAMES = ["dramatis", "promptfoo --no-write", "promptfoo"] as const;

interface Task {
  folder: string;
  baseUrl: string;
  count: number;
  concurrency: number;
}

interface Engine {
  name: (typeof NAMES)[number];
  command(task: Task): Command;
}

const engines: Engine[] = [{ name: "dramatis", command: ourCommand }];
if (promptfoo) {
  const { program } = promptfoo;
  engines.push({
    name: "promptfoo --no-write",
    command: (task) => promptfooCommand(program, { ...task, keep: false }),
  });
  engines.push({ name: "promptfoo", command: (task) => promptfooCommand(program, { ...task, keep: true }) });
}

interface Round extends Cost {
  round: number;
  engine: Engine["name"];
  size: number;
}

function ourCommand({ folder, baseUrl, count, concurrency }: Task): Command {
  const program = join(import.meta.dirname, "ours.ts");
  // The flag that the command line itself runs with (packages/dramatis/bin).
  const flag = "--max-semi-space-size=4";
  return { arguments: [flag, program, baseUrl, String(count), String(concurrency), folder], environment: {} };
}

/** One run in a scratch folder of its own; the server must have seen every call once and no more at once than allowed. */
async function runOnce(engine: Engine, size: number, server: string): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), "overhead-"));
  try {
    const command = engine.command({ folder, baseUrl: `${server}/v1`, count: size, concurrency });
    await fetch(`${server}/counts`);
    const cost = await measured(command, folder);
    const { calls, most } = (await (await fetch(`${server}/counts`)).json()) as { calls: number; most: number };
    if (calls !== size || most > concurrency) {
      throw new Error(`${engine.name}: ${calls} calls for ${size} trials, ${most} at once where ${concurrency} may be`);
    }
    return cost;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

function medians(found: readonly Round[], engine: Engine["name"], size: number): Cost | undefined {
  const own = found.filter((round) => round.engine === engine && round.size === size);
  if (own.length === 0) return undefined;
  return {
    wallSeconds: median(own.map(({ wallSeconds }) => wallSeconds)),
    cpuSeconds: median(own.map(({ cpuSeconds }) => cpuSeconds)),
    maxMemoryMb: median(own.map(({ maxMemoryMb }) => maxMemoryMb)),
  };
}

function table(found: readonly Round[]): string {
  const lines = [
    "| trials | engine | wall s | times ideal | user+sys s | max memory MB | wall ÷ ours | memory ÷ ours |",
    "|---|---|---|---|---|---|---|---|",
  ];
  for (const size of sizes) {
    const ideal = (Math.ceil(size / concurrency) * latencyMs) / 1000;
    const ours = medians(found, "dramatis", size);
    for (const engine of NAMES) {
      const cost = medians(found, engine, size);
      const cells =
        cost && ours
          ? [
              cost.wallSeconds.toFixed(2),
              (cost.wallSeconds / ideal).toFixed(1),
              cost.cpuSeconds.toFixed(2),
              cost.maxMemoryMb.toFixed(0),
              (cost.wallSeconds / ours.wallSeconds).toFixed(1),
              (cost.maxMemoryMb / ours.maxMemoryMb).toFixed(1),
            ]
          : ["skipped: not installed", "", "", "", "", ""];
      lines.push(`| ${[size, engine, ...cells].join(" | ")} |`);
    }
  }
  return lines.join("\n");
}

const mock = spawn(process.execPath, [join(import.meta.dirname, "mock-server.ts"), String(latencyMs)], {
  stdio: ["ignore", "pipe", "inherit"],
});
try {
  const [port] = await once(mock.stdout, "data");
  const server = `http://127.0.0.1:${Number(port)}`;
  const found: Round[] = [];
  for (let round = 1; round <= rounds; round++) {
    for (const size of sizes) {
      for (const engine of engines) {
        const cost = await runOnce(engine, size, server);
        found.push({ round, engine: engine.name, size, ...cost });
        console.error(`round ${round}  ${size}  ${engine.name}  ${cost.wallSeconds.toFixed(2)} s`);
      }
    }
  }
  const machine = thisMachine();
  const at = new Date().toISOString();
  mkdirSync(options.out, { recursive: true });
  const file = join(options.out, `${at.replace(/[:.]/g, "-")}.json`);
  const summary = sizes.flatMap((size) =>
    engines.map(({ name }) => ({ size, engine: name, ...medians(found, name, size) })),
  );
  const settings = { sizes, rounds, concurrency, latencyMs, promptfoo: promptfoo?.version ?? "skipped" };
  writeFileSync(file, `${JSON.stringify({ at, machine, settings, medians: summary, rounds: found }, null, 2)}\n`);
  console.log(`${table(found)}\n\n${file}`);
} finally {
  mock.kill();
}
