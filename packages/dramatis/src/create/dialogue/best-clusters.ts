import { kMeans, silhouette } from "../../stats/index.ts";

export interface BestClusters {
  /** The cluster of each vector, in 0..k-1. */
  clusters: number[];
  /** null where there are too few vectors to have two clusters of. */
  silhouette: number | null;
}

/** k-means for each k from 2, the clustering of the highest silhouette. Fewer than three vectors are one cluster. */
export function bestClusters(
  vectors: readonly Float32Array[],
  { most, seed }: { most: number; seed: number },
): BestClusters {
  let best: BestClusters = { clusters: vectors.map(() => 0), silhouette: null };
  for (let k = 2; k <= Math.min(most, vectors.length - 1); k++) {
    const { clusters } = kMeans(vectors, k, { seed });
    const found = silhouette(vectors, clusters);
    if (found !== null && found > (best.silhouette ?? -1)) best = { clusters, silhouette: found };
  }
  return best;
}
