import { hash } from "node:crypto";
import { growingRow } from "./growing-row.ts";

/** Words of 32 bits that are kept of an id's hash. Of 2⁴⁰ ids two share 128 bits with a chance of 2⁻⁴⁹: never. */
const WORDS = 4;

/** Numbers ids 0, 1, 2, … in the order of adding. Takes 20 to 32 bytes an id, however long the ids are. */
export interface IdTable {
  readonly size: number;
  /** Its number: the next one where the id is new. */
  add(id: string): number;
  /** Its number; undefined where it was not added. */
  find(id: string): number | undefined;
}

/** An open-addressed table of the first 128 bits of each id's SHA-256. The ids themselves are not kept. */
export function idTable(): IdTable {
  let size = 0;
  const keys = growingRow(Uint32Array);
  // Number of the id + 1; 0 is free. At most three quarters are taken.
  let slots = new Uint32Array(1024);
  const key = new Uint32Array(WORDS);

  const isAt = (number: number): boolean => {
    let at = 0;
    while (at < WORDS && keys.get(WORDS * number + at) === key[at]) at++;
    return at === WORDS;
  };
  /** The slot that has the id, or the free one that it would get. */
  const slotOf = (id: string): number => {
    const digits = hash("sha256", id);
    for (let at = 0; at < WORDS; at++) key[at] = Number.parseInt(digits.slice(8 * at, 8 * at + 8), 16);
    let slot = (key[0] as number) & (slots.length - 1);
    while (slots[slot] !== 0 && !isAt((slots[slot] as number) - 1)) slot = (slot + 1) & (slots.length - 1);
    return slot;
  };
  const grow = (): void => {
    slots = new Uint32Array(2 * slots.length);
    for (let number = 0; number < size; number++) {
      let slot = keys.get(WORDS * number) & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number + 1;
    }
  };
  return {
    get size() {
      return size;
    },
    add: (id) => {
      if (4 * size >= 3 * slots.length) grow();
      const slot = slotOf(id);
      const taken = slots[slot] as number;
      if (taken !== 0) return taken - 1;
      for (let at = 0; at < WORDS; at++) keys.set(WORDS * size + at, key[at] as number);
      slots[slot] = ++size;
      return size - 1;
    },
    find: (id) => {
      const taken = slots[slotOf(id)] as number;
      return taken === 0 ? undefined : taken - 1;
    },
  };
}
