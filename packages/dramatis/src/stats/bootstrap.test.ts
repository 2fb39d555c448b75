import assert from "node:assert/strict";
import { test } from "node:test";
import { bootstrapInterval, clusterBootstrap } from "./bootstrap.ts";
import { mean } from "./mean.ts";

const near = (found: number | undefined, expected: number, tolerance: number): void =>
  assert.ok(found !== undefined && Math.abs(found - expected) <= tolerance, `${found} is not near ${expected}`);

test("the interval of a mean is SciPy's to the noise of the resampling", () => {
  // scipy.stats.bootstrap(([1..10],), mean, method="percentile", n_resamples=200000) = (3.7, 7.3), SciPy 1.17
  const interval = bootstrapInterval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], (sample) => mean(sample) as number, {
    expand: false,
  });
  near(interval?.low, 3.7, 0.1001);
  near(interval?.high, 7.3, 0.1001);
});

// Ten clusters; the reference is 400,000 NumPy resamples of sum(weighted) / sum(weight): [.423077, .6875].
const weights = [3, 5, 2, 8, 6, 4, 7, 1, 9, 5];
const clusters = [1, 4, 0, 6, 2, 3, 5, 1, 4, 2].map((weighted, i) => ({ weighted, weight: weights[i] as number }));

test("the ratio is computed anew in every resample of clusters", () => {
  const interval = clusterBootstrap(clusters, { expand: false });
  near(interval?.low, 0.423077, 0.01);
  near(interval?.high, 0.6875, 0.01);
});

test("few units widen it: with 10, the tails are those of √(10/9) · 2.262 standard deviations, .86 % each", () => {
  // Python, 200,000 resamples of the mean of 1..10, percentiles .856 and 99.144: (3.4, 7.6)
  const interval = bootstrapInterval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], (sample) => mean(sample) as number);
  near(interval?.low, 3.4, 0.1001);
  near(interval?.high, 7.6, 0.1001);
});

test("the fast cluster bootstrap agrees with the plain one", () => {
  const ratio = (sample: readonly { weighted: number; weight: number }[]): number =>
    sample.reduce((sum, item) => sum + item.weighted, 0) / sample.reduce((sum, item) => sum + item.weight, 0);
  const plain = bootstrapInterval(clusters.slice(1), ratio, { level: 0.8 });
  const fast = clusterBootstrap(clusters.slice(1), { level: 0.8 }); // an odd number of clusters
  near(fast?.low, plain?.low as number, 0.01);
  near(fast?.high, plain?.high as number, 0.01);
});

test("the same seed gives the same interval, another seed another", () => {
  assert.deepEqual(clusterBootstrap(clusters, { seed: 7 }), clusterBootstrap(clusters, { seed: 7 }));
  const few = { resamples: 200 };
  assert.notDeepEqual(clusterBootstrap(clusters, { ...few, seed: 7 }), clusterBootstrap(clusters, { ...few, seed: 8 }));
});

test("one unit or no weight gives no interval", () => {
  assert.equal(
    bootstrapInterval([1], () => 1),
    null,
  );
  assert.equal(clusterBootstrap([{ weighted: 1, weight: 1 }]), null);
  const empty = { weighted: 0, weight: 0 };
  assert.equal(clusterBootstrap([empty, empty]), null);
});
