import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { dramatis, folderOf } from "../testing-cli.ts";
import { formatModels } from "./models.ts";

test("the list says what is here and what to type for each", () => {
  const bundled = [{ name: "nli", bytes: 8_142_057, card: "74 % right" }];
  const pulled = [{ path: "/m/o/r/x.gguf", bytes: 397_808_192 }];
  const spec = "http://localhost:11434/v1#llama3.2";
  const servers = [{ name: "Ollama", port: 11434, models: [{ id: "llama3.2", spec }] }];
  assert.equal(
    formatModels({ bundled, folder: "/m", pulled, servers }),
    `bundled
  nli  8.1 MB  74 % right
pulled to /m
  /m/o/r/x.gguf  398 MB
server on port 11434, as Ollama usually is
  --model http://localhost:11434/v1#llama3.2
no local server answers on 1234 (LM Studio), 8080 (llama.cpp), 8000 (vLLM)
`,
  );
});

test("nothing here is said so", () => {
  assert.equal(
    formatModels({ bundled: [], folder: "/m", pulled: [], servers: [] }, [{ name: "x", port: 9 }]),
    "bundled\n  none\npulled to /m\n  none\nno local server answers on 9 (x)\n",
  );
});

test("models --json gives the bundled ones, and those of DRAMATIS_MODELS", async (t) => {
  const folder = folderOf(t, { "x.gguf": "12345" });
  const before = process.env.DRAMATIS_MODELS;
  process.env.DRAMATIS_MODELS = folder;
  t.after(() => {
    if (before === undefined) delete process.env.DRAMATIS_MODELS;
    else process.env.DRAMATIS_MODELS = before;
  });
  const { code, out, err } = await dramatis(t, ["models", "--timeout", "50", "--json"]);
  assert.deepEqual([code, err], [0, ""]);
  const here = JSON.parse(out);
  assert.deepEqual([here.folder, here.pulled], [folder, [{ path: join(folder, "x.gguf"), bytes: 5 }]]);
  assert.ok(Array.isArray(here.servers));
  for (const { bytes, card } of here.bundled) assert.ok(bytes > 1e4 && card.length > 0);
});
