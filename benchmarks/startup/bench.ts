// How long it takes until a command line is there: the version, and the help of every command. See README.md.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { quantile } from "../../packages/dramatis/src/stats/index.ts";
import { thisMachine } from "../machine.ts";

const { values: options } = parseArgs({
  options: {
    /** The published package, unpacked beside its dependencies. */
    compiled: { type: "string" },
    /** A folder where promptfoo is installed. */
    promptfoo: { type: "string" },
    commands: { type: "string", default: "" },
    starts: { type: "string", default: "21" },
    out: { type: "string", default: join(import.meta.dirname, "results") },
  },
});
const starts = Number(options.starts);

const COMMANDS = [
  ...["check", "diff", "survey", "test-agent", "write-tests", "calibrate", "bench", "report"],
  ...["chat", "play", "memory", "serve", "studio"],
  ...["init", "import", "export", "convert", "create", "sample", "dedupe", "diversity", "synth"],
  ...["list", "models", "model", "nli", "embed", "score", "mcp"],
];

interface Contestant {
  name: string;
  args: string[];
}

const scratch = mkdtempSync(join(tmpdir(), "dramatis-startup-"));
const asked = options.commands === "" ? COMMANDS : options.commands.split(",");
const lines = [["--version"], ...asked.map((name) => [name, "--help"])];

const commander = join(import.meta.dirname, "commander-only.mjs");
const contestants: Contestant[] = [
  { name: "floor: node -e 0", args: ["-e", "0"] },
  { name: "commander alone --version", args: [commander, "--version"] },
  ...ours("source", join(import.meta.dirname, "../../packages/dramatis")),
  ...(options.compiled === undefined ? [] : ours("compiled", resolve(options.compiled))),
  ...(options.promptfoo === undefined ? [] : [promptfoo(resolve(options.promptfoo))]),
];

function ours(what: string, folder: string): Contestant[] {
  // The flag of the program's first line, which the shell hands on.
  const start = ["--max-semi-space-size=4", join(folder, "bin/dramatis.mjs")];
  return lines.map((line) => ({ name: `${what}: ${line.join(" ")}`, args: [...start, ...line] }));
}

function promptfoo(folder: string): Contestant {
  return {
    name: "promptfoo --version",
    args: [join(folder, "node_modules/promptfoo/dist/src/entrypoint.js"), "--version"],
  };
}

/** Wall time of the whole process, from spawning it to its end. */
function milliseconds({ name, args }: Contestant): number {
  const env = {
    ...process.env,
    HOME: scratch,
    USERPROFILE: scratch,
    PROMPTFOO_DISABLE_UPDATE: "1",
    PROMPTFOO_DISABLE_TELEMETRY: "1",
  };
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    env,
    cwd: scratch,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const taken = performance.now() - started;
  if (status !== 0) throw new Error(`${name}: exit ${status}: ${stderr}`);
  return taken;
}

try {
  // The first start of each fills the compile cache; it is kept apart.
  const first = contestants.map(milliseconds);
  const load = loadavg();
  const taken = contestants.map((): number[] => []);
  for (let start = 0; start < starts; start++) {
    for (const [i, contestant] of contestants.entries()) taken[i]?.push(milliseconds(contestant));
  }
  const medians = taken.map((one) => quantile(one, 0.5) ?? Number.NaN);
  const floor = medians[0] ?? Number.NaN;
  const rows = contestants.map(({ name }, i) => ({
    name,
    first: first[i] ?? Number.NaN,
    median: medians[i] ?? Number.NaN,
    least: Math.min(...(taken[i] ?? [])),
    overFloor: (medians[i] ?? Number.NaN) / floor,
  }));
  const machine = { ...thisMachine(), load: { before: load, after: loadavg() } };
  const at = new Date().toISOString();
  mkdirSync(options.out, { recursive: true });
  const file = join(options.out, `${at.replace(/[:.]/g, "-")}.json`);
  writeFileSync(file, `${JSON.stringify({ at, machine, starts, rows, taken }, null, 1)}\n`);
  console.log("| start | median ms | least ms | first ms | ÷ floor |\n|---|---|---|---|---|");
  for (const { name, median, least, first: once, overFloor } of rows) {
    console.log(
      `| ${[name, median.toFixed(0), least.toFixed(0), once.toFixed(0), overFloor.toFixed(2)].join(" | ")} |`,
    );
  }
  console.log(`\n${file}`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
