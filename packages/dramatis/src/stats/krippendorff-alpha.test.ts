import assert from "node:assert/strict";
import { test } from "node:test";
import { krippendorffAlpha } from "./krippendorff-alpha.ts";

// Eleven units of three raters; a dot is missing. 28 pairable values. Values by NumPy from the definition.
const UNITS = "11. 223 333 333 222 123 444 112 222 .55 ..1"
  .split(" ")
  .map((row) => [...row].map((digit) => (digit === "." ? null : Number(digit))));

test("nominal, ordinal and interval data", () => {
  assert.ok(Math.abs((krippendorffAlpha(UNITS, "nominal") as number) - 0.675258) < 1e-6);
  assert.ok(Math.abs((krippendorffAlpha(UNITS, "ordinal") as number) - 0.804861) < 1e-6);
  assert.ok(Math.abs((krippendorffAlpha(UNITS, "interval") as number) - 0.862104) < 1e-6);
});

test("complete agreement is 1; what cannot be said is null", () => {
  assert.equal(
    krippendorffAlpha(
      [
        [1, 1],
        [2, 2],
      ],
      "nominal",
    ),
    1,
  );
  assert.equal(
    krippendorffAlpha(
      [
        [1, 1],
        [1, 1],
      ],
      "nominal",
    ),
    null,
  );
  assert.equal(
    krippendorffAlpha(
      [
        [1, null],
        [2, null],
      ],
      "interval",
    ),
    null,
  );
  assert.equal(krippendorffAlpha([], "ordinal"), null);
});
