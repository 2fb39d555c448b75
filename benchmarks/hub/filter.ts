// One engine over the first lines of a file: `node filter.ts ENGINE FILE COUNT`. Prints what it cost, as JSON. Only the
// filtering is timed; lines are read in blocks in between.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { NearDuplicates } from "../../packages/dramatis/src/create/hub/near-duplicates.ts";
import { jaccard, tokenSet } from "../../packages/dramatis/src/create/hub/token-set.ts";

const BLOCK = 10_000;

const [engine, path, count] = process.argv.slice(2) as [string, string, string];
const isNew = engine === "exact" ? comparingAll() : hashing();
const most = Number(count);
let [seen, kept, seconds, cpuSeconds] = [0, 0, 0, 0];
let block: string[] = [];
const before = process.memoryUsage.rss();
let peak = before;
for await (const line of createInterface({ input: createReadStream(path) })) {
  block.push(line);
  seen++;
  if (block.length === BLOCK || seen === most) filterBlock();
  if (seen === most) break;
}
console.log(JSON.stringify({ seconds, cpuSeconds, kept, peakMb: (peak - before) / 1e6 }));

function filterBlock(): void {
  const from = performance.now();
  const spent = process.cpuUsage();
  for (const line of block) if (isNew(line)) kept++;
  const { user, system } = process.cpuUsage(spent);
  cpuSeconds += (user + system) / 1e6;
  seconds += (performance.now() - from) / 1000;
  peak = Math.max(peak, process.memoryUsage.rss());
  block = [];
}

function hashing(): (line: string) => boolean {
  const index = new NearDuplicates();
  return (line) => index.add(line) === null;
}

/** Every pair, without hashing: what is right by definition, for few. */
function comparingAll(): (line: string) => boolean {
  const sets: Int32Array[] = [];
  return (line) => {
    const tokens = tokenSet(line);
    const least = tokens.length < 4 ? 1 : 0.9;
    if (sets.some((set) => jaccard(tokens, set, [0, set.length]) >= (set.length < 4 ? 1 : least))) return false;
    sets.push(tokens);
    return true;
  };
}
