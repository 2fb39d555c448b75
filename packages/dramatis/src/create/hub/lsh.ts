/** How a signature is cut: two sets are compared where all rows of at least one band agree. */
export interface Banding {
  bands: number;
  rows: number;
}

/**
 * 16 bands of 8 rows: of 128 places the cut whose curve is steepest about (1/16)^(1/8) = .71. It finds .9999 of the pairs
 * of Jaccard .9 and .61 of those of .7; 8 bands of 16 rows would find .81 of the first.
 */
export const BANDING: Banding = { bands: 16, rows: 8 };

/** Share of the pairs of this similarity that are found: 1 − (1 − Jʳ)ᵇ. */
export function lshRecall(similarity: number, { bands, rows }: Banding = BANDING): number {
  return 1 - (1 - similarity ** rows) ** bands;
}

/** The 32-bit key of each band of a signature. */
export function bandKeys(signature: Int32Array, rows: number): Int32Array {
  const keys = new Int32Array(signature.length / rows);
  for (let place = 0; place < signature.length; place++) {
    const band = Math.floor(place / rows);
    const key = Math.imul((keys[band] as number) ^ (signature[place] as number), 0x9e3779b1);
    keys[band] = key ^ (key >>> 15);
  }
  return keys;
}
