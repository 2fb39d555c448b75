import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { findPeer, howToInstall, pipVersion } from "../peers.ts";
import type { Contestant, Reading, Row } from "../row.ts";
import { readPersonaHub, writeInvented } from "./persona-hub.ts";

const LINES = 10_000;
const HUB = join(
  process.env.DRAMATIS_SHARED ?? join(import.meta.dirname, "../../../shared"),
  "data/research/persona-hub/tool.jsonl",
);

export const duplicates: Row = {
  name: "hub",
  what: `near-duplicates among ${LINES.toLocaleString("en-US")} one-liners by MinHash; peers do the same, exact compares every pair`,
  unit: "lines / CPU s",
  better: "higher",
  rounds: 3,
  installs: ["datasketch"],
  async open({ peers, scratch }) {
    if (!existsSync(HUB)) throw new Error("PersonaHub is not there; set DRAMATIS_SHARED to the folder that has data/");
    const file = join(scratch, "lines.txt");
    await writeInvented(file, readPersonaHub(HUB), LINES);
    const python = findPeer("datasketch", peers);
    const contestant = (name: string, program: string, args: readonly string[]): Contestant => ({
      name,
      async run(): Promise<Reading> {
        const { stdout } = await promisify(execFile)(program, [...args, file, String(LINES)]);
        const { cpuSeconds, kept, peakMb } = JSON.parse(stdout) as Record<"cpuSeconds" | "kept" | "peakMb", number>;
        return { value: LINES / cpuSeconds, also: { kept, peakMb } };
      },
    });
    const engine = (name: string): string[] => [join(import.meta.dirname, "filter.ts"), name];
    return {
      ours: contestant("dramatis", process.execPath, engine("dramatis")),
      peers: [
        python
          ? contestant(`datasketch ${pipVersion(python, "datasketch")}`, python, [join(import.meta.dirname, "peer.py")])
          : { name: "datasketch", how: howToInstall("datasketch") },
        contestant("exact", process.execPath, engine("exact")),
      ],
    };
  },
};
