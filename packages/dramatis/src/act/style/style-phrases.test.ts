import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { instructionChurn, stylePhrases } from "./style-phrases.ts";

describe("C-STYLE: words", () => {
  const delta = (informality: number): string[] =>
    stylePhrases([informality, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0]);

  test("half a deviation says nothing, one a little, more than one much", () => {
    assert.deepEqual(
      [-1.01, -1, -0.51, -0.5, 0.5, 0.51, 1, 1.01].map((z) => delta(z)),
      [
        ["much more formal"],
        ["more formal"],
        ["more formal"],
        [],
        [],
        ["more informal"],
        ["more informal"],
        ["much more informal"],
      ],
    );
  });

  test("churn is 1 − Jaccard", () => {
    assert.equal(instructionChurn(["a", "b"], ["b", "c"]), 1 - 1 / 3);
    assert.equal(instructionChurn(["a"], ["a"]), 0);
    assert.equal(instructionChurn(["a"], []), 1);
    assert.equal(instructionChurn([], []), 0);
  });
});
