import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { findPeer, howToInstall, npmVersion } from "../peers.ts";
import type { Contestant, Row } from "../row.ts";

const PROGRAM = join(import.meta.dirname, "../../packages/dramatis/bin/dramatis.mjs");
const COMMANDER = join(import.meta.dirname, "commander-only.mjs");

/** Wall time of a whole process, from spawning it to its end; the compile cache of the first round is warm in the others. */
function startRow(name: string, args: readonly string[]): Row {
  return {
    name: `startup/${name}`,
    what: `from typing dramatis ${args.join(" ")} to the prompt again, from the checkout's source`,
    unit: "ms",
    better: "lower",
    rounds: 15,
    installs: ["promptfoo"],
    async open({ peers, scratch }) {
      const start = (who: string, line: readonly string[]): Contestant => ({
        name: who,
        async run() {
          const env = {
            ...process.env,
            HOME: scratch,
            PROMPTFOO_DISABLE_UPDATE: "1",
            PROMPTFOO_DISABLE_TELEMETRY: "1",
          };
          const started = performance.now();
          const { status, stderr } = spawnSync(process.execPath, line, { env, cwd: scratch });
          const value = performance.now() - started;
          if (status !== 0) throw new Error(`${who}: exit ${status}: ${stderr}`);
          return { value };
        },
      });
      const promptfoo = findPeer("promptfoo", peers);
      const ours = start("dramatis", ["--max-semi-space-size=4", PROGRAM, ...args]);
      await ours.run(0);
      return {
        ours,
        peers: [
          promptfoo
            ? start(`promptfoo ${npmVersion(promptfoo, "promptfoo")} --version`, [
                join(promptfoo, "node_modules/promptfoo/dist/src/entrypoint.js"),
                "--version",
              ])
            : { name: "promptfoo", how: howToInstall("promptfoo") },
          start("commander alone --version", [COMMANDER, "--version"]),
        ],
        floor: start("node -e 0", ["-e", "0"]),
      };
    },
  };
}

export const startVersion: Row = startRow("version", ["--version"]);
export const startCheckHelp: Row = startRow("check-help", ["check", "--help"]);
