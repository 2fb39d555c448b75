import { cosine } from "../../model/index.ts";
import { kMeans, silhouette } from "../../stats/index.ts";

export interface Representative {
  /** Indexes of the entries kept, nearest to the centroid first. */
  kept: number[];
  /** Entries of each cluster, the kept one's among them. */
  sizes: number[];
  /** null where there are too few entries to cluster. */
  silhouette: number | null;
}

/** With fewer entries all are kept. */
export const FEWEST = 5;

/**
 * The entries that stand for an author: k-means for each k of 2..6, the clustering of highest silhouette, its largest
 * cluster (of equal ones that whose centroid is nearest the mean of all), and of it the entries nearest its centroid.
 *
 * @param vectors of length 1, one an entry.
 */
export function representativeEntries(
  vectors: readonly Float32Array[],
  { most = 10, seed = 0 }: { most?: number; seed?: number } = {},
): Representative {
  if (vectors.length < FEWEST) return { kept: vectors.map((_, i) => i), sizes: [vectors.length], silhouette: null };
  let best: { clusters: number[]; score: number } | undefined;
  for (let k = 2; k <= Math.min(6, vectors.length - 1); k++) {
    const { clusters } = kMeans(vectors, k, { seed });
    const score = silhouette(vectors, clusters) ?? -1;
    if (best === undefined || score > best.score) best = { clusters, score };
  }
  const { clusters, score } = best as { clusters: number[]; score: number };
  const all = meanOf(vectors);
  const groups = [...new Set(clusters)].map((cluster) => {
    const entries = clusters.flatMap((each, i) => (each === cluster ? [i] : []));
    const centroid = meanOf(entries.map((i) => vectors[i] as Float32Array));
    return { entries, centroid, near: cosine(centroid, all) };
  });
  groups.sort((a, b) => b.entries.length - a.entries.length || b.near - a.near);
  const [{ entries, centroid }] = groups as [(typeof groups)[number]];
  const near = entries.map((i) => ({ i, cosine: cosine(vectors[i] as Float32Array, centroid) }));
  near.sort((a, b) => b.cosine - a.cosine || a.i - b.i);
  return {
    kept: near.slice(0, most).map(({ i }) => i),
    sizes: groups.map((group) => group.entries.length),
    silhouette: groups.length < 2 ? null : score,
  };
}

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (const [i, value] of vector.entries()) sum[i] = (sum[i] as number) + value;
  return sum.map((value) => value / vectors.length);
}
