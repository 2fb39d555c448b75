import { KeyTable } from "./key-table.ts";
import { BANDING, type Banding, bandKeys } from "./lsh.ts";
import { type MinHash, minHash } from "./min-hash.ts";
import { jaccard, tokenSet } from "./token-set.ts";
import { withRoom } from "./with-room.ts";

/** Smaller sets collide too easily to be compared by shares: they must be equal. */
const FEWEST = 4;

export interface NearDuplicatesOptions {
  /** Least Jaccard similarity of the word sets of two duplicates, in (0, 1]. */
  threshold?: number;
  banding?: Banding;
  /** Of the hash functions. */
  seed?: number;
}

/**
 * The texts seen so far, kept as hashes of their words: finds those that nearly repeat one of them. MinHash and LSH name
 * the candidates, and the exact Jaccard similarity of the word sets decides. Texts of fewer than four different words are
 * duplicates only of those of the same words, and texts that differ in a numeral never are.
 *
 * Memory is 16 tables of 11 to 23 bytes a text and 4 bytes a word and text: about 300 bytes for a one-liner.
 *
 * @throws RangeError for a threshold outside (0, 1].
 */
export class NearDuplicates {
  readonly #threshold: number;
  readonly #rows: number;
  readonly #signature: MinHash;
  readonly #tables: KeyTable[];
  #starts = new Int32Array(1024);
  #tokens = new Int32Array(16384);
  #size = 0;

  constructor({ threshold = 0.9, banding = BANDING, seed = 0 }: NearDuplicatesOptions = {}) {
    if (!(threshold > 0 && threshold <= 1)) throw new RangeError(`invalid threshold; not in (0, 1]: ${threshold}`);
    this.#threshold = threshold;
    this.#rows = banding.rows;
    this.#signature = minHash({ permutations: banding.bands * banding.rows, seed });
    this.#tables = Array.from({ length: banding.bands }, () => new KeyTable());
  }

  /** Texts that are kept. */
  get size(): number {
    return this.#size;
  }

  /** The number of the kept text, counted from 0, that this one nearly repeats; null where there is none: it is kept. */
  add(text: string): number | null {
    const tokens = tokenSet(text);
    const keys = bandKeys(this.#signature(tokens), this.#rows);
    const isNear = (id: number): boolean => this.#isNear(id, tokens);
    for (const [band, table] of this.#tables.entries()) {
      const found = table.find(keys[band] as number, isNear);
      if (found >= 0) return found;
    }
    for (const [band, table] of this.#tables.entries()) table.add(keys[band] as number, this.#size);
    this.#keep(tokens);
    return null;
  }

  #isNear(id: number, tokens: Int32Array): boolean {
    const [start, end] = [this.#starts[id] as number, this.#starts[id + 1] as number];
    const [fewer, more] = [Math.min(tokens.length, end - start), Math.max(tokens.length, end - start)];
    const least = fewer < FEWEST ? 1 : this.#threshold;
    return fewer >= least * more && jaccard(tokens, this.#tokens, [start, end]) >= least;
  }

  #keep(tokens: Int32Array): void {
    const start = this.#starts[this.#size] as number;
    this.#tokens = withRoom(this.#tokens, start + tokens.length);
    this.#tokens.set(tokens, start);
    this.#starts = withRoom(this.#starts, ++this.#size + 1);
    this.#starts[this.#size] = start + tokens.length;
  }
}
