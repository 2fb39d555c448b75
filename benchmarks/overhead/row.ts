import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { findPeer, howToInstall, pipVersion } from "../peers.ts";
import type { Contestant, NotInstalled, Row } from "../row.ts";
import { type Command, measured } from "./measured.ts";
import { findPromptfoo, promptfooCommand } from "./promptfoo.ts";

const [TRIALS, CONCURRENCY, LATENCY_MS] = [1000, 32, 20] as const;

/** The folder's own benchmark, at one size, with all peers that can be had. */
export const overhead: Row = {
  name: "overhead",
  what: `a run of ${TRIALS} one-call trials, ${CONCURRENCY} at once, of a model that takes ${LATENCY_MS} ms; the floor is the waiting alone`,
  unit: "wall s",
  better: "lower",
  rounds: 3,
  installs: ["promptfoo", "inspect-ai", "deepeval"],
  async open({ peers, scratch }) {
    const mock = spawn(process.execPath, [join(import.meta.dirname, "mock-server.ts"), String(LATENCY_MS)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [port] = await once(mock.stdout, "data");
    const server = `http://127.0.0.1:${Number(port)}`;
    const task = (folder: string): string[] => [`${server}/v1`, String(TRIALS), String(CONCURRENCY), folder];
    const contestant = (name: string, command: (folder: string) => Command): Contestant => ({
      name,
      async run() {
        const folder = mkdtempSync(join(scratch, "run-"));
        await fetch(`${server}/counts`);
        const { wallSeconds, ...also } = await measured(command(folder), folder);
        const { calls, most } = (await (await fetch(`${server}/counts`)).json()) as { calls: number; most: number };
        if (calls !== TRIALS || most > CONCURRENCY) throw new Error(`${calls} calls, ${most} at once`);
        return { value: wallSeconds, also: { ...also } };
      },
    });
    const python = (name: string, file: string): Contestant | NotInstalled => {
      const program = findPeer(name, peers);
      if (program === undefined) return { name, how: howToInstall(name) };
      const script = join(import.meta.dirname, file);
      return contestant(`${name} ${pipVersion(program, name)}`, (folder) => ({
        program,
        arguments: [script, ...task(folder)],
        environment: {},
      }));
    };
    const home = findPeer("promptfoo", peers);
    const promptfoo = home === undefined ? undefined : findPromptfoo(home);
    const ours = join(import.meta.dirname, "ours.ts");
    return {
      ours: contestant("dramatis", (folder) => ({
        arguments: ["--max-semi-space-size=4", ours, ...task(folder)],
        environment: {},
      })),
      peers: [
        promptfoo
          ? contestant(`promptfoo ${promptfoo.version} --no-write`, (folder) =>
              promptfooCommand(promptfoo.program, {
                folder,
                baseUrl: `${server}/v1`,
                count: TRIALS,
                concurrency: CONCURRENCY,
                keep: false,
              }),
            )
          : { name: "promptfoo", how: howToInstall("promptfoo") },
        python("inspect-ai", "inspect-peer.py"),
        python("deepeval", "deepeval-peer.py"),
      ],
      floor: {
        name: "waiting",
        run: async () => ({ value: (Math.ceil(TRIALS / CONCURRENCY) * LATENCY_MS) / 1000 }),
      },
      close: () => void mock.kill(),
    };
  },
};
