// See README.md. With "size N" it is one size in a process of its own.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { understudyEmbedder } from "@dramatis/understudy";
import { type Embedder, progress, random, sqliteStore, writeWhole } from "dramatis";
import type { Memory } from "../../packages/dramatis/src/act/memory/memory.ts";
import { memoryBook } from "../../packages/dramatis/src/act/memory/memory-book.ts";
import { quantile } from "../../packages/dramatis/src/stats/index.ts";
import { questions, sentences } from "./sentences.ts";

const SEED = 42;
const MOST = 10;
const QUERIES = 300;
const CHECKED = 100;
/** Texts that are really embedded; further vectors are these with noise. */
const EMBEDDED = 5000;
const NOISE = 0.5;

interface Size {
  memories: number;
  /** Milliseconds of one retrieval: question embedded and all memories compared; and the comparing alone. */
  retrieval: { p50: number; p99: number };
  scan: { p50: number; p99: number };
  recallAt10: number;
  putMs: number;
  loadMs: number;
  megabytesOnDisk: number;
  megabytesInMemory: number;
}

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sizes: { type: "string", default: "1000,10000,100000" },
    out: { type: "string", default: new URL("results/speed.json", import.meta.url).pathname },
  },
});

if (positionals[0] === "size") console.log(JSON.stringify(await measure(Number(positionals[1]))));
else everySize();

function everySize(): void {
  const wanted = flags.sizes.split(",").map(Number);
  const bar = progress({ label: "sizes", total: wanted.length });
  const sizes = wanted.map((size): Size => {
    const child = spawnSync(process.execPath, ["--expose-gc", fileURLToPath(import.meta.url), "size", String(size)], {
      encoding: "utf8",
    });
    if (child.status !== 0) throw new Error(child.stderr);
    bar.tick({ status: "done" });
    return JSON.parse(child.stdout) as Size;
  });
  bar.done();
  const made = { date: new Date().toISOString().slice(0, 10), processor: cpus()[0]?.model, cores: cpus().length };
  mkdirSync(new URL("results/", import.meta.url), { recursive: true });
  writeWhole(flags.out, `${JSON.stringify({ made, sizes }, null, 1)}\n`);
  console.table(
    sizes.map(({ retrieval, scan, ...rest }) => ({
      memories: rest.memories,
      "p50 ms": retrieval.p50,
      "p99 ms": retrieval.p99,
      "scan p50": scan.p50,
      "scan p99": scan.p99,
      "recall@10": rest.recallAt10,
      "put ms": rest.putMs,
      "load ms": rest.loadMs,
      "MB disk": rest.megabytesOnDisk,
      "MB memory": rest.megabytesInMemory,
    })),
  );
}

async function measure(size: number): Promise<Size> {
  const embedder = await understudyEmbedder();
  const texts = sentences(size, SEED);
  const vectors = await vectorsOf(texts, embedder);
  const folder = mkdtempSync(join(tmpdir(), "dramatis-memory-"));
  try {
    const path = join(folder, "book.sqlite");
    const putMs = await fill(path, { texts, embedder: knowing(vectors, embedder) });
    const megabytesOnDisk = bytesIn(folder) / 2 ** 20;

    const asked = questions(QUERIES, SEED + 1);
    const askedVectors = new Map(zip(asked, await embedder.embed(asked)));
    const before = megabytesHeld();
    const store = sqliteStore({ path });
    const book = memoryBook({ store: store.memories, owner: "Ada", embedder });
    const from = performance.now();
    await book.all();
    const loadMs = performance.now() - from;
    const megabytesInMemory = megabytesHeld() - before;

    const known = memoryBook({ store: store.memories, owner: "Ada", embedder: knowing(askedVectors, embedder) });
    await known.all();
    const retrieval = await timesOf(asked, (text) => book.nearest(text, { most: MOST }));
    const scan = await timesOf(asked, (text) => known.nearest(text, { most: MOST }));
    let found = 0;
    for (const text of asked.slice(0, CHECKED)) {
      const ids = (await book.nearest(text, { most: MOST })).map(({ memory }) => memory.id);
      const exact = exactly(askedVectors.get(text) as Float32Array, [...vectors.values()]);
      found += ids.filter((id) => exact.has(id)).length;
    }
    store.close();
    return {
      memories: size,
      retrieval,
      scan,
      recallAt10: found / (CHECKED * MOST),
      putMs: rounded(putMs),
      loadMs: Math.round(loadMs),
      megabytesOnDisk: rounded(megabytesOnDisk),
      megabytesInMemory: Math.round(megabytesInMemory),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Milliseconds a memory. */
async function fill(
  path: string,
  { texts, embedder }: { texts: readonly string[]; embedder: Embedder },
): Promise<number> {
  const store = sqliteStore({ path });
  const book = memoryBook({ store: store.memories, owner: "Ada", embedder });
  const from = performance.now();
  for (const [i, text] of texts.entries()) await book.put(memoryOf(text, i));
  const taken = performance.now() - from;
  store.close();
  return taken / texts.length;
}

/** After collecting what nobody needs any more. */
function megabytesHeld(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}

/** The first are the embedder's; each further one is one of these with noise. All of length 1. */
async function vectorsOf(texts: readonly string[], embedder: Embedder): Promise<Map<string, Float32Array>> {
  const own = await embedder.embed(texts.slice(0, EMBEDDED));
  const draw = random(SEED);
  const scale = NOISE / Math.sqrt(embedder.dim);
  return new Map(
    texts.map((text, i): [string, Float32Array] => {
      const base = own[i % own.length] as Float32Array;
      if (i < own.length) return [text, base];
      const moved = base.map((x) => x + scale * draw.normal());
      const length = Math.hypot(...moved);
      return [text, moved.map((x) => x / length)];
    }),
  );
}

/** The embedder with its answers known beforehand. */
function knowing(vectors: ReadonlyMap<string, Float32Array>, { id, dim }: Embedder): Embedder {
  return { id, dim, embed: async (texts) => texts.map((text) => vectors.get(text) as Float32Array) };
}

function memoryOf(text: string, i: number): Memory {
  const saidAt = new Date(Date.UTC(2024, 0, 1) + i * 60_000).toISOString();
  const sources = [{ session: `s${Math.floor(i / 20)}`, turn: i % 20, speaker: "Ben", quote: text }];
  return { id: `m${i}`, kind: "fact", text, about: "Ben", sources, saidAt, confidence: 1 };
}

/** Ids of the nearest, by a plain double-precision sum over everything: shares nothing with what is measured. */
function exactly(asked: Float32Array, vectors: readonly Float32Array[]): Set<string> {
  const products = vectors.map((vector, i) => {
    let sum = 0;
    for (let d = 0; d < asked.length; d++) sum += (asked[d] as number) * (vector[d] as number);
    return { id: `m${i}`, sum };
  });
  products.sort((a, b) => b.sum - a.sum);
  return new Set(products.slice(0, MOST).map(({ id }) => id));
}

async function timesOf(texts: readonly string[], retrieve: (text: string) => Promise<unknown>): Promise<Size["scan"]> {
  const times: number[] = [];
  for (const text of texts) {
    const from = performance.now();
    await retrieve(text);
    times.push(performance.now() - from);
  }
  return { p50: rounded(quantile(times, 0.5) ?? 0), p99: rounded(quantile(times, 0.99) ?? 0) };
}

function bytesIn(folder: string): number {
  return readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
}

function rounded(number: number): number {
  return Number(number.toPrecision(3));
}

function zip<A, B>(as: readonly A[], bs: readonly B[]): [A, B][] {
  return as.map((a, i) => [a, bs[i] as B]);
}
