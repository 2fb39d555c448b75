import { random } from "../../core/index.ts";
import { withRoom } from "./with-room.ts";

/** Bits of a key, and tables: of the pairs of cosine .8 about the mean, 1 − (1 − .7952¹²)⁴⁸ = .955 share a key. */
const BITS = 12;
const TABLES = 48;
/** The bits of all keys in words: a sketch, in which two vectors differ by their angle's share of π. */
const WORDS = (BITS * TABLES) / 32;
/** Of 576 bits those of cosine .8 differ in 118 ± 10 and strangers in 288 ± 12: these are not worth a look. */
const MOST_BITS_APART = 160;
/** Below this too few near ones share a key, and every pair is compared. */
const LEAST_BY_KEYS = 0.9;
/** So few are all compared: it takes as long as the keys do. */
const FEW = 1000;
/** Vectors kept in one piece of memory. */
const PIECE = 4096;

export interface NearVectorsOptions {
  /** Length of the vectors. */
  dim: number;
  /** Least cosine of two that are near, exclusive. */
  threshold?: number;
  /**
   * The middle of the vectors, roughly. Sentence embedders crowd theirs in a corner (the bundled one has a mean cosine of
   * .49 between strangers); seen from the middle strangers are at right angles, and few of them share a key.
   */
  mean?: Float32Array;
  /** Of the hyperplanes. */
  seed?: number;
}

/**
 * The vectors seen so far: finds those whose cosine to one of them is above the threshold. Random hyperplanes (Charikar
 * 2002) name the candidates, the cosine decides; it is of vectors rounded to 8 bits a number, right to about .001.
 *
 * Memory is a byte a number, and 270 to 400 bytes, a vector: 8 to 9 GB for ten million of 512. The work for one vector
 * grows with those kept: 1 to 3 % of them share a key with it. Below a threshold of .9, and while there are a thousand at
 * most, it is compared with all of them.
 */
export class NearVectors {
  readonly #dim: number;
  readonly #threshold: number;
  readonly #mean: Float32Array;
  readonly #hyperplanes: Float32Array[];
  /** Of each key of each table the last vector under it, plus 1; and of each vector in each table the one before it. */
  readonly #last = new Int32Array(TABLES << BITS);
  #before = new Int32Array(TABLES * 1024);
  #sketches = new Int32Array(WORDS * 1024);
  readonly #pieces: Int8Array[] = [];
  readonly #lengths: number[] = [];

  constructor({ dim, threshold = 0.9, mean = new Float32Array(dim), seed = 0 }: NearVectorsOptions) {
    this.#dim = dim;
    this.#threshold = threshold;
    this.#mean = mean;
    const { normal } = random(seed);
    this.#hyperplanes = Array.from({ length: BITS * TABLES }, () => Float32Array.from({ length: dim }, normal));
  }

  /** Vectors that are kept. */
  get size(): number {
    return this.#lengths.length;
  }

  /** The number of the kept vector, counted from 0, that this one is near; null where there is none: it is kept. */
  add(vector: Float32Array): number | null {
    const sketch = this.#sketch(vector);
    const keys = keysOf(sketch);
    const rounded = inBytes(vector);
    const length = Math.hypot(...rounded);
    const isNear = (id: number): boolean => this.#cosine(id, rounded, length) > this.#threshold;
    const isExact = this.#threshold < LEAST_BY_KEYS || this.size <= FEW;
    const found = isExact ? this.#among(isNear) : this.#underKeys(keys, sketch, isNear);
    if (found === null) this.#keep({ rounded, length, sketch, keys });
    return found;
  }

  #among(isNear: (id: number) => boolean): number | null {
    for (let id = 0; id < this.size; id++) if (isNear(id)) return id;
    return null;
  }

  #underKeys(keys: Int32Array, sketch: Int32Array, isNear: (id: number) => boolean): number | null {
    for (const [table, key] of keys.entries()) {
      let entry = this.#last[key] as number;
      while (entry > 0) {
        const id = entry - 1;
        if (bitsApart(sketch, this.#sketches, id * WORDS) <= MOST_BITS_APART && isNear(id)) return id;
        entry = this.#before[id * TABLES + table] as number;
      }
    }
    return null;
  }

  #sketch(vector: Float32Array): Int32Array {
    const centred = vector.map((value, i) => value - (this.#mean[i] as number));
    const sketch = new Int32Array(WORDS);
    for (const [bit, hyperplane] of this.#hyperplanes.entries()) {
      if (product(hyperplane, centred) > 0) sketch[bit >> 5] = (sketch[bit >> 5] as number) | (1 << (bit & 31));
    }
    return sketch;
  }

  #cosine(id: number, rounded: Int8Array, length: number): number {
    const piece = this.#pieces[Math.floor(id / PIECE)] as Int8Array;
    const start = (id % PIECE) * this.#dim;
    let sum = 0;
    for (let i = 0; i < rounded.length; i++) sum += (piece[start + i] as number) * (rounded[i] as number);
    const lengths = (this.#lengths[id] as number) * length;
    return lengths === 0 ? 0 : sum / lengths;
  }

  #keep({ rounded, length, sketch, keys }: Seen): void {
    const id = this.#lengths.push(length) - 1;
    if (id % PIECE === 0) this.#pieces.push(new Int8Array(PIECE * this.#dim));
    this.#pieces.at(-1)?.set(rounded, (id % PIECE) * this.#dim);
    this.#sketches = withRoom(this.#sketches, (id + 1) * WORDS);
    this.#sketches.set(sketch, id * WORDS);
    this.#before = withRoom(this.#before, (id + 1) * TABLES);
    for (const [table, key] of keys.entries()) {
      this.#before[id * TABLES + table] = this.#last[key] as number;
      this.#last[key] = id + 1;
    }
  }
}

interface Seen {
  rounded: Int8Array;
  length: number;
  sketch: Int32Array;
  keys: Int32Array;
}

/** The place of each table's key in the array of all keys: the table's number, then its bits of the sketch. */
function keysOf(sketch: Int32Array): Int32Array {
  const keys = new Int32Array(TABLES);
  for (let bit = 0; bit < BITS * TABLES; bit++) {
    const table = Math.floor(bit / BITS);
    const start = bit % BITS === 0 ? table : (keys[table] as number);
    keys[table] = (start << 1) | (((sketch[bit >> 5] as number) >>> (bit & 31)) & 1);
  }
  return keys;
}

function bitsApart(sketch: Int32Array, sketches: Int32Array, start: number): number {
  let apart = 0;
  for (let word = 0; word < WORDS; word++) {
    let bits = (sketch[word] as number) ^ (sketches[start + word] as number);
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    apart += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return apart;
}

/** Scaled so that the largest number is 127; the scale falls out of a cosine. */
function inBytes(vector: Float32Array): Int8Array {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Int8Array.from(vector, (value) => (largest === 0 ? 0 : Math.round((value / largest) * 127)));
}

function product(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += (one[i] as number) * (other[i] as number);
  return sum;
}
