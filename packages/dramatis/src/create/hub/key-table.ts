/** Share of slots in use at which the table doubles. */
const FULLEST = 0.7;

/**
 * Ids under 32-bit keys, several under one key where need be: open addressing in one flat array of (key, id + 1), so that
 * an entry is 8 bytes and a look-up is mostly one cache line. Between 11 and 23 bytes an entry as it grows.
 */
export class KeyTable {
  #slots: Int32Array;
  #mask: number;
  #size = 0;

  /** @param capacity slots at first: a power of 2. */
  constructor(capacity = 1024) {
    this.#slots = new Int32Array(capacity * 2);
    this.#mask = capacity - 1;
  }

  /** The first id under the key for which `holds`; -1 where there is none. */
  find(key: number, holds: (id: number) => boolean): number {
    const slots = this.#slots;
    for (let slot = key & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const entry = slots[2 * slot + 1] as number;
      if (entry === 0) return -1;
      if (slots[2 * slot] === key && holds(entry - 1)) return entry - 1;
    }
  }

  add(key: number, id: number): void {
    if (this.#size >= FULLEST * (this.#mask + 1)) this.#grow();
    this.#put(key, id + 1);
    this.#size++;
  }

  #put(key: number, entry: number): void {
    let slot = key & this.#mask;
    while (this.#slots[2 * slot + 1] !== 0) slot = (slot + 1) & this.#mask;
    this.#slots[2 * slot] = key;
    this.#slots[2 * slot + 1] = entry;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2);
    this.#mask = this.#mask * 2 + 1;
    for (let at = 0; at < old.length; at += 2) {
      if (old[at + 1] !== 0) this.#put(old[at] as number, old[at + 1] as number);
    }
  }
}
