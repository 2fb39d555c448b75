import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Contestant, Row } from "../row.ts";

interface Latency {
  target: string;
  medianMs: number;
  p99Ms: number;
}

/** What `dramatis serve` adds to each token of 200 streams at once; both ways are measured in one run of bench.ts. */
export const serverLatency: Row = {
  name: "server",
  what: "delay of a token on its way, 200 streams of 50 tokens a second; LiteLLM as in this folder's README",
  unit: "ms (median)",
  better: "lower",
  rounds: 3,
  async open({ scratch }) {
    const known = new Map<number, Promise<Latency[]>>();
    const measure = async (): Promise<Latency[]> => {
      const out = mkdtempSync(join(scratch, "server-"));
      const args = [join(import.meta.dirname, "bench.ts"), "--rounds", "1", "--requests", "0", "--out", out];
      await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 26 });
      const [file = ""] = readdirSync(out);
      return (JSON.parse(readFileSync(join(out, file), "utf8")) as { rows: Latency[] }).rows;
    };
    const contestant = (name: string, target: string): Contestant => ({
      name,
      async run(round) {
        const rows = known.get(round) ?? measure();
        known.set(round, rows);
        const found = (await rows).find((row) => row.target === target) as Latency;
        return { value: found.medianMs, also: { p99Ms: found.p99Ms } };
      },
    });
    return {
      ours: contestant("dramatis serve", "dramatis"),
      peers: [{ name: "LiteLLM", how: "start it, then node benchmarks/server/bench.ts --peer litellm=URL#MODEL" }],
      floor: contestant("direct", "direct"),
    };
  },
};
