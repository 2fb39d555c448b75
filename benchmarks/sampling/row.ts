import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { readPopulation } from "../../packages/dramatis/src/create/sampling/read-population.ts";
import { preparePopulation } from "../../packages/dramatis/src/create/sampling/sample-columns.ts";
import { findPeer, howToInstall, pipVersion } from "../peers.ts";
import type { Contestant, Reading, Row } from "../row.ts";
import type { People } from "./people.ts";
import { tableOf } from "./table.ts";

const HERE = import.meta.dirname;
const [RAKING_ROUNDS, PEOPLE] = [20, 100_000] as const;
const run = promisify(execFile);

export const raking: Row = {
  name: "sampling/raking",
  what: `${RAKING_ROUNDS} rounds of raking a table of 58,800 cells and six margins`,
  unit: "CPU s",
  better: "lower",
  rounds: 5,
  installs: ["ipfn"],
  async open({ peers, scratch }) {
    const table = join(scratch, "table.json");
    writeFileSync(table, JSON.stringify(tableOf(preparePopulation(await readPopulation("us-adults")))));
    const python = findPeer("ipfn", peers);
    const contestant = (name: string, program: string, script: string): Contestant => ({
      name,
      async run(): Promise<Reading> {
        const out = join(scratch, "out.json");
        await run(program, [join(HERE, script), table, out, String(RAKING_ROUNDS)]);
        return { value: Number(JSON.parse(readFileSync(out, "utf8")).seconds) };
      },
    });
    return {
      ours: contestant("dramatis", process.execPath, "rake.ts"),
      peers: [
        python
          ? contestant(`ipfn ${pipVersion(python, "ipfn")}`, python, "rake.py")
          : { name: "ipfn", how: howToInstall("ipfn") },
      ],
    };
  },
};

export const people: Row = {
  name: "sampling/people",
  what: `${PEOPLE.toLocaleString("en-US")} people drawn and written as JSON lines; the floor draws as many numbers and writes nothing`,
  unit: "CPU s",
  better: "lower",
  rounds: 3,
  async open({ scratch }) {
    const contestant = (name: string, format: string): Contestant => ({
      name,
      async run(): Promise<Reading> {
        const report = join(scratch, "report.json");
        await run(process.execPath, [join(HERE, "people.ts"), format, String(PEOPLE), join(scratch, "people"), report]);
        const { seconds, bytes, tvd } = JSON.parse(readFileSync(report, "utf8")) as People;
        return { value: seconds, also: { bytes, tvd } };
      },
    });
    return { ours: contestant("dramatis", "jsonl"), peers: [], floor: contestant("a bare loop", "floor") };
  },
};
