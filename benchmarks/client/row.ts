import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { findPeer, howToInstall, npmVersion } from "../peers.ts";
import { type Contestant, program, type Row } from "../row.ts";

const ROOT = join(import.meta.dirname, "../..");
const COUNTS = { call: 3000, stream: 1000 } as const;

/** Processor time of the client's process a call, through ours, the two clients that most use, and bare undici. */
function clientRow(mode: keyof typeof COUNTS, what: string): Row {
  return {
    name: `client/${mode}`,
    what,
    unit: "CPU µs",
    better: "lower",
    rounds: 5,
    installs: ["undici"],
    async open({ peers }) {
      const mock = spawn(process.execPath, [join(import.meta.dirname, "mock.ts")], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [port] = await once(mock.stdout, "data");
      const undici = findPeer("undici", peers);
      const contestant = (client: string, version: string): Contestant =>
        program(`${client} ${version}`.trim(), {
          file: process.execPath,
          args: [
            join(import.meta.dirname, "calls.ts"),
            client,
            mode,
            `http://127.0.0.1:${Number(port)}/v1`,
            String(COUNTS[mode]),
            undici ?? "",
          ],
        });
      return {
        ours: contestant("dramatis", ""),
        peers: [
          contestant("ai-sdk", npmVersion(ROOT, "ai")),
          contestant("openai", npmVersion(ROOT, "openai")),
          ...(undici ? [] : [{ name: "undici (floor)", how: howToInstall("undici") }]),
        ],
        ...(undici && { floor: contestant("undici", npmVersion(undici, "undici")) }),
        close: () => void mock.kill(),
      };
    },
  };
}

export const clientCall: Row = clientRow("call", "processor time of one chat call in the client");
export const clientStream: Row = clientRow("stream", "processor time of one chat call streamed in 32 tokens");
