import assert from "node:assert/strict";
import { test } from "node:test";
import { measureConformance } from "../../core/conformance/measure.ts";
import { maas, maasIndex } from "./maas.ts";

measureConformance(maas, { seed: 42 });

test("by hand: four words, three different", () => {
  // (ln 4 − ln 3) / (ln 4)² = .287682 / 1.921812 = .149693
  assert.equal(maasIndex(["the", "cat", "the", "dog"])?.toFixed(6), "0.149693");
  assert.equal(maasIndex(["a", "b"]), 0);
  assert.equal(maasIndex(["a"]), null);
});
