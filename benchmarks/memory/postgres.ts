// See README.md. DRAMATIS_TEST_DATABASE names the server; memories are written to a database `dramatis_memory` of its own.
import { mkdirSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { type Embedder, inMemoryStore, progress, random, writeWhole } from "dramatis";
import type { Memory } from "../../packages/dramatis/src/act/memory/memory.ts";
import { type MemoryBook, memoryBook } from "../../packages/dramatis/src/act/memory/memory-book.ts";
import { quantile } from "../../packages/dramatis/src/stats/index.ts";
import { postgresStore } from "../../packages/dramatis/src/store/index.ts";
import { openTestDatabase } from "../../packages/dramatis/src/store/postgres/testing-sql.ts";

const [DIM, MOST, CLUSTERS] = [512, 10, 300] as const;
/** So many are put one by one, as they are remembered; the rest is written in lots. */
const [PUT, LOT] = [500, 500] as const;

const { values: flags } = parseArgs({
  options: {
    sizes: { type: "string", default: "1000,10000,100000" },
    rounds: { type: "string", default: "40" },
    out: { type: "string", default: new URL("results/postgres.json", import.meta.url).pathname },
  },
});
const rounds = Number(flags.rounds);
const server = process.env.DRAMATIS_TEST_DATABASE;
if (server === undefined) throw new Error("DRAMATIS_TEST_DATABASE names no PostgreSQL server");
const sql = await openTestDatabase(server, "dramatis_memory");
const shared = (await postgresStore(sql)).memories;
if (shared.vectors === undefined) throw new Error("the server has no pgvector");
const vectors = shared.vectors;

const draw = random(42);
const unit = (values: Float32Array): Float32Array => {
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
};
const beside = (centre: Float32Array, noise: number): Float32Array =>
  unit(centre.map((value) => value + (noise * draw.normal()) / Math.sqrt(DIM)));
const centres = Array.from({ length: CLUSTERS }, () => unit(Float32Array.from({ length: DIM }, () => draw.normal())));

const sizes = [];
for (const size of flags.sizes.split(",").map(Number)) sizes.push(await measure(size));
const [row] = await sql.query<{ extversion: string; server_version: string }>(
  "SELECT extversion, current_setting('server_version') AS server_version FROM pg_extension WHERE extname = 'vector'",
);
const made = {
  date: new Date().toISOString().slice(0, 10),
  processor: cpus()[0]?.model,
  cores: cpus().length,
  load: loadavg()[0],
  postgres: row?.server_version,
  pgvector: row?.extversion,
};
await sql.close();
mkdirSync(new URL("results/", import.meta.url), { recursive: true });
writeWhole(flags.out, `${JSON.stringify({ made, dim: DIM, rounds, sizes }, null, 1)}\n`);
console.table(sizes);

async function measure(size: number): Promise<Record<string, number>> {
  const known = new Map<string, Float32Array>();
  const embedder: Embedder = {
    id: "known",
    dim: DIM,
    embed: async (texts) => texts.map((text) => known.get(text) as Float32Array),
  };
  const owner = `${size}`;
  const held = memoryBook({ store: inMemoryStore().memories, owner, embedder });
  const book = memoryBook({ store: shared, owner, embedder });
  const bar = progress({ label: `${size} memories`, total: size });
  const putting: number[] = [];
  for (let i = 0; i < size; i++) {
    const memory = memoryOf(i);
    known.set(memory.text, beside(centres[i % CLUSTERS] as Float32Array, 0.7));
    await held.put(memory);
    if (i < PUT) await timed(putting, () => book.put(memory));
    else if (i % LOT === LOT - 1) await putLot(owner, { until: i, known });
    bar.tick({ status: "done" });
  }
  bar.done();
  await sql.query("VACUUM ANALYZE dramatis.memories");
  await sql.query("VACUUM ANALYZE dramatis.vectors");

  const texts = Array.from({ length: rounds }, (_, i) => `question ${i}`);
  for (const text of texts) {
    known.set(text, beside(known.get(`memory ${draw.int(size)}`) as Float32Array, 0.5));
  }
  const times: Record<"held" | "shared" | "search" | "all", number[]> = { held: [], shared: [], search: [], all: [] };
  let right = 0;
  for (const [round, text] of texts.entries()) {
    const exact = await timed(times.held, () => ids(held, text));
    const found = await timed(times.shared, () => ids(book, text));
    right += found.filter((id) => exact.includes(id)).length;
    await timed(times.search, () => search(owner, known.get(text) as Float32Array));
    if (round < 5) await timed(times.all, () => book.all());
  }
  const figures: Record<string, number> = {
    memories: size,
    recallAt10: right / (rounds * MOST),
    "put p50": rounded(quantile(putting, 0.5) ?? 0),
  };
  for (const [name, taken] of Object.entries(times)) {
    figures[`${name} p50`] = rounded(quantile(taken, 0.5) ?? 0);
    if (name !== "all") figures[`${name} p99`] = rounded(quantile(taken, 0.99) ?? 0);
  }
  return figures;
}

async function ids(book: MemoryBook, text: string): Promise<string[]> {
  return (await book.nearest(text, { most: MOST })).map(({ memory }) => memory.id);
}

/** The rows that as many puts would make. */
async function putLot(
  owner: string,
  { until, known }: { until: number; known: ReadonlyMap<string, Float32Array> },
): Promise<void> {
  const memories = Array.from({ length: LOT }, (_, i) => memoryOf(until - i));
  await sql.query(
    `WITH given AS (SELECT * FROM unnest($3::text[], $4::text[], $5::text[]) AS given (id, memory, vector)),
       kept AS (INSERT INTO dramatis.memories (owner, id, memory, embedder) SELECT $1, id, memory::json, $2 FROM given)
     INSERT INTO dramatis.vectors (owner, id, embedder, vector) SELECT $1, id, $2, vector::vector FROM given`,
    [
      JSON.stringify(owner),
      JSON.stringify(`known of ${DIM}`),
      memories.map(({ id }) => JSON.stringify(id)),
      memories.map((memory) => JSON.stringify(memory)),
      memories.map(({ text }) => `[${known.get(text)?.join(",")}]`),
    ],
  );
}

/** The store's answer alone. */
async function search(owner: string, values: Float32Array): Promise<void> {
  let left = MOST;
  for await (const _ of vectors.nearest(owner, { embedder: `known of ${DIM}`, values })) if (--left === 0) return;
}

async function timed<T>(times: number[], work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const result = await work();
  times.push(performance.now() - from);
  return result;
}

function memoryOf(i: number): Memory {
  const text = `memory ${i}`;
  const sources = [{ session: "s", turn: i, speaker: "Ben", quote: text }];
  const saidAt = new Date(Date.UTC(2024, 0, 1) + i * 60_000).toISOString();
  return { id: `m${i}`, kind: "fact", text, about: "Ben", sources, saidAt, confidence: 1 };
}

function rounded(number: number): number {
  return Number(number.toPrecision(3));
}
