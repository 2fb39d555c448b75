// See README.md: what the second stage finds by meaning, what it misses, and what it costs.
import { mkdirSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { understudyEmbedder } from "@dramatis/understudy";
import { random, writeWhole } from "dramatis";
import { isMostlyLatin } from "../../packages/dramatis/src/create/hub/language.ts";
import { NearDuplicates } from "../../packages/dramatis/src/create/hub/near-duplicates.ts";
import { NearVectors } from "../../packages/dramatis/src/create/hub/near-vectors.ts";
import { wilson } from "../../packages/dramatis/src/stats/index.ts";
import { readPersonaHub } from "./persona-hub.ts";

const THRESHOLD = 0.9;
const SIZES = [10_000, 50_000, 100_000];
/** Vectors timed at each size. */
const TIMED = 500;

const { values: flags } = parseArgs({
  options: {
    hub: { type: "string", default: "../shared/data/research/persona-hub/tool.jsonl" },
    out: { type: "string", default: new URL("results/paraphrases.json", import.meta.url).pathname },
  },
});

const draw = random(42);
const embedder = await understudyEmbedder();
const lines = readPersonaHub(flags.hub);
const byWords = new NearDuplicates();
const afterWords = lines.filter((line) => byWords.add(line) === null);
const left = afterWords.filter(isMostlyLatin);
const vectors: Float32Array[] = [];
const embedStart = performance.now();
for (let from = 0; from < left.length; from += 256)
  vectors.push(...(await embedder.embed(left.slice(from, from + 256))));
const embedMs = (performance.now() - embedStart) / left.length;
const mean = meanOf(vectors.slice(0, 64));

const stages = { lines: lines.length, afterWords: afterWords.length, read: left.length, ...bothWays() };
const planted = [0.91, 0.93, 0.95].map(plantedRecall);
const costs = { embedMs, sizes: timed() };
const made = { date: new Date().toISOString().slice(0, 10), processor: cpus()[0]?.model, cores: cpus().length };
mkdirSync(new URL("results/", import.meta.url), { recursive: true });
writeWhole(flags.out, `${JSON.stringify({ made, embedder: embedder.id, stages, planted, costs }, null, 1)}\n`);
console.log(stages, costs);
console.table(planted);

/** How many of the lines that the embedder reads stay, by hyperplanes and by comparing every pair. */
function bothWays(): { kept: number; keptExactly: number } {
  const seen = new NearVectors({ dim: embedder.dim, threshold: THRESHOLD, mean });
  for (const vector of vectors) seen.add(vector);
  const kept: Float32Array[] = [];
  for (const vector of vectors) {
    if (!kept.some((other) => product(vector, other) > THRESHOLD)) kept.push(vector);
  }
  return { kept: seen.size, keptExactly: kept.length };
}

/** Beside each kept vector one of just this cosine: is it found? */
function plantedRecall(cosine: number): object {
  const seen = new NearVectors({ dim: embedder.dim, threshold: THRESHOLD, mean });
  const kept = vectors.filter((vector) => seen.add(vector) === null).slice(1000);
  const found = kept.filter((vector) => seen.add(beside(vector, cosine)) !== null).length;
  return { cosine, pairs: kept.length, found: found / kept.length, ...wilson(found, kept.length) };
}

/** Milliseconds of one more vector among so many, and the bytes that each takes. The vectors are those of the lines, moved. */
function timed(): object[] {
  const seen = new NearVectors({ dim: embedder.dim, threshold: THRESHOLD, mean });
  const before = process.memoryUsage().arrayBuffers;
  return SIZES.map((size) => {
    while (seen.size < size - TIMED) seen.add(beside(vectors[draw.int(vectors.length)] as Float32Array, 0.75));
    const some = Array.from({ length: TIMED }, () => beside(vectors[draw.int(vectors.length)] as Float32Array, 0.75));
    const from = performance.now();
    for (const vector of some) seen.add(vector);
    const ms = (performance.now() - from) / TIMED;
    return { size, ms, bytesEach: Math.round((process.memoryUsage().arrayBuffers - before) / seen.size) };
  });
}

/** A vector of this cosine to the given one, in a random direction. */
function beside(vector: Float32Array, cosine: number): Float32Array {
  const other = vector.map(() => draw.normal());
  const along = product(other, vector);
  const across = other.map((value, i) => value - along * (vector[i] as number));
  const scale = Math.sqrt(1 - cosine ** 2) / Math.hypot(...across);
  return vector.map((value, i) => cosine * value + scale * (across[i] as number));
}

function product(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += (one[i] as number) * (other[i] as number);
  return sum;
}

function meanOf(some: readonly Float32Array[]): Float32Array {
  return new Float32Array(embedder.dim).map(
    (_, i) => some.reduce((sum, one) => sum + (one[i] as number), 0) / some.length,
  );
}
