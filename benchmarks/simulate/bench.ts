// See README.md. With "round" it is one round in a process of its own.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import {
  afterSteps,
  type ChatMessage,
  type Model,
  mockModel,
  type Player,
  play,
  playScene,
  sceneWorld,
  turnByTurn,
} from "dramatis";

const TURNS = 20;
const HORIZON = 200;
const REPLY = "I have thought about it, and I would rather take the path along the river before it rains.";
const PLACE = "A town meeting about a footpath.";

interface RoundOptions {
  what: "floor" | "engine" | "play";
  agents: number;
  turns: number;
  horizon?: number;
  model?: string;
}

interface Round extends RoundOptions {
  steps: number;
  ms: number;
  /** Megabytes after each five turns of everybody, after a collection. */
  heap: number[];
  tokens?: { input: number; output: number };
}

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "3" },
    sizes: { type: "string", default: "10,100,1000" },
    understudy: { type: "boolean", default: false },
    out: { type: "string", default: fileURLToPath(new URL("results/", import.meta.url)) },
  },
});

if (positionals[0] === "round") console.log(JSON.stringify(await round(JSON.parse(positionals[1] ?? "{}"))));
else if (flags.understudy) measureUnderstudy();
else measure();

function measure(): void {
  const sizes = flags.sizes.split(",").map(Number);
  const plans: RoundOptions[] = sizes.flatMap((agents) => [
    { what: "floor", agents, turns: TURNS },
    { what: "engine", agents, turns: TURNS, horizon: HORIZON },
    { what: "play", agents, turns: TURNS, horizon: HORIZON },
  ]);
  // Every event for ever in every prompt: a size at which it still ends.
  plans.push({ what: "engine", agents: 100, turns: TURNS });
  const rounds: Round[] = [];
  for (let i = 0; i < Number(flags.rounds); i++) for (const plan of plans) rounds.push(inProcess(plan));
  const table = plans.map((plan) => summed(rounds.filter((one) => isOf(one, plan))));
  write("steps.json", { table, rounds });
  console.table(table.map(({ heap, ...row }) => ({ ...row, heap: heap.join(" ") })));
}

function measureUnderstudy(): void {
  const understudy = inProcess({ what: "play", agents: 4, turns: 10, horizon: HORIZON, model: "understudy" });
  write("understudy.json", { understudy });
  console.log(understudy, `${(understudy.ms / understudy.steps).toFixed(0)} ms a step`);
}

function write(name: string, results: object): void {
  const made = { date: new Date().toISOString().slice(0, 10), processor: cpus()[0]?.model, cores: cpus().length };
  mkdirSync(flags.out, { recursive: true });
  writeFileSync(join(flags.out, name), `${JSON.stringify({ made, ...results }, null, 1)}\n`);
}

function isOf(one: RoundOptions, { what, agents, horizon }: RoundOptions): boolean {
  return one.what === what && one.agents === agents && one.horizon === horizon;
}

function inProcess(options: RoundOptions): Round {
  const file = fileURLToPath(import.meta.url);
  const args = ["--expose-gc", file, "round", JSON.stringify(options)];
  const child = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 2 ** 26 });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout) as Round;
}

/** Medians of the rounds. */
function summed(rounds: readonly Round[]): {
  what: string;
  agents: number;
  horizon: number | string;
  stepsPerSecond: number;
  heap: number[];
} {
  const [first] = rounds;
  if (!first) throw new Error("no round");
  const middle = <T>(values: T[], by: (one: T) => number): T =>
    values.sort((a, b) => by(a) - by(b))[Math.floor(values.length / 2)] as T;
  const { what, agents, horizon = "none", steps, ms, heap } = middle([...rounds], (one) => one.ms);
  return { what, agents, horizon, stepsPerSecond: Math.round((steps / ms) * 1000), heap };
}

/** One round: everybody has `turns` turns. */
async function round(options: RoundOptions): Promise<Round> {
  const { what, agents, turns, horizon, model } = options;
  const names = Array.from({ length: agents }, (_, i) => `Agent ${i}`);
  const steps = agents * turns;
  const heap: number[] = [];
  const note = (step: number): void => {
    if (step % (agents * 5) !== 0) return;
    globalThis.gc?.();
    heap.push(Math.round((process.memoryUsage().heapUsed / 2 ** 20) * 10) / 10);
  };
  const started = performance.now();
  let tokens: Round["tokens"];
  if (what === "floor") await floor(names, { steps, note });
  else if (what === "engine") await engine(names, { steps, note, horizon });
  else tokens = await whole(names, { steps, note, horizon, model });
  return { ...options, steps, ms: performance.now() - started, heap, ...(tokens && { tokens }) };
}

interface Work {
  steps: number;
  note: (step: number) => void;
  horizon?: number | undefined;
  model?: string | undefined;
}

/** A bare loop over the same mock: a prompt of the last ten lines, the reply pushed. */
async function floor(names: readonly string[], { steps, note }: Work): Promise<void> {
  const model = mockModel({ default: REPLY });
  const said: string[] = [];
  for (let step = 1; step <= steps; step++) {
    const name = names[(step - 1) % names.length];
    const messages: ChatMessage[] = [
      { role: "system", content: `You are ${name}. ${PLACE}` },
      { role: "user", content: said.slice(-10).join("\n") },
    ];
    const { text } = await model.generate({ messages, seed: step });
    said.push(`${name}: ${text}`);
    note(step);
  }
}

/** The engine and the loop, nothing kept. */
async function engine(names: readonly string[], { steps, note, horizon }: Work): Promise<void> {
  const model: Model = mockModel({ default: REPLY });
  const players = new Map(names.map((name): [string, Player] => [name, { name, model }]));
  const world = sceneWorld({ agents: names.map((name) => ({ name })), place: { description: PLACE }, horizon });
  const scene = playScene({ engine: turnByTurn({ players }), world, stop: afterSteps(steps) });
  for await (const { record } of scene) note(record.step);
}

/** As `dramatis play`: from a file, every step in the run folder. */
async function whole(
  names: readonly string[],
  { steps, note, horizon, model }: Work,
): Promise<NonNullable<Round["tokens"]>> {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-simulate-"));
  try {
    const persona = fileURLToPath(new URL("../../examples/personas/sam.persona.yaml", import.meta.url));
    const agents = names.map((name) => ({ persona, name }));
    const scene = join(folder, "town.scene.json");
    writeFileSync(scene, JSON.stringify({ place: PLACE, agents, steps, horizon, maxTokens: 60, stop: { stale: 0 } }));
    writeFileSync(join(folder, "mock.json"), JSON.stringify({ default: REPLY }));
    const { usage, agentSteps } = await play({
      scene,
      model: model ?? `mock:${join(folder, "mock.json")}`,
      runs: join(folder, "runs"),
      env: {},
      onStep: ({ step }) => note(step),
    });
    return { input: usage.inputTokens / agentSteps, output: usage.outputTokens / agentSteps };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
