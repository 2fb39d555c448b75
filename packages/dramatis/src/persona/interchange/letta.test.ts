import assert from "node:assert/strict";
import { test } from "node:test";
import { letta } from "./letta.ts";

const file = {
  agents: [
    {
      name: "ada",
      description: "Answers about bridges.",
      system: "Be Ada.",
      block_ids: ["block-0", "block-1", "block-2"],
      messages: [{ role: "user", content: [{ type: "text", text: "I have two dogs." }] }],
      llm_config: { model: "m", max_tokens: 4096 },
      tool_exec_environment_variables: { SMTP: "hush" },
    },
    { name: "rui", block_ids: ["block-1"] },
  ],
  blocks: [
    { id: "block-1", label: "human", value: "Name: Bea\n" },
    { id: "block-0", label: "persona", value: "You are Ada, who inspects bridges.\n\nYou sail.", limit: 20000 },
    { id: "block-2", label: "work", value: "Bridges\nand piers" },
  ],
  mcp_servers: [{ url: "x", token: "hush" }],
};

test("memory blocks; messages and the system text are no statements", () => {
  const parts = letta.split?.(file) ?? [];
  assert.deepEqual(letta.read(parts[0], "f"), {
    schema: "dramatis.persona/1",
    name: "ada",
    kind: "assistant",
    summary: "Answers about bridges.",
    statements: [
      {
        id: "s1",
        text: "I am Ada, who inspects bridges.",
        provenance: [{ source: "imported_card", method: "letta", quote: "You are Ada, who inspects bridges." }],
      },
      { id: "s2", text: "I sail.", provenance: [{ source: "imported_card", method: "letta", quote: "You sail." }] },
    ],
    knowledge: { facts: ["Name: Bea"], documents: [{ id: "work", text: "Bridges\nand piers" }] },
  });
  assert.deepEqual(letta.read(parts[1], "f").knowledge, { facts: ["Name: Bea"] });
});

test("the file of one agent with its blocks inside", () => {
  const older = { name: "ada", core_memory: [{ label: "persona", value: "You sail." }], messages: [] };
  assert.ok(letta.detects(older));
  assert.deepEqual(
    letta.read(older, "f").statements?.map(({ text }) => text),
    ["I sail."],
  );
});

test("environment variables and tokens are taken out, and counts of tokens are not", () => {
  const { record, losses } = letta.withhold?.(file) ?? { record: {}, losses: [] };
  assert.deepEqual(
    losses.map(({ path }) => path),
    ["agents.0.tool_exec_environment_variables", "mcp_servers.0.token"],
  );
  assert.ok(!JSON.stringify([record, losses]).includes("hush"));
  assert.ok(JSON.stringify(record).includes("max_tokens"));
});

test("faults name what is missing", () => {
  assert.throws(() => letta.read({ agents: [] }, "a.af"), {
    code: "invalid_input",
    message: /^a\.af: Letta agent file: /,
  });
});
