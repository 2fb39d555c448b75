// A short run of every fuzzer, always the same, and every input that was ever found. benchmarks/fuzz has the long runs.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type Finding, runTarget } from "../benchmarks/fuzz/run-target.ts";
import { TARGETS } from "../benchmarks/fuzz/targets.ts";
import { random } from "../packages/dramatis/src/core/index.ts";
import { ROOT } from "./repository.ts";

const SEEDS = join(ROOT, "benchmarks/fuzz/seeds");

describe("fuzzers", () => {
  for (const target of TARGETS) {
    test(`${target.name}: ${target.short} executions find nothing`, async () => {
      const found: Finding[] = [];
      const { executions } = await runTarget(target, {
        seed: 1,
        goesOn: (execution) => execution < target.short,
        onFinding: (finding) => found.push(finding),
      });
      assert.deepEqual(found, []);
      assert.equal(executions, target.short);
    });

    const folder = join(SEEDS, target.name);
    for (const file of existsSync(folder) ? readdirSync(folder).sort() : []) {
      test(`${target.name}: ${file}`, async () => {
        await target.replay(readFileSync(join(folder, file)));
      });
    }
  }
});

test("every folder of seeds is a target's", () => {
  const names = TARGETS.map(({ name }) => name);
  assert.deepEqual(
    readdirSync(SEEDS).filter((folder) => !names.includes(folder)),
    [],
  );
});

test("a run tells what it finds: what was thrown, what took long, and a prototype that was changed", async () => {
  const found: Finding[] = [];
  const prototype = Object.prototype as unknown as Record<string, unknown>;
  const once = (): void => {
    const at = found.length;
    if (at === 0) throw new Error("no");
    if (at === 1) for (let n = 0; n < 3e6; n++) random(n);
    else prototype.polluted = true;
  };
  try {
    const target = { name: "t", short: 1, once, replay: once };
    const options = { seed: 1, mostMs: 5, goesOn: () => true, onFinding: (one: Finding) => void found.push(one) };
    const { executions } = await runTarget(target, options);
    assert.equal(executions, 2);
  } finally {
    delete prototype.polluted;
  }
  assert.match(found[0]?.what ?? "", /^Error: no/);
  assert.match(found[1]?.what ?? "", /^took \d+ ms$/);
  assert.equal(found.at(-1)?.what, "a prototype was changed");
});
