import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { modelsFolder, pulledModels } from "./models-folder.ts";

test("DRAMATIS_MODELS, else a folder at home", () => {
  assert.equal(modelsFolder({ DRAMATIS_MODELS: "/data/models" }), "/data/models");
  assert.equal(modelsFolder({}), join(homedir(), ".dramatis", "models"));
});

test("lists model files with the weights beside them, and nothing that is still to come", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-models-"));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "o", "r"), { recursive: true });
  for (const [name, bytes] of [
    ["m.onnx", 10],
    ["m.onnx_data", 1000],
    ["m.onnx.abcdef012345.part", 7],
    ["m_q4.onnx", 3],
    ["config.json", 5],
    ["x.gguf.abcdef012345.part", 9],
  ] as const) {
    writeFileSync(join(folder, "o", "r", name), Buffer.alloc(bytes));
  }
  assert.deepEqual(await pulledModels(folder), [
    { path: join(folder, "o", "r", "m.onnx"), bytes: 1010 },
    { path: join(folder, "o", "r", "m_q4.onnx"), bytes: 3 },
  ]);
  assert.deepEqual(await pulledModels(join(folder, "none")), []);
});
