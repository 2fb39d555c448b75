// The raking step alone, over the table and margins that bench.ts wrote: rounds that are counted, not a goal.
import { readFileSync, writeFileSync } from "node:fs";
import { ipf, type Margin } from "../../packages/dramatis/src/create/sampling/ipf.ts";
import type { Table } from "./table.ts";

const [table = "", out = "", rounds = ""] = process.argv.slice(2);
const { sizes, margins } = JSON.parse(readFileSync(table, "utf8")) as Table;
const count = sizes.reduce((product, size) => product * size, 1);
const strides = sizes.map((_, i) => sizes.slice(i + 1).reduce((product, size) => product * size, 1));
const compiled = margins.map(({ over, targets }): Margin => {
  const index = Int32Array.from({ length: count }, (_, cell) =>
    over.reduce(
      (at, i) => at * (sizes[i] as number) + (Math.floor(cell / (strides[i] as number)) % (sizes[i] as number)),
      0,
    ),
  );
  return { name: over.join(), labels: [], targets: Float64Array.from(targets), index };
});
const seed = new Float64Array(count).fill(1);
const started = process.cpuUsage();
const { weights } = ipf({ seed, margins: compiled, tolerance: 0, maxIterations: Number(rounds) });
const { user, system } = process.cpuUsage(started);
const seconds = (user + system) / 1e6;
writeFileSync(out, JSON.stringify({ seconds, weights: [...weights] }));
