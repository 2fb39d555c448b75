import assert from "node:assert/strict";
import { test } from "node:test";
import { correlationMatrix } from "./correlation-matrix.ts";
import { pearson } from "./pearson.ts";

const X = [1, 2, 3, 4, 5];
const Y = [2, 1, 4, 3, 6];

test("without weights it is Pearson's", () => {
  const found = correlationMatrix(X.map((x, i) => ({ values: [x, Y[i] as number] })));
  assert.ok(Math.abs((found?.[0]?.[1] as number) - (pearson(X, Y) as number)) < 1e-12);
  assert.equal(found?.[0]?.[0], 1);
});

test("a weight of two is the person twice; whoever misses an answer is out", () => {
  const rows = X.map((x, i) => ({ values: [x, Y[i] as number] }));
  const twice = correlationMatrix([...rows, rows[0] as (typeof rows)[0]]);
  const weighted = correlationMatrix([
    ...rows.map((row, i) => ({ ...row, weight: i === 0 ? 2 : 1 })),
    { values: [9, null] },
    { values: [Number.NaN, -9] },
  ]);
  assert.ok(Math.abs((twice?.[0]?.[1] as number) - (weighted?.[0]?.[1] as number)) < 1e-12);
});

test("what has no correlation", () => {
  assert.deepEqual(correlationMatrix([{ values: [0.1, 1] }, { values: [0.1, 2] }, { values: [0.1, 3] }]), [
    [null, null],
    [null, 1],
  ]);
  assert.equal(correlationMatrix([{ values: [1, null] }]), null);
  assert.equal(correlationMatrix([]), null);
  assert.throws(() => correlationMatrix([{ values: [1] }, { values: [1, 2] }]), RangeError);
});
