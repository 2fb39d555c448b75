// A short run of the fuzzer; benchmarks/fuzz has the long one and what it found.
import { test } from "node:test";
import { random } from "../../core/index.ts";
import { cardTargets } from "./testing-fuzz.ts";

const EXECUTIONS = 2_000;

for (const { name, share, once } of cardTargets) {
  test(name, () => {
    const total = cardTargets.reduce((sum, target) => sum + target.share, 0);
    for (let seed = 0; seed < (EXECUTIONS * share) / total; seed++) once(random(seed));
  });
}
