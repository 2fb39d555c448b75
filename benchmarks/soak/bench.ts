import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, platform, release, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Flatness, flatness, type Piece } from "./flatness.ts";
import { type Figures, startLoad, type Target } from "./load.ts";

const { values: options } = parseArgs({
  options: {
    minutes: { type: "string", default: "30" },
    rate: { type: "string", default: "100" },
    mode: { type: "string", default: "client,serve" },
    /** Ends with exit code 1 where handles or heap are not flat. */
    check: { type: "boolean", default: false },
    out: { type: "string", default: join(import.meta.dirname, "results") },
  },
});
const minutes = Number(options.minutes);
const rate = Number(options.rate);
/** Of 60 s in the whole half hour. */
const PIECES = 30;
const PROGRAM = join(import.meta.dirname, "../../packages/dramatis/bin/dramatis.mjs");
/** As the program starts itself; and the garbage is collected before the heap is read. */
const FLAGS = ["--max-semi-space-size=4", "--expose-gc", "--import", join(import.meta.dirname, "collect-on-signal.ts")];
const ADA = `schema: dramatis.persona/1
name: Ada
summary: A night nurse from Porto.
statements:
  - { id: hike, text: I hike every Sunday. }
  - { id: dog, text: I have a dog called Bolt. }
`;

const children: ChildProcess[] = [];

/** Starts a program and waits until it has said its address. */
function started(args: readonly string[], address: RegExp): Promise<{ address: string; pid: number | undefined }> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (piece: Buffer): void => {
      said += said.length < 4000 ? piece.toString() : "";
      const [, match] = address.exec(said) ?? [];
      if (match !== undefined) resolve({ address: match, pid: child.pid });
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("exit", () => reject(new Error(said)));
  });
}

/** What a process under load holds: its own figures by messages, a server's from `/metrics`. */
interface Watched {
  target: Target;
  /** Of the process. */
  pid: number | undefined;
  figures(): Promise<Figures>;
}

async function serving(folder: string, mock: string): Promise<Watched> {
  writeFileSync(join(folder, "ada.persona.yaml"), ADA);
  const args = [...FLAGS, PROGRAM, "serve", folder, "--port", "0", "--model", `${mock}#m`];
  const { address: url, pid } = await started(args, /Serving at (http:\/\/[\d.:]+)/);
  const figures = async (): Promise<Figures> => {
    const text = await (await fetch(`${url}/metrics`)).text();
    const figure = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
    return {
      heapMb: figure("nodejs_heap_size_used_bytes") / 2 ** 20,
      residentMb: figure("process_resident_memory_bytes") / 2 ** 20,
      handles: figure("process_open_fds"),
    };
  };
  return { target: { baseUrl: `${url}/v1`, model: "Ada" }, pid, figures };
}

interface Soaked {
  mode: string;
  calls: number;
  failed: Record<string, number>;
  /** Before the load, and after it when connections have been let go. */
  handles: { before: number; after: number };
  pieces: Piece[];
  flatness: Record<string, Flatness>;
}

/** Longer than anybody here keeps an idle connection (5 s and 4 s). */
const LET_GO_MS = 8000;
const SAMPLES = 12;
const COLLECTION_MS = 200;

async function soak(mode: string, watched: Watched | undefined, mock: string): Promise<Soaked> {
  const load = await startLoad({ target: watched?.target ?? { baseUrl: mock, model: "m" }, rate, flags: FLAGS });
  const { figures, pid = 0 } = watched ?? load;
  const collected = async (): Promise<Figures> => {
    process.kill(pid, "SIGUSR2");
    await new Promise((resolve) => setTimeout(resolve, COLLECTION_MS));
    return figures();
  };
  const before = await collected();
  const pieces: Piece[] = [];
  const pieceMs = (minutes * 60_000) / PIECES;
  load.begin();
  const start = performance.now();
  for (let piece = 0; piece < PIECES; piece++) {
    const seen: Figures[] = [];
    for (let sample = 1; sample <= SAMPLES; sample++) {
      const due = start + piece * pieceMs + (sample * pieceMs) / SAMPLES;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
      seen.push(await figures());
    }
    const { heapMb } = await collected();
    const residentMb = Math.max(...seen.map((one) => one.residentMb));
    const handles = Math.max(...seen.map((one) => one.handles));
    const { calls, medianMs, p99Ms } = await load.latency();
    pieces.push({ minute: ((piece + 1) * pieceMs) / 60_000, heapMb, residentMb, handles, calls, medianMs, p99Ms });
    if (minutes >= 5 || piece % 6 === 5) console.log(JSON.stringify({ mode, ...pieces.at(-1) }));
  }
  const { calls, failed } = await load.end();
  await new Promise((resolve) => setTimeout(resolve, LET_GO_MS));
  const after = await collected();
  load.stop();
  const handles = { before: before.handles, after: after.handles };
  return { mode, calls, failed, handles, pieces, flatness: flatness(pieces) };
}

/** Why a run does not count as flat; time is not judged. */
function faultsOf({ mode, calls, failed, handles, pieces }: Soaked): string[] {
  const faults: string[] = [];
  if (Object.keys(failed).length > 0) faults.push(`failed calls: ${JSON.stringify(failed)}`);
  if (calls < 0.9 * rate * minutes * 60) faults.push(`${calls} calls were made of ${rate * minutes * 60}`);
  // Connections to a log, a collector or the metrics may come in between.
  if (handles.after > handles.before + 4) faults.push(`handles: ${handles.before} before, ${handles.after} after`);
  const third = Math.floor(pieces.length / 3);
  const most = (part: readonly Piece[]): number => Math.max(...part.map(({ heapMb }) => heapMb));
  const [early, late] = [most(pieces.slice(third, 2 * third)), most(pieces.slice(-third))];
  if (late > early + 8) faults.push(`heap: ${early.toFixed(1)} MB in the middle third, ${late.toFixed(1)} in the last`);
  return faults.map((fault) => `${mode}: ${fault}`);
}

const folder = mkdtempSync(join(tmpdir(), "soak-"));
try {
  const pacedMock = join(import.meta.dirname, "../server/paced-mock.ts");
  const before = loadavg();
  const runs = options.mode.split(",").map(async (mode) => {
    const { address: port } = await started([pacedMock, "5", "4"], /^(\d+)\n/);
    const mock = `http://127.0.0.1:${port}/v1`;
    return soak(mode, mode === "serve" ? await serving(folder, mock) : undefined, mock);
  });
  const soaked = await Promise.all(runs);
  const machine = { node: process.version, cpus: cpus().length, model: cpus()[0]?.model };
  const host = { ...machine, os: `${platform()} ${release()}`, memory: totalmem() };
  mkdirSync(options.out, { recursive: true });
  const { out: _out, check: _check, ...asked } = options;
  const file = join(options.out, `${new Date().toISOString().slice(0, 16).replace(":", "")}.json`);
  const kept = { options: asked, machine: host, load: { before, after: loadavg() }, soaked };
  writeFileSync(file, `${JSON.stringify(kept, null, 1)}\n`);
  for (const { mode, calls, handles, flatness } of soaked) console.log(mode, calls, handles, flatness);
  const faults = soaked.flatMap(faultsOf);
  for (const fault of faults) console.log(fault);
  console.log(`kept in ${file}`);
  if (options.check && faults.length > 0) process.exitCode = 1;
} finally {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}
