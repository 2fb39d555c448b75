import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { ADA, dramatis, folderOf } from "../testing-cli.ts";

const BIN = join(import.meta.dirname, "../../../bin/dramatis.mjs");

test("the command serves the official client over standard input and output, and ends with it", async (t) => {
  const folder = folderOf(t, { "ada.persona.yaml": ADA, "script.json": JSON.stringify({ default: "Bolt." }) });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [BIN, "mcp", folder, "--model", `mock:${join(folder, "script.json")}`],
    stderr: "pipe",
  });
  let said = "";
  transport.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const client = new Client({ name: "test", version: "0" });
  await client.connect(transport);
  const { tools } = await client.listTools();
  assert.deepEqual(tools.map(({ name }) => name).sort(), [
    "ask_persona",
    "check_transcript",
    "sample_people",
    "survey",
  ]);
  const reply = await client.callTool({ name: "ask_persona", arguments: { persona: "Ada", text: "Your dog?" } });
  assert.partialDeepStrictEqual(reply.structuredContent, { persona: "Ada", text: "Bolt." });
  const { resources } = await client.listResources();
  assert.deepEqual(
    resources.map(({ name }) => name),
    ["Ada"],
  );
  await client.close();
  assert.equal(said, "");
});

test("help has examples, and a model that is none is one line", async (t) => {
  const { code, out } = await dramatis(t, ["mcp", "--help"]);
  assert.equal(code, 0);
  assert.match(out, /\$ dramatis mcp personas/);
  const refused = await dramatis(t, ["mcp", folderOf(t, { "ada.persona.yaml": ADA }), "--model", "nonsense"]);
  assert.equal(refused.code, 2);
  assert.match(refused.err, /^dramatis: [^\n]*"nonsense"; expected [^\n]+\n$/);
});
