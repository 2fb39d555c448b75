#!/usr/bin/env -S node --max-semi-space-size=4
// The published package runs its compiled code; a checkout runs the source (Node strips the types). The small young
// generation keeps memory flat over long runs (benchmarks/overhead).
import { existsSync, mkdirSync } from "node:fs";
import module from "node:module";
import { join } from "node:path";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major > 22 || (major === 22 && minor >= 18)) {
  keepCompiled();
  const compiled = new URL("../dist/cli/main.js", import.meta.url);
  const entry = existsSync(compiled) ? compiled : new URL("../src/cli/main.ts", import.meta.url);
  const { main } = await import(entry.href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.stderr.write(`dramatis: Node ${process.versions.node}; expected 22.18 or newer; see https://nodejs.org\n`);
  process.exitCode = 2;
}

// What was compiled once is kept for the next start, in a folder of the user's own: code that another user could write must
// not be run. NODE_DISABLE_COMPILE_CACHE=1 turns it off.
function keepCompiled() {
  const home = process.env.HOME ?? process.env.USERPROFILE;
  const folder = home ? join(home, ".dramatis") : undefined;
  if (folder && (existsSync(folder) || isMade(folder))) module.enableCompileCache(join(folder, "compile-cache"));
}

/** False where it cannot be made, as on a read-only file system: then all is compiled again, and nothing is said. */
function isMade(folder) {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
