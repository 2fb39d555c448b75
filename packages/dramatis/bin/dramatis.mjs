#!/usr/bin/env -S node --max-semi-space-size=4
// The published package runs its compiled code; a checkout runs the source (Node strips the types). The small young
// generation keeps memory flat over long runs (benchmarks/overhead).
import { existsSync } from "node:fs";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major > 22 || (major === 22 && minor >= 18)) {
  const compiled = new URL("../dist/cli/main.js", import.meta.url);
  const entry = existsSync(compiled) ? compiled : new URL("../src/cli/main.ts", import.meta.url);
  const { main } = await import(entry.href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.stderr.write(`dramatis: Node ${process.versions.node}; expected 22.18 or newer; see https://nodejs.org\n`);
  process.exitCode = 2;
}
