// How often the 95 % interval of an estimate holds the truth, on simulated conversations whose truth is known.
// Run: node benchmarks/intervals/bench.ts [--simulations N]
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Random, random, type Score } from "../../packages/dramatis/src/core/index.ts";
import { estimateOf, wilson } from "../../packages/dramatis/src/stats/index.ts";

interface Condition {
  conversations: number;
  turns: number;
  /** Share of variance between conversations. */
  alike: number;
  kind: "all-or-nothing" | "graded";
  /** Mean of the values. */
  truth: number;
}

const CONDITIONS: Condition[] = [3, 8, 12, 24].flatMap((conversations) =>
  [0.1, 0.3].flatMap((alike) =>
    [
      { kind: "all-or-nothing" as const, truth: 0.5 },
      { kind: "all-or-nothing" as const, truth: 0.1 },
      { kind: "graded" as const, truth: 0.7 },
    ].map((rest) => ({ conversations, turns: 12, alike, ...rest })),
  ),
);

/** Beta(a, b) as the ratio of two sums of exponentials' kin: Jöhnk for a, b that need not be whole. */
function beta(a: number, b: number, draws: Random): number {
  const x = gamma(a, draws);
  return x / (x + gamma(b, draws));
}

/** Marsaglia and Tsang (2000); for shapes below 1 with their boost. */
function gamma(shape: number, draws: Random): number {
  if (shape < 1) return gamma(shape + 1, draws) * (1 - draws.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = draws.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - draws.next()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Conversations whose own rates are Beta with the truth as mean; turns Bernoulli, or Beta around the rate. */
function simulate({ conversations, turns, alike, kind, truth }: Condition, draws: Random): Score[] {
  const weight = alike === 0 ? Number.POSITIVE_INFINITY : 1 / alike - 1;
  return Array.from({ length: conversations }, (_, i) => {
    const rate = alike === 0 ? truth : beta(truth * weight, (1 - truth) * weight, draws);
    return Array.from({ length: turns }, (_, turn): Score => {
      const value =
        kind === "graded" ? beta(8 * rate + 1e-6, 8 * (1 - rate) + 1e-6, draws) : draws.next() < rate ? 1 : 0;
      return { value, cluster: `c${i}`, turn };
    });
  }).flat();
}

const { values } = parseArgs({ options: { simulations: { type: "string", default: "2000" } } });
const simulations = Number(values.simulations);
const rows = CONDITIONS.map((condition, number) => {
  const draws = random(number + 1);
  let held = 0;
  let width = 0;
  for (let run = 0; run < simulations; run++) {
    const scores = simulate(condition, draws);
    const { low, high } = estimateOf(scores, {
      measure: "x",
      version: "1",
      unit: "ratio",
      direction: "higher",
      seed: run,
    });
    if (low !== null && high !== null && low <= condition.truth && condition.truth <= high) held += 1;
    width += (high ?? 1) - (low ?? 0);
  }
  const interval = wilson(held, simulations);
  const row = { ...condition, simulations, coverage: held / simulations, interval, meanWidth: width / simulations };
  console.log(
    `${condition.conversations} × ${condition.turns}, alike ${condition.alike}, ${condition.kind} ${condition.truth}: ` +
      `${(row.coverage * 100).toFixed(1)} % [${((interval?.low ?? 0) * 100).toFixed(1)}, ${((interval?.high ?? 0) * 100).toFixed(1)}], width ${row.meanWidth.toFixed(3)}`,
  );
  return row;
});
writeFileSync(join(import.meta.dirname, "results", "coverage.json"), `${JSON.stringify(rows, null, 2)}\n`);
