import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { styleFrontier, styleMetrics } from "./style-metrics.ts";

describe("C-STYLE: metrics", () => {
  test("synchrony and stability of the worked step", () => {
    // Hybrid from (0, 1) to a user at (1, 1) is (.25, 1): cos with (1, 1) = 1.25 / (√1.0625 · √2) = .857493,
    // with (0, 1) = 1 / √1.0625 = .970143; the first turn, at (0, 1), has 1/√2 and 1 to the persona.
    const user = [
      [1, 1],
      [1, 1],
    ];
    const persona = [0, 1];
    const { synchrony, stability, coherence } = styleMetrics({
      styles: [
        [0, 1],
        [0.25, 1],
      ],
      user,
      persona,
    });
    assert.equal(synchrony?.toFixed(6), ((Math.SQRT1_2 + 0.857493) / 2).toFixed(6));
    assert.equal(stability?.toFixed(6), "0.970143");
    assert.equal(coherence?.toFixed(6), ((1 + 0.970143) / 2).toFixed(6));
  });

  test("register flips and turns that held, of the turns that have one before them", () => {
    const styles = [
      [0, 5],
      [0, 5],
      [1, 5],
      [0.5, 1],
      [-0.5, 1],
    ];
    const { registerFlips, held } = styleMetrics({ styles, user: styles, persona: [0, 0] });
    assert.deepEqual([registerFlips, held], [2 / 4, 1 / 4]);
  });

  test("too few turns are null", () => {
    const none = { synchrony: null, stability: null, coherence: null, registerFlips: null, held: null };
    assert.deepEqual(styleMetrics({ styles: [], user: [], persona: [1] }), none);
    const one = styleMetrics({ styles: [[1]], user: [[1]], persona: [1] });
    assert.deepEqual(one, { ...none, synchrony: 1, coherence: 1 });
  });

  test("the frontier of the published table for DailyDialog", () => {
    // reports/simulation_outputs/policy_summary_daily_dialog.csv: Hybrid+Cache has Hybrid's .812, but .755 for .756.
    const table = [
      { policy: "cap", synchrony: 0.812, stability: 0.756 },
      { policy: "dead-band", synchrony: 0.997, stability: 0.187 },
      { policy: "ema", synchrony: 0.909, stability: 0.569 },
      { policy: "hybrid", synchrony: 0.812, stability: 0.756 },
      { policy: "hybrid-cache", synchrony: 0.812, stability: 0.755 },
      { policy: "static", synchrony: -0.01, stability: 1 },
      { policy: "uncapped", synchrony: 1, stability: 0.183 },
    ];
    const best = styleFrontier(table).map(({ policy }) => policy);
    assert.deepEqual(best, ["cap", "dead-band", "ema", "hybrid", "static", "uncapped"]);
    assert.deepEqual(styleFrontier([]), []);
  });
});
