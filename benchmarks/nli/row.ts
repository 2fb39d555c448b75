import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { findPeer, howToInstall } from "../peers.ts";
import { type Contestant, program, type Row } from "../row.ts";

const GRAPHS = ["MiniLM-L6-H384.int8", "MiniLM2-L6-H768.int8", "MiniLM-L6-H384.float32"];

export const nliPairs: Row = {
  name: "nli",
  what: "NLI pairs, one thread, beside encoders of the shapes of open models (random weights: speed alone)",
  unit: "pairs / CPU s",
  better: "higher",
  rounds: 5,
  installs: ["onnx"],
  async open({ peers, scratch }) {
    const python = findPeer("onnx", peers);
    const judge = (name: string, graph: string): Contestant =>
      program(name, { file: process.execPath, args: [join(import.meta.dirname, "judge.ts"), graph] });
    if (python) await promisify(execFile)(python, [join(import.meta.dirname, "shape.py"), scratch]);
    return {
      ours: judge("understudy", "understudy"),
      peers: GRAPHS.map((name) =>
        python ? judge(name, join(scratch, `${name}.onnx`)) : { name, how: howToInstall("onnx") },
      ),
    };
  },
};
