// The whole suite offline: three personas asked everything that can be made of them, scored by every measure.
// Run: node benchmarks/suite/bench.ts
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalogue } from "../../packages/dramatis/src/measure/index.ts";

const ROOT = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "dramatis-suite-"));
cpSync(join(ROOT, "examples/personas"), join(folder, "personas"), { recursive: true });
const measures = catalogue.map(({ name }) => name).join(",");
const started = performance.now();
const bin = join(ROOT, "packages/dramatis/bin/dramatis.mjs");
const args = [bin, "check", "personas", "--suite", "auto", "--measures", measures, "--json", "out.json"];
const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
const seconds = (performance.now() - started) / 1000;
if (status !== 0) throw new Error(stderr);

interface Result {
  persona: string;
  measures: Record<string, { value: number | null; n: number; missing: Record<string, number> }>;
}

const { results } = JSON.parse(readFileSync(join(folder, "out.json"), "utf8")) as { results: Result[] };
const rows = results.map(({ persona, measures }) => {
  const all = Object.entries(measures);
  const named = (test: (estimate: Result["measures"][string]) => boolean): string[] =>
    all.filter(([, estimate]) => test(estimate)).map(([name]) => name);
  return {
    persona,
    withValue: named(({ value }) => value !== null),
    unsupported: named(({ missing }) => (missing.unsupported ?? 0) > 0),
    nothingToScore: named(({ value, missing }) => value === null && !missing.unsupported),
  };
});
rmSync(folder, { recursive: true });
for (const { persona, withValue, unsupported, nothingToScore } of rows) {
  console.log(
    `${persona}: ${withValue.length} with a value, ${unsupported.length} unsupported, ${nothingToScore.length} had nothing to score`,
  );
}
console.log(`${seconds.toFixed(0)} s`);
writeFileSync(join(import.meta.dirname, "results/suite.json"), `${JSON.stringify({ seconds, rows }, null, 2)}\n`);
