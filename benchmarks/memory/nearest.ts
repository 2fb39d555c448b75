// The nearest ten among many vectors: `node nearest.ts dramatis|floor|hnswlib COUNT [FOLDER_OF_HNSWLIB]`. Prints a Reading:
// microseconds of processor time a question, and how many of the ten are right. Vectors are seeded, in 300 clusters, of
// length 1; what is asked lies beside one of them.
import { createRequire } from "node:module";
import { join } from "node:path";
import { inMemoryStore, random } from "dramatis";
import type { Memory } from "../../packages/dramatis/src/act/memory/memory.ts";
import { memoryBook } from "../../packages/dramatis/src/act/memory/memory-book.ts";
import type { Reading } from "../row.ts";

const [DIM, MOST, ASKED, CLUSTERS] = [512, 10, 200, 300] as const;
const [engine = "", size = "", home = ""] = process.argv.slice(2);
const draw = random(42);

interface Hnsw {
  initIndex(options: { maxElements: number }): void;
  addPoint(vector: number[], label: number): void;
  setEf(ef: number): void;
  searchKnn(vector: number[], most: number): { neighbors: number[] };
}

const centres = Array.from({ length: CLUSTERS }, () => unit(Float32Array.from({ length: DIM }, () => draw.normal())));
const vectors = Array.from({ length: Number(size) }, (_, i) => near(centres[i % CLUSTERS] as Float32Array, 0.7));
const asked = Array.from({ length: ASKED }, () => near(vectors[draw.int(vectors.length)] as Float32Array, 0.5));
const nearest = await open(engine);
await nearest(0);
const [spent, from] = [process.cpuUsage(), performance.now()];
const found: string[][] = [];
for (const i of asked.keys()) found.push(await nearest(i));
const { user, system } = process.cpuUsage(spent);
const wallUs = (1000 * (performance.now() - from)) / ASKED;
const right = found.map((ids, i) => {
  const exact = new Set(scan(asked[i] as Float32Array));
  return ids.filter((id) => exact.has(id)).length / MOST;
});
const recallAt10 = right.reduce((sum, share) => sum + share, 0) / ASKED;
const reading: Reading = { value: (user + system) / ASKED, also: { wallUs, recallAt10 } };
console.log(JSON.stringify(reading));

/** Gives the ids nearest to the question of that number. */
async function open(name: string): Promise<(question: number) => Promise<string[]>> {
  if (name === "floor") return async (question) => scan(asked[question] as Float32Array);
  if (name === "hnswlib") {
    const { HierarchicalNSW } = createRequire(join(home, "index.js"))("hnswlib-node") as {
      HierarchicalNSW: new (space: string, dim: number) => Hnsw;
    };
    const index = new HierarchicalNSW("ip", DIM);
    index.initIndex({ maxElements: vectors.length });
    for (const [i, vector] of vectors.entries()) index.addPoint([...vector], i);
    index.setEf(100);
    return async (question) => index.searchKnn([...(asked[question] as Float32Array)], MOST).neighbors.map(String);
  }
  const known = new Map<string, Float32Array>([
    ...vectors.map((vector, i) => [`memory ${i}`, vector] as const),
    ...asked.map((vector, i) => [`question ${i}`, vector] as const),
  ]);
  const embed = async (texts: readonly string[]): Promise<Float32Array[]> =>
    texts.map((text) => known.get(text) as Float32Array);
  const book = memoryBook({
    store: inMemoryStore().memories,
    owner: "Ada",
    embedder: { id: "known", dim: DIM, embed },
  });
  for (const i of vectors.keys()) await book.put(memoryOf(i));
  return async (question) =>
    (await book.nearest(`question ${question}`, { most: MOST })).map(({ memory }) => memory.id);
}

function memoryOf(i: number): Memory {
  const text = `memory ${i}`;
  const sources = [{ session: "s", turn: i, speaker: "Ben", quote: text }];
  return {
    id: String(i),
    kind: "fact",
    text,
    about: "Ben",
    sources,
    saidAt: "2024-01-01T00:00:00.000Z",
    confidence: 1,
  };
}

/** Every vector, by a plain sum. */
function scan(question: Float32Array): string[] {
  const products = vectors.map((vector, i) => {
    let sum = 0;
    for (let d = 0; d < DIM; d++) sum += (question[d] as number) * (vector[d] as number);
    return { id: String(i), sum };
  });
  products.sort((a, b) => b.sum - a.sum);
  return products.slice(0, MOST).map(({ id }) => id);
}

function near(centre: Float32Array, noise: number): Float32Array {
  const scale = noise / Math.sqrt(DIM);
  return unit(centre.map((x) => x + scale * draw.normal()));
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((x) => x / length);
}
