import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Behaviour, type TestingHub, testingHub } from "../../model/hub/testing-hub.ts";
import { dramatis, folderOf } from "../testing-cli.ts";
import { describePulled } from "./model-pull.ts";

/** 3,000,000 bytes: three ticks of the progress. */
const WEIGHTS = Buffer.alloc(3e6, "weights");
const BIN = fileURLToPath(new URL("../../../bin/dramatis.mjs", import.meta.url));

async function hubOf(t: TestContext, files: Record<string, Buffer>, behaviour?: Behaviour): Promise<TestingHub> {
  const hub = await testingHub(files, behaviour);
  t.after(() => hub.close());
  return hub;
}

test("pull writes the model below --to and says how to use it", async (t) => {
  const hub = await hubOf(t, { "M.Q4.gguf": WEIGHTS });
  const folder = folderOf(t);
  const { code, out, err } = await dramatis(t, ["model", "pull", "o/r", "--hub", hub.url, "--to", folder]);
  const path = join(folder, "o", "r", "M.Q4.gguf");
  assert.deepEqual([code, err], [0, ""]);
  assert.deepEqual(readFileSync(path), WEIGHTS);
  assert.match(out, /^Pulled \S+M\.Q4\.gguf \(3\.0 MB, every checksum right\)\.\n/);
  assert.ok(out.includes(`llama-server -m ${path} --alias m.q4\n`));
  assert.ok(out.includes("--model http://localhost:8080/v1#m.q4\n"));
  assert.ok(out.includes(`echo 'FROM ${path}' > Modelfile && ollama create m.q4 -f Modelfile\n`));

  const again = await dramatis(t, ["model", "pull", "o/r", "--hub", hub.url, "--to", folder, "--json"]);
  const expected = { kind: "gguf", repo: "o/r", revision: "main", path, files: [{ path, bytes: 3e6 }] };
  assert.deepEqual(JSON.parse(again.out), expected);
});

test("an ONNX model is to be opened up; a path that a shell would split is quoted", () => {
  const path = "/my models/it's/model.onnx";
  const text = describePulled({ kind: "onnx", repo: "o/r", revision: "main", path, files: [{ path, bytes: 5 }] });
  assert.match(text, /dramatis model open '\/my models\/it'\\''s\/model\.onnx'\n$/);
});

test("^C keeps what has come, with exit code 130, and the next pull goes on", async (t) => {
  const hub = await hubOf(t, { "m.gguf": WEIGHTS }, { stallAfter: 1e6 });
  const folder = folderOf(t);
  const args = ["model", "pull", "o/r", "--hub", hub.url, "--to", folder];
  const child = spawn(process.execPath, [BIN, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  let err = "";
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  await hub.stalled();
  child.kill("SIGINT");
  const [code] = await once(child, "close");
  assert.equal(code, 130);
  assert.equal(err, "\nInterrupted; what has come is kept. Run the same command again to go on.\n");
  assert.ok(!existsSync(join(folder, "o", "r", "m.gguf")));
  hub.behaviour = {};
  assert.equal((await dramatis(t, args)).code, 0);
  assert.deepEqual(readdirSync(join(folder, "o", "r")), ["m.gguf"]);
});

const REFUSED: [string, string[], RegExp][] = [
  [
    "a name that is none",
    ["model", "pull", "qwen2.5-0.5"],
    /unknown model "qwen2\.5-0\.5"; did you mean qwen2\.5-0\.5b/,
  ],
  ["a hub that is no address", ["model", "pull", "o/r", "--hub", "hub"], /--hub: "hub"; expected an address/],
  ["a hub that is not there", ["model", "pull", "o/r", "--hub", "http://127.0.0.1:1"], /no answer \(ECONNREFUSED\)/],
];

for (const [what, args, says] of REFUSED) {
  test(`${what} is one line, exit code 2`, async (t) => {
    const { code, out, err } = await dramatis(t, args);
    assert.deepEqual([code, out], [2, ""]);
    assert.match(err, /^dramatis: [^\n]+\n$/);
    assert.match(err, says);
  });
}

test("a folder that cannot be made is one line", async (t) => {
  const hub = await hubOf(t, { "m.gguf": WEIGHTS });
  const folder = folderOf(t, { file: "x" });
  const { code, err } = await dramatis(t, ["model", "pull", "o/r", "--hub", hub.url, "--to", join(folder, "file")]);
  assert.equal(code, 2);
  assert.match(err, /^dramatis: [^\n]*file: a file in the place of a folder \(\w+\); expected [^\n]+\n$/);
});

test("open refuses what is no ONNX decoder, in one line that names it", async (t) => {
  const folder = folderOf(t, { "x.onnx": "not a graph" });
  const { code, out, err } = await dramatis(t, ["model", "open", join(folder, "x.onnx")]);
  assert.deepEqual([code, out], [2, ""]);
  assert.match(err, /^dramatis: [^\n]*x\.onnx: [^\n]+; expected an ONNX decoder[^\n]*\n$/);
  assert.deepEqual(readdirSync(folder), ["x.onnx"]);
});

test("open writes the copy beside the model, and says what was found", async (t) => {
  const fixture = new URL("onnx/fixtures/llama-fused.onnx", import.meta.resolve("@dramatis/understudy"));
  const folder = folderOf(t, { "m.onnx": readFileSync(fixture) });
  const { code, out, err } = await dramatis(t, ["model", "open", join(folder, "m.onnx")]);
  assert.deepEqual([code, err], [0, ""]);
  assert.match(
    out,
    /m\.open\.onnx: 2 layers, hidden size 16, vocabulary 64; logits of \d+ tokens differ by at most \S+\n$/,
  );
  const other = join(folder, "other.onnx");
  const again = await dramatis(t, ["model", "open", join(folder, "m.onnx"), "--out", other, "--json"]);
  const { layers, target } = JSON.parse(again.out);
  assert.deepEqual([layers, target], [2, other]);
  assert.deepEqual(readdirSync(folder).sort(), ["m.onnx", "m.open.onnx", "other.onnx"]);
});
