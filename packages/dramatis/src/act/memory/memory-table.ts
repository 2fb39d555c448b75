import type { Memory } from "./memory.ts";
import type { NearestOptions, NearMemory } from "./memory-book.ts";
import { stillHolds } from "./message-memory.ts";

/** Memories with their vectors, all in one array that grows by doubling. */
export interface MemoryTable {
  readonly size: number;
  get(id: string): Memory | undefined;
  vectorOf(id: string): Float32Array | undefined;
  /** @throws RangeError where the vector is not as long as the others. */
  put(memory: Memory, vector: Float32Array): void;
  delete(id: string): boolean;
  memories(): Memory[];
  /** By scalar product with every vector: exact. Among equals the newest is first. */
  nearest(asked: Float32Array, options: Omit<NearestOptions, "signal">): NearMemory[];
}

const FIRST_ROWS = 64;

export function memoryTable(): MemoryTable {
  const rows = new Map<string, number>();
  const memories: Memory[] = [];
  let dim = 0;
  let vectors = new Float32Array();

  function room(length: number): void {
    if (dim === 0) dim = length;
    if (length !== dim) throw new RangeError(`a vector of ${length} numbers among those of ${dim}`);
    if ((memories.length + 1) * dim <= vectors.length) return;
    const grown = new Float32Array(Math.max(FIRST_ROWS * dim, vectors.length * 2));
    grown.set(vectors);
    vectors = grown;
  }

  return {
    get size() {
      return memories.length;
    },
    get: (id) => memories[rows.get(id) ?? -1],
    vectorOf(id) {
      const row = rows.get(id);
      return row === undefined ? undefined : vectors.slice(row * dim, (row + 1) * dim);
    },
    put(memory, vector) {
      room(vector.length);
      const row = rows.get(memory.id) ?? memories.length;
      rows.set(memory.id, row);
      memories[row] = memory;
      vectors.set(vector, row * dim);
    },
    delete(id) {
      const row = rows.get(id);
      if (row === undefined) return false;
      const last = memories.pop() as Memory;
      rows.delete(id);
      if (last.id === id) return true;
      // The last one moves into the gap.
      memories[row] = last;
      rows.set(last.id, row);
      vectors.copyWithin(row * dim, memories.length * dim, (memories.length + 1) * dim);
      return true;
    },
    memories: () => [...memories],
    nearest(asked, { most, atLeast = -1, where = stillHolds }) {
      if (memories.length > 0 && asked.length !== dim) {
        throw new RangeError(`asked with ${asked.length} numbers among vectors of ${dim}`);
      }
      const best: NearMemory[] = [];
      for (const [row, cosine] of products(vectors, asked, memories.length).entries()) {
        if (cosine < atLeast || (best.length >= most && cosine < (best.at(-1)?.cosine ?? 2))) continue;
        const memory = memories[row] as Memory;
        if (where(memory)) insert(best, { memory, cosine: Math.min(1, cosine) }, most);
      }
      return best;
    },
  };
}

/** The scalar product of each row with one vector. Four sums at once: the additions need not wait for each other. */
function products(vectors: Float32Array, asked: Float32Array, rows: number): Float32Array {
  const dim = asked.length;
  const whole = dim - (dim % 4);
  const out = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const start = row * dim;
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let i = 0; i < whole; i += 4) {
      a += (vectors[start + i] as number) * (asked[i] as number);
      b += (vectors[start + i + 1] as number) * (asked[i + 1] as number);
      c += (vectors[start + i + 2] as number) * (asked[i + 2] as number);
      d += (vectors[start + i + 3] as number) * (asked[i + 3] as number);
    }
    for (let i = whole; i < dim; i++) a += (vectors[start + i] as number) * (asked[i] as number);
    out[row] = a + b + (c + d);
  }
  return out;
}

/** Into its place in a list of at most `most`, nearest first. */
export function insert(best: NearMemory[], found: NearMemory, most: number): void {
  let at = best.length;
  while (at > 0 && isBefore(found, best[at - 1] as NearMemory)) at--;
  best.splice(at, 0, found);
  if (best.length > most) best.pop();
}

function isBefore(a: NearMemory, b: NearMemory): boolean {
  if (a.cosine !== b.cosine) return a.cosine > b.cosine;
  const later = Date.parse(a.memory.saidAt) - Date.parse(b.memory.saidAt);
  return later === 0 ? a.memory.id < b.memory.id : later > 0;
}
