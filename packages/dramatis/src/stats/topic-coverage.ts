import { squaredDistance } from "./k-means.ts";

/**
 * Share of the topics of a reference that are touched: of its cluster centroids those that are the nearest to at least one
 * vector. Grows with the number of vectors, so that only equal numbers compare. null without centroids or vectors.
 */
export function topicCoverage(vectors: readonly Float32Array[], centroids: readonly Float32Array[]): number | null {
  if (vectors.length === 0 || centroids.length === 0) return null;
  return new Set(nearestCentroids(vectors, centroids)).size / centroids.length;
}

/** The place of the nearest centroid of each vector. */
export function nearestCentroids(vectors: readonly Float32Array[], centroids: readonly Float32Array[]): number[] {
  return vectors.map((vector) => {
    let [nearest, least] = [0, Number.POSITIVE_INFINITY];
    for (const [place, centroid] of centroids.entries()) {
      const distance = squaredDistance(vector, centroid);
      if (distance < least) [nearest, least] = [place, distance];
    }
    return nearest;
  });
}
