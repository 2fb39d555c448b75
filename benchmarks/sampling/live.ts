// What is alive after a collection while people are written, run with --expose-gc: whether memory is flat.
import { readPopulation } from "../../packages/dramatis/src/create/sampling/read-population.ts";
import { preparePopulation } from "../../packages/dramatis/src/create/sampling/sample-columns.ts";
import {
  type PopulationFormat,
  writePopulation,
} from "../../packages/dramatis/src/create/sampling/write-population.ts";

const [format = "jsonl", size = "1500000"] = process.argv.slice(2);
const population = preparePopulation(await readPopulation("us-adults"));
let next = 0;
console.log("people, heap MB, array buffers MB, resident MB");
const onProgress = (people: number): void => {
  if (people < next) return;
  next += Number(size) / 5;
  globalThis.gc?.();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  console.log([people, ...[heapUsed, arrayBuffers, rss].map((bytes) => Math.round(bytes / 1e6))].join(", "));
};
await writePopulation({
  population,
  size: Number(size),
  seed: 42,
  format: format as PopulationFormat,
  sink: async () => undefined,
  onProgress,
});
