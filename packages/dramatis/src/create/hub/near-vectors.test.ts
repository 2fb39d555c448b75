import assert from "node:assert/strict";
import { test } from "node:test";
import { type Random, random } from "../../core/index.ts";
import { NearVectors } from "./near-vectors.ts";

const DIM = 64;

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function stranger({ normal }: Random): Float32Array {
  return unit(Float32Array.from({ length: DIM }, normal));
}

/** A vector of this cosine to the given one. */
function beside(vector: Float32Array, cosine: number, draw: Random): Float32Array {
  const other = stranger(draw);
  const along = other.reduce((sum, value, i) => sum + value * (vector[i] as number), 0);
  const across = unit(other.map((value, i) => value - along * (vector[i] as number)));
  return vector.map((value, i) => cosine * value + Math.sqrt(1 - cosine ** 2) * (across[i] as number));
}

test("finds what is near, at .9 nearly always, and never what is not", () => {
  const draw = random(11);
  const seen = new NearVectors({ dim: DIM, threshold: 0.9 });
  const kept = Array.from({ length: 1500 }, () => stranger(draw));
  for (const vector of kept) assert.equal(seen.add(vector), null);
  for (const vector of kept) assert.equal(seen.add(beside(vector, 0.87, draw)), null);
  // A cosine of .92 has 1 − arccos(.92) / π = .8718 of the bits alike: 1 − (1 − .8718¹²)⁴⁸ = .99997.
  const found = kept.map((vector) => seen.add(beside(vector, 0.92, draw)));
  assert.ok(found.filter((id, i) => id === i).length >= 1495);
});

test("below .9 every pair is compared, by whatever is the middle", () => {
  const draw = random(12);
  const kept = Array.from({ length: 100 }, () => stranger(draw));
  const seen = new NearVectors({ dim: DIM, threshold: 0.6, mean: kept[0] as Float32Array });
  for (const vector of kept) assert.equal(seen.add(vector), null);
  for (const [i, vector] of kept.entries()) assert.equal(seen.add(beside(vector, 0.63, draw)), i);
});

test("an empty text's vector of zeros is near nothing", () => {
  const seen = new NearVectors({ dim: 4 });
  assert.equal(seen.add(new Float32Array(4)), null);
  assert.equal(seen.add(new Float32Array(4)), null);
  assert.equal(seen.add(Float32Array.of(1, 0, 0, 0)), null);
  assert.equal(seen.size, 3);
});
