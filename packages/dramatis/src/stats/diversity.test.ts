import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { random } from "../core/index.ts";
import { compressionRatio } from "./compression-ratio.ts";
import { dispersion } from "./dispersion.ts";
import { distinctN } from "./distinct-n.ts";
import { topicCoverage } from "./topic-coverage.ts";
import { vendiScore } from "./vendi-score.ts";

// Vectors whose cosines are K = [[1, .8, .1], [.8, 1, .2], [.1, .2, 1]]: its Cholesky factor. .8² + .6² = 1;
// .8 · .1 + .6 · .2 = .2; .1² + .2² + .95 = 1.
const VECTORS = [
  [1, 0, 0],
  [0.8, 0.6, 0],
  [0.1, 0.2, Math.sqrt(0.95)],
].map((vector) => Float32Array.from(vector));

function near(found: number | null, expected: number, tolerance = 1e-6): void {
  assert.ok(found !== null && Math.abs(found - expected) < tolerance, `${found} is not ${expected}`);
}

function unitVectors(count: number, dim: number, seed: number): Float32Array[] {
  const { normal } = random(seed);
  return Array.from({ length: count }, () => {
    const vector = Float32Array.from({ length: dim }, normal);
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  });
}

describe("Vendi score", () => {
  test("of the worked example", () => {
    // Eigenvalues of K / 3: .6176, .3178, .0645; exp(.2976 + .3643 + .1768) = exp(.8387)
    near(vendiScore(VECTORS), 2.313492, 1e-5);
  });

  test("is n for vectors at right angles and 1 for equal ones", () => {
    const axes = [0, 1, 2, 3].map((axis) => Float32Array.from({ length: 4 }, (_, i) => (i === axis ? 1 : 0)));
    near(vendiScore(axes), 4);
    near(vendiScore(axes.map(() => axes[0] as Float32Array)), 1);
    near(vendiScore(axes.slice(0, 1)), 1);
    assert.equal(vendiScore([]), null);
  });

  test("is the same by either product of the vectors", () => {
    // 30 vectors of length 8 by the 8 × 8 product; with zeros behind, of length 40, by the 30 × 30 one.
    const short = unitVectors(30, 8, 1);
    const long = short.map((vector) => Float32Array.from({ length: 40 }, (_, i) => vector[i] ?? 0));
    near(vendiScore(short), vendiScore(long) ?? 0, 1e-9);
  });
});

describe("dispersion", () => {
  test("of the worked example", () => {
    // (.2 + .9 + .8) / 3
    near(dispersion(VECTORS), 0.633333);
  });

  test("is the mean over all pairs", () => {
    const vectors = unitVectors(25, 6, 2);
    const apart = vectors.flatMap((one, i) =>
      vectors.slice(i + 1).map((other) => 1 - one.reduce((sum, value, at) => sum + value * (other[at] as number), 0)),
    );
    near(dispersion(vectors), apart.reduce((sum, value) => sum + value, 0) / apart.length);
  });

  test("needs a pair", () => {
    assert.equal(dispersion(VECTORS.slice(0, 1)), null);
  });
});

describe("distinct-n", () => {
  const texts = ["the cat sat", "the cat ran", "a dog ran fast"].map((text) => text.split(" "));

  test("of the worked example", () => {
    // the, cat, sat, ran, a, dog, fast of 10 words
    near(distinctN(texts, 1), 7 / 10);
    // "the cat" comes twice among 2 + 2 + 3
    near(distinctN(texts, 2), 6 / 7);
  });

  test("is null where no text is long enough", () => {
    assert.equal(distinctN(texts, 5), null);
    assert.equal(distinctN([], 1), null);
  });
});

describe("compression ratio", () => {
  const { int } = random(3);
  const varied = Array.from({ length: 200 }, () =>
    Array.from({ length: 10 }, () => int(36 ** 4).toString(36)).join(" "),
  );

  test("is higher for what repeats itself, at equal bytes", () => {
    const repeated = varied.map((_, i) => varied[i % 5] as string);
    const [one, other] = [compressionRatio(varied, 5000), compressionRatio(repeated, 5000)];
    assert.ok(one !== null && other !== null && other > 3 * one, `${one} ${other}`);
  });

  test("is null where there are too few bytes", () => {
    assert.equal(compressionRatio(varied, 10 ** 6), null);
    assert.equal(compressionRatio([]), null);
    assert.equal(compressionRatio([""]), null);
  });
});

describe("topic coverage", () => {
  const centroids = [
    [0, 0],
    [10, 0],
    [0, 10],
    [10, 10],
  ].map((centroid) => Float32Array.from(centroid));

  test("is the share of centroids that are nearest to something", () => {
    const near00 = Float32Array.of(1, 1);
    const near10 = Float32Array.of(9, 2);
    near(topicCoverage([near00, near10, near10], centroids), 2 / 4);
    near(topicCoverage(centroids, centroids), 1);
  });

  test("is null of nothing", () => {
    assert.equal(topicCoverage([], centroids), null);
    assert.equal(topicCoverage(centroids, []), null);
  });
});
