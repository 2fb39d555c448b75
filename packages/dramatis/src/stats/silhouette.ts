import { squaredDistance } from "./k-means.ts";

/**
 * Mean silhouette of a clustering in -1..1 (Rousseeuw 1987): of each point (b − a) / max(a, b), where a is its mean
 * distance to the others of its cluster and b the least mean distance to those of another; 0 for a cluster of one. null
 * below two clusters. Euclidean; time grows as n².
 */
export function silhouette(vectors: readonly Float32Array[], clusters: readonly number[]): number | null {
  const sizes = new Map<number, number>();
  for (const cluster of clusters) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  if (sizes.size < 2) return null;
  const total = vectors.reduce((sum, vector, i) => {
    const own = clusters[i] as number;
    const distances = new Map<number, number>();
    for (const [j, other] of vectors.entries()) {
      const cluster = clusters[j] as number;
      distances.set(cluster, (distances.get(cluster) ?? 0) + Math.sqrt(squaredDistance(vector, other)));
    }
    const ownSize = sizes.get(own) as number;
    if (ownSize === 1) return sum;
    const a = (distances.get(own) as number) / (ownSize - 1);
    distances.delete(own);
    const b = Math.min(...[...distances].map(([cluster, distance]) => distance / (sizes.get(cluster) as number)));
    return sum + (a === 0 && b === 0 ? 0 : (b - a) / Math.max(a, b));
  }, 0);
  return total / vectors.length;
}
