import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ADA, dramatis, startDramatis } from "./child.ts";
import { scriptedModel } from "./scripted-model.ts";

test("the second process at one run is told in a line, and disturbs nothing; a stopped one is taken over", async (t) => {
  const model = await scriptedModel({ paceMs: 50 });
  const cwd = mkdtempSync(join(tmpdir(), "dramatis-two-"));
  t.after(() => rmSync(cwd, { recursive: true, force: true }));
  t.after(() => model.close());
  writeFileSync(join(cwd, "ada.persona.yaml"), ADA);
  const survey = [
    "survey",
    "ada.persona.yaml",
    "-i",
    "ipip-50",
    "--answers",
    "words",
    "--model",
    `${model.url}#letters`,
  ];
  const args = [...survey, "--orders", "1", "--concurrency", "1", "--resume"];
  const first = startDramatis(args, { cwd });
  t.after(() => first.kill());
  await model.after(3);
  const second = await dramatis(args, { cwd });
  assert.equal(second.status, 2);
  assert.match(second.err, new RegExp(`^dramatis: [^\\n]*being written by process ${first.pid}; [^\\n]+\\n$`));
  assert.equal(second.out, "");
  await first.kill();
  const [run = "", ...others] = readdirSync(join(cwd, "runs"));
  assert.deepEqual(others, []);
  assert.ok(existsSync(join(cwd, "runs", run, "lock")));
  const third = await dramatis(args, { cwd });
  assert.equal(third.status, 0, third.err);
  const lines = readFileSync(join(cwd, "runs", run, "trials.jsonl"), "utf8")
    .trim()
    .split("\n");
  assert.equal(new Set(lines.map((line) => (JSON.parse(line) as { id: string }).id)).size, 50);
  assert.equal(lines.length, 50);
  assert.ok(!existsSync(join(cwd, "runs", run, "lock")));
});
