import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { measured } from "../overhead/measured.ts";
import type { Contestant, Row } from "../row.ts";

const LIBRARY = join(import.meta.dirname, "../../packages/dramatis/src");
const TASK = join(import.meta.dirname, "task.mjs");

/** A run of trials that do nothing, kept in its folder, beside a loop that writes the same lines. */
function trialsRow(count: number): Row {
  return {
    name: `trials/${count}`,
    what: `${count} trials that do nothing, planned, done and kept, and a resume that finds them done`,
    unit: "µs a trial",
    better: "lower",
    rounds: 3,
    async open({ scratch }) {
      const contestant = (name: string, works: readonly string[]): Contestant => ({
        name,
        async run(round) {
          const folder = join(scratch, `${round}-${works[0]}`);
          mkdirSync(folder);
          let ms = 0;
          let peakMb = 0;
          for (const work of works) {
            const told = join(folder, `${work}.json`);
            const args = ["--max-semi-space-size=4", TASK, LIBRARY, work, String(count), folder, told];
            const { maxMemoryMb } = await measured({ arguments: args, environment: {} }, folder);
            ms += (JSON.parse(readFileSync(told, "utf8")) as { ms: number }).ms;
            peakMb = Math.max(peakMb, maxMemoryMb);
          }
          rmSync(folder, { recursive: true });
          return { value: (ms * 1000) / count, also: { peakMb } };
        },
      });
      return {
        ours: contestant("dramatis", ["whole", "resume"]),
        peers: [],
        floor: contestant("lines written and read again", ["plain-write", "plain-resume"]),
      };
    },
  };
}

export const trials1k: Row = trialsRow(1_000);
export const trials100k: Row = trialsRow(100_000);
export const trials1m: Row = trialsRow(1_000_000);
