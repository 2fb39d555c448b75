// See README.md: the whole measurement. `npm run bench` has the short one (row.ts).
import { mkdirSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeWhole } from "dramatis";
import { type Agreement, agreementOf } from "./agreement.ts";
import { runScore } from "./row.ts";
import type { Scored } from "./score.ts";

const { values: flags } = parseArgs({
  options: {
    claims: { type: "string", default: "100,1000" },
    /** Replies that are scored from a sample, and of these the first that meet every claim. */
    sampled: { type: "string", default: "1000" },
    whole: { type: "string", default: "100" },
    out: { type: "string", default: join(import.meta.dirname, "results/apc.json") },
  },
});

/** Replies of one process: they take turns, so that a busy machine slows both. */
const CHUNK = 10;

interface Size {
  claims: number;
  sampled: Scored;
  whole: Scored;
  /** Processor time for 1,000 replies: of the sample as seen, of the plain product in proportion. */
  cpuSecondsPer1000: { sampled: number; whole: number; ratio: number };
  verdictsAReply: { sampled: number; whole: number };
  agreement: Agreement;
}

const before = loadavg();
const sizes: Size[] = [];
for (const claims of flags.claims.split(",").map(Number)) {
  const [most, compared] = [Number(flags.sampled), Number(flags.whole)];
  const whole: Scored[] = [];
  const sampled: Scored[] = [];
  // Ours in processes of a hundred replies or more, for claims are embedded once in each, and some of the plain product after it.
  const step = Math.max(100, Math.ceil(most / 10));
  for (let first = 0; first < most; first += step) {
    sampled.push(await runScore("sampled", { claims, first, replies: Math.min(step, most - first) }));
    const until = Math.min(compared, Math.ceil((compared * (first + step)) / most));
    for (let at = whole.length * CHUNK; at < until; at += CHUNK) {
      whole.push(await runScore("whole", { claims, first: at, replies: Math.min(CHUNK, compared - at) }));
    }
    console.error(`${claims} claims: ${Math.min(most, first + step)} replies from a sample, ${until} whole`);
  }
  sizes.push(sizeOf(claims, joined(sampled), joined(whole)));
}
const made = { date: new Date().toISOString().slice(0, 10), processor: cpus()[0]?.model, cores: cpus().length };
mkdirSync(join(import.meta.dirname, "results"), { recursive: true });
writeWhole(flags.out, `${JSON.stringify({ made, load: { before, after: loadavg() }, sizes }, null, 1)}\n`);
for (const { claims, cpuSecondsPer1000, verdictsAReply, agreement } of sizes) {
  console.log(claims, { ...cpuSecondsPer1000, verdictsAReply, ...agreement });
}

function sizeOf(claims: number, sampled: Scored, whole: Scored): Size {
  const perReply = (scored: Scored, figure: "cpuSeconds" | "verdicts"): number => scored[figure] / scored.values.length;
  const cpu = { sampled: 1000 * perReply(sampled, "cpuSeconds"), whole: 1000 * perReply(whole, "cpuSeconds") };
  return {
    claims,
    sampled,
    whole,
    cpuSecondsPer1000: { ...cpu, ratio: cpu.whole / cpu.sampled },
    verdictsAReply: { sampled: perReply(sampled, "verdicts"), whole: perReply(whole, "verdicts") },
    agreement: agreementOf(sampled, whole),
  };
}

function joined(parts: readonly Scored[]): Scored {
  const sum = (figure: "cpuSeconds" | "wallSeconds" | "verdicts"): number =>
    parts.reduce((total, part) => total + part[figure], 0);
  return {
    values: parts.flatMap(({ values }) => values),
    evidence: parts.flatMap(({ evidence }) => evidence),
    cpuSeconds: sum("cpuSeconds"),
    wallSeconds: sum("wallSeconds"),
    verdicts: sum("verdicts"),
    maxMemoryMb: Math.max(...parts.map(({ maxMemoryMb }) => maxMemoryMb)),
  };
}
