/** Numbers of one array: growing adds an array, and copies none. */
const BLOCK = 1 << 16;

/** Numbers by their place 0, 1, 2, …; zero where nothing was set. */
export interface GrowingRow {
  get(place: number): number;
  set(place: number, value: number): void;
}

/** A row that takes the bytes of its numbers and, while it grows, no second copy of them. */
export function growingRow(
  Numbers: Uint8ArrayConstructor | Uint32ArrayConstructor | Float64ArrayConstructor,
): GrowingRow {
  const blocks: (Uint8Array | Uint32Array | Float64Array)[] = [];
  return {
    get: (place) => blocks[Math.floor(place / BLOCK)]?.[place % BLOCK] ?? 0,
    set: (place, value) => {
      const index = Math.floor(place / BLOCK);
      const block = blocks[index] ?? new Numbers(BLOCK);
      blocks[index] = block;
      block[place % BLOCK] = value;
    },
  };
}
