import { random } from "../core/index.ts";

export interface Clustering {
  /** The cluster of each vector, in 0..k-1, numbered in the order of their first vectors. No cluster is empty. */
  clusters: number[];
  centroids: Float32Array[];
  /** Sum of the squared distances of the vectors to their centroids. */
  inertia: number;
}

export interface KMeansOptions {
  seed?: number;
  /** Starts, of which the one of least inertia is kept. */
  starts?: number;
  /** Rounds at most in each start. */
  rounds?: number;
}

/**
 * k-means of vectors of one length: k-means++ starts (Arthur and Vassilvitskii 2007), then Lloyd's rounds until nothing
 * moves. Fewer than k clusters come back where fewer vectors differ; none for no vectors. Time is n·k·length a round.
 *
 * @param k at least 1.
 */
export function kMeans(
  vectors: readonly Float32Array[],
  k: number,
  { seed = 0, starts = 4, rounds = 50 }: KMeansOptions = {},
): Clustering {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`invalid k; a whole number from 1: ${k}`);
  if (vectors.length === 0) return { clusters: [], centroids: [], inertia: 0 };
  const { next } = random(seed);
  let best: Clustering | undefined;
  for (let start = 0; start < Math.max(1, starts); start++) {
    const found = lloyd(vectors, startingCentroids(vectors, k, next), rounds);
    if (best === undefined || found.inertia < best.inertia) best = found;
  }
  return numbered(best as Clustering);
}

/** Squared Euclidean distance. */
export function squaredDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] as number) - (b[i] as number)) ** 2;
  return sum;
}

/** The first drawn evenly, each other with a chance that grows as the square of its distance to those drawn. */
function startingCentroids(vectors: readonly Float32Array[], k: number, next: () => number): Float32Array[] {
  const drawn = [vectors[Math.floor(next() * vectors.length)] as Float32Array];
  const nearest = vectors.map((vector) => squaredDistance(vector, drawn[0] as Float32Array));
  while (drawn.length < k) {
    const total = nearest.reduce((sum, distance) => sum + distance, 0);
    if (total === 0) break;
    let left = next() * total;
    let pick = nearest.findIndex((distance) => {
      left -= distance;
      return left < 0;
    });
    if (pick < 0) pick = nearest.findLastIndex((distance) => distance > 0);
    const centroid = vectors[pick] as Float32Array;
    drawn.push(centroid);
    for (const [i, vector] of vectors.entries()) {
      nearest[i] = Math.min(nearest[i] as number, squaredDistance(vector, centroid));
    }
  }
  return drawn;
}

function lloyd(vectors: readonly Float32Array[], start: Float32Array[], rounds: number): Clustering {
  let centroids = start;
  let assigned = assign(vectors, centroids);
  for (let round = 0; round < rounds; round++) {
    centroids = means(vectors, assigned.clusters, centroids);
    const moved = assign(vectors, centroids);
    const isSettled = moved.clusters.every((cluster, i) => cluster === assigned.clusters[i]);
    assigned = moved;
    if (isSettled) break;
  }
  return { ...assigned, centroids };
}

function assign(
  vectors: readonly Float32Array[],
  centroids: readonly Float32Array[],
): Pick<Clustering, "clusters" | "inertia"> {
  let inertia = 0;
  const clusters = vectors.map((vector) => {
    let [nearest, least] = [0, Number.POSITIVE_INFINITY];
    for (const [cluster, centroid] of centroids.entries()) {
      const distance = squaredDistance(vector, centroid);
      if (distance < least) [nearest, least] = [cluster, distance];
    }
    inertia += least;
    return nearest;
  });
  return { clusters, inertia };
}

/** A cluster that lost all of its vectors keeps its centroid. */
function means(
  vectors: readonly Float32Array[],
  clusters: readonly number[],
  centroids: readonly Float32Array[],
): Float32Array[] {
  const sums = centroids.map(({ length }) => new Float64Array(length));
  const counts = centroids.map(() => 0);
  for (const [i, vector] of vectors.entries()) {
    const cluster = clusters[i] as number;
    const sum = sums[cluster] as Float64Array;
    counts[cluster] = (counts[cluster] as number) + 1;
    for (let at = 0; at < vector.length; at++) sum[at] = (sum[at] as number) + (vector[at] as number);
  }
  return centroids.map((centroid, cluster) => {
    const count = counts[cluster] as number;
    return count === 0 ? centroid : Float32Array.from(sums[cluster] as Float64Array, (sum) => sum / count);
  });
}

/** Numbered in the order of their first vectors, without those that are empty. */
function numbered({ clusters, centroids, inertia }: Clustering): Clustering {
  const order = [...new Set(clusters)];
  return {
    clusters: clusters.map((cluster) => order.indexOf(cluster)),
    centroids: order.map((cluster) => centroids[cluster] as Float32Array),
    inertia,
  };
}
