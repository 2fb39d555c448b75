import { join } from "node:path";
import { findPeer, howToInstall, npmVersion } from "../peers.ts";
import { type Contestant, program, type Row } from "../row.ts";

const MEMORIES = 10_000;

export const nearestMemories: Row = {
  name: "memory",
  what: `the nearest 10 of ${MEMORIES.toLocaleString("en-US")} memories (recall beside it in the results); the floor is a plain scan`,
  unit: "CPU µs a question",
  better: "lower",
  rounds: 5,
  installs: ["hnswlib-node"],
  async open({ peers }) {
    const home = findPeer("hnswlib-node", peers);
    const contestant = (name: string, engine: string): Contestant =>
      program(name, {
        file: process.execPath,
        args: [join(import.meta.dirname, "nearest.ts"), engine, String(MEMORIES), home ?? ""],
      });
    return {
      ours: contestant("dramatis", "dramatis"),
      peers: [
        home
          ? contestant(`hnswlib-node ${npmVersion(home, "hnswlib-node")}`, "hnswlib")
          : { name: "hnswlib-node", how: howToInstall("hnswlib-node") },
      ],
      floor: contestant("a plain scan", "floor"),
    };
  },
};
