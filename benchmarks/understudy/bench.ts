// See README.md. Without an argument it measures; with "round" it is one round in a process of its own.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { understudyEmbedder, understudyNli } from "@dramatis/understudy";
import { claims, readPersonas, readTranscripts } from "dramatis";

const ROUNDS = 5;
const PAIRS = 2000;

interface Round {
  nliLoadMs: number;
  embedderLoadMs: number;
  pairsPerSecond: number;
  textsPerSecond: number;
  maxMemoryMb: number;
}

if (process.argv[2] === "round") console.log(JSON.stringify(await round()));
else measure();

async function round(): Promise<Round> {
  const root = fileURLToPath(new URL("../../examples/", import.meta.url));
  const statements = (await readPersonas(`${root}personas`)).flatMap(({ persona }) => claims(persona));
  const lines = (await readTranscripts(`${root}transcripts`)).flatMap(({ messages }) =>
    messages.map(({ text }) => text),
  );
  const pairs = statements
    .flatMap((claim) => lines.map((line) => ({ premise: claim.text, hypothesis: line })))
    .slice(0, PAIRS);
  const [nliLoadMs, nli] = await timed(() => understudyNli());
  const [embedderLoadMs, embedder] = await timed(() => understudyEmbedder());
  await nli.judge(pairs.slice(0, 64));
  await embedder.embed(lines.slice(0, 16));
  const [judgeMs] = await timed(() => nli.judge(pairs));
  const [embedMs] = await timed(() => embedder.embed(lines));
  return {
    nliLoadMs,
    embedderLoadMs,
    pairsPerSecond: (pairs.length / judgeMs) * 1000,
    textsPerSecond: (lines.length / embedMs) * 1000,
    maxMemoryMb: process.resourceUsage().maxRSS / 1024,
  };
}

function measure(): void {
  const rounds = Array.from({ length: ROUNDS }, (): Round => {
    const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), "round"], { encoding: "utf8" });
    if (child.status !== 0) throw new Error(child.stderr);
    return JSON.parse(child.stdout) as Round;
  });
  const medians = Object.fromEntries(
    (Object.keys(rounds[0] as Round) as (keyof Round)[]).map((key) => [key, median(rounds.map((one) => one[key]))]),
  );
  for (const [name, value] of Object.entries(medians)) console.log(name.padEnd(16), value.toFixed(0));
  const made = { date: new Date().toISOString().slice(0, 10), processor: cpus()[0]?.model, cores: cpus().length };
  const folder = new URL("results/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL("understudy.json", folder), `${JSON.stringify({ made, medians, rounds }, null, 1)}\n`);
}

async function timed<T>(work: () => Promise<T>): Promise<[ms: number, value: T]> {
  const started = performance.now();
  const value = await work();
  return [performance.now() - started, value];
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}
