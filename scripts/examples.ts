// Runs every examples/**/*.ts from the root; each must exit 0 within a minute.
import { spawnSync } from "node:child_process";
import { ROOT, repositoryFiles } from "./repository.ts";

const LIMIT_MS = 60_000;

/** Runs one example; null when it exits 0 in time, otherwise why not and what it printed. */
function failureOf(example: string): string | null {
  const run = spawnSync(process.execPath, [example], {
    cwd: ROOT,
    encoding: "utf8",
    timeout: LIMIT_MS,
    killSignal: "SIGKILL",
    env: { ...process.env, NO_COLOR: "1" },
  });
  if (run.status === 0) return null;
  const why = run.signal ? `stopped after ${LIMIT_MS / 1000} s` : `exit ${run.status ?? run.error?.message}`;
  return `${why}\n${run.stdout}${run.stderr}`;
}

const examples = repositoryFiles().filter((file) => file.startsWith("examples/") && file.endsWith(".ts"));
let failed = 0;
for (const example of examples) {
  const start = performance.now();
  const failure = failureOf(example);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${failure ? "FAIL" : "ok  "} ${seconds.padStart(5)} s  ${example}${failure ? `: ${failure}` : ""}`);
  if (failure) failed += 1;
}
console.log(`${examples.length} examples, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
