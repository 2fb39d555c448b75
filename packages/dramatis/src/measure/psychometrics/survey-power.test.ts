import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { random } from "../../core/index.ts";
import { itemNoise, itemsToTellApart, peopleToTellApart } from "./survey-power.ts";

const QUIET = { item: 1.5, order: 0, reply: 0 };

describe("the size of a survey", () => {
  test("half a standard deviation, noise 1.5: 95 items for two personas", () => {
    // (1.959964 + .841621)² = 7.848878; · 2 · 1.5 / .25 = 94.19.
    assert.equal(itemsToTellApart({ noise: QUIET }), 95);
    assert.equal(itemsToTellApart({ noise: QUIET, orders: 4, repeats: 3 }), 95);
    assert.equal(itemsToTellApart({ noise: QUIET, effect: 1 }), 24);
  });

  test("it holds: of 2,000 simulated pairs of personas about 80 % are told apart", () => {
    const draws = random(7);
    const seen = Array.from({ length: 2000 }, () => {
      const differences = Array.from({ length: 95 }, () => 0.5 + Math.sqrt(2 * 1.5) * draws.normal());
      const centre = differences.reduce((sum, one) => sum + one, 0) / 95;
      const variance = differences.reduce((sum, one) => sum + (one - centre) ** 2, 0) / 94;
      return Math.abs(centre) / Math.sqrt(variance / 95) > 1.959964;
    });
    const share = seen.filter(Boolean).length / 2000;
    assert.ok(share > 0.77 && share < 0.83, `${share}`);
  });

  test("orders take from the order's noise, repeats from the reply's alone", () => {
    const noise = { item: 0.75, order: 0.5, reply: 0.25 };
    assert.equal(itemsToTellApart({ noise }), 95);
    // .75 + .5/2 + .25/2 = 1.125: 70.64.
    assert.equal(itemsToTellApart({ noise, orders: 2 }), 71);
    // .75 + .5 + .25/5 = 1.3: 81.63.
    assert.equal(itemsToTellApart({ noise, repeats: 5 }), 82);
  });

  test("groups: 63 with perfect scores, more with ten items of noise 1.5", () => {
    assert.equal(peopleToTellApart({ noise: { item: 0, order: 0, reply: 0 }, items: 10 }), 63);
    // 2 · 7.848878 · 1.15 / .25 = 72.2.
    assert.equal(peopleToTellApart({ noise: QUIET, items: 10 }), 73);
  });

  test("noise of items is read from answers: 1.5 where every two correlate .4", () => {
    const draws = random(1);
    const rows = Array.from({ length: 4000 }, () => {
      const trait = draws.normal();
      return Array.from({ length: 6 }, () => trait + Math.sqrt(1.5) * draws.normal());
    });
    assert.ok(Math.abs((itemNoise(rows) ?? 0) - 1.5) < 0.1);
    assert.equal(
      itemNoise([
        [1, 1],
        [1, 2],
      ]),
      null,
    );
  });
});
