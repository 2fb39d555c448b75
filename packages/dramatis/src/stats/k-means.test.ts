import assert from "node:assert/strict";
import { test } from "node:test";
import { random } from "../core/index.ts";
import { kMeans } from "./k-means.ts";
import { silhouette } from "./silhouette.ts";

const points = (...pairs: [number, number][]): Float32Array[] => pairs.map((pair) => Float32Array.from(pair));

test("two groups are told apart, with their means and inertia", () => {
  const { clusters, centroids, inertia } = kMeans(points([0, 0], [10, 0], [0, 2], [10, 2]), 2);
  assert.deepEqual(clusters, [0, 1, 0, 1]);
  assert.deepEqual(centroids, points([0, 1], [10, 1]));
  // each point is 1 from its mean: 4 · 1² = 4
  assert.equal(inertia, 4);
});

test("the same seed gives the same clusters; 300 points of three clouds are found whatever the seed", () => {
  const { normal } = random(7);
  const cloud = Array.from({ length: 300 }, (_, i) =>
    Float32Array.from([normal() + 20 * (i % 3), normal() - 20 * (i % 3)]),
  );
  const truth = cloud.map((_, i) => i % 3);
  for (const seed of [0, 1, 2]) assert.deepEqual(kMeans(cloud, 3, { seed }).clusters, truth);
  assert.deepEqual(kMeans(cloud, 5, { seed: 1 }), kMeans(cloud, 5, { seed: 1 }));
});

test("fewer clusters than asked where fewer vectors differ, none of nothing, and a bad k is an error", () => {
  assert.deepEqual(kMeans(points([1, 1], [1, 1], [2, 2]), 3).clusters, [0, 0, 1]);
  assert.deepEqual(kMeans([], 2), { clusters: [], centroids: [], inertia: 0 });
  assert.throws(() => kMeans(points([1, 1]), 0), /invalid k/);
});

test("the silhouette of two pairs, by hand", () => {
  // a = 1 for every point. From 0: b = (10 + 11) / 2 = 10.5, (10.5 - 1) / 10.5 = .904762; from 1: b = 9.5, .894737;
  // the other side mirrors it: mean (.904762 + .894737) / 2 = .899749.
  const line = points([0, 0], [1, 0], [10, 0], [11, 0]);
  assert.ok(Math.abs((silhouette(line, [0, 0, 1, 1]) as number) - 0.899749) < 1e-6);
  // the wrong halves: less than none
  assert.ok((silhouette(line, [0, 1, 0, 1]) as number) < 0);
  assert.equal(silhouette(line, [0, 0, 0, 0]), null);
  // a cluster of one counts 0, so does a point whose distances are all 0
  assert.equal(silhouette(points([0, 0], [5, 0]), [0, 1]), 0);
  assert.equal(silhouette(points([0, 0], [0, 0], [0, 0], [0, 0]), [0, 0, 1, 1]), 0);
});
