// One process of the benchmark: rakes the shipped population and writes people of it, or draws as many numbers bare.
import { closeSync, openSync, statSync, writeFileSync, writeSync } from "node:fs";
import { readPopulation } from "../../packages/dramatis/src/create/sampling/read-population.ts";
import { preparePopulation } from "../../packages/dramatis/src/create/sampling/sample-columns.ts";
import {
  type PopulationFormat,
  writePopulation,
} from "../../packages/dramatis/src/create/sampling/write-population.ts";

/** What a process found of itself. */
export interface People {
  /** Processor time, of all threads: other programs share the machine. */
  rakeSeconds: number;
  /** The same for drawing and writing. */
  seconds: number;
  bytes: number;
  people: number;
  /** Of all margins: the largest share that is off, and the largest total variation distance. */
  largest: number;
  tvd: number;
}

const [format = "", size = "", out = "", report = ""] = process.argv.slice(2);
const found = format === "floor" ? floor(Number(size)) : await written(format as PopulationFormat, Number(size));
writeFileSync(report, JSON.stringify(found));

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

async function written(format: PopulationFormat, size: number): Promise<People> {
  const started = cpuSeconds();
  const population = preparePopulation(await readPopulation("us-adults"));
  const raked = cpuSeconds();
  const file = openSync(out, "w");
  const sink = async (bytes: Uint8Array): Promise<void> => {
    writeSync(file, bytes);
  };
  const { people, margins } = await writePopulation({ population, size, seed: 42, format, sink });
  closeSync(file);
  return {
    rakeSeconds: raked - started,
    seconds: cpuSeconds() - raked,
    bytes: statSync(out).size,
    people,
    largest: Math.max(...margins.map((margin) => margin.largest)),
    tvd: Math.max(...margins.map((margin) => margin.tvd)),
  };
}

/** The arithmetic alone: a cell of 57,680 by binary search, three more values, an age, five correlated normals. No text. */
function floor(size: number): People {
  const started = cpuSeconds();
  const sums = Float64Array.from({ length: 57_680 }, (_, cell) => cell + 1);
  const batch = 8192;
  const columns = Array.from({ length: 10 }, () => new Uint8Array(batch));
  const levels = Array.from({ length: 5 }, () => new Float64Array(batch));
  let state = 42;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  let [kept, z] = [0, 0];
  for (let person = 0; person < size; person++) {
    const at = person % batch;
    const mark = next() * sums.length;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle] as number) > mark) high = middle;
      else low = middle + 1;
    }
    for (const [i, column] of columns.entries()) column[at] = (low >> i) & 15;
    for (let draw = 0; draw < 4; draw++) kept += next();
    for (const level of levels) {
      z = 0.5 * z + Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      level[at] = z;
    }
  }
  if (Number.isNaN(kept)) throw new Error("nothing was drawn");
  return { rakeSeconds: 0, seconds: cpuSeconds() - started, bytes: 0, people: size, largest: 0, tvd: 0 };
}
