import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { type Caller, LOCAL } from "../api/caller.ts";
import type { House } from "../api/house.ts";
import { ADA, type TestHouse, testHouse } from "../api/testing-house.ts";
import { mcpOverHttp } from "./mcp-over-http.ts";
import { mcpServer } from "./mcp-server.ts";
import { bounded } from "./tool-reply.ts";

const READER: Caller = { key: "reader", scopes: ["read"], personas: ["Ada"] };
const BO = ADA.replace("name: Ada", "name: Bo").replace("Porto", "Faro");
const FILES = { "ada.persona.yaml": ADA, "bo.persona.yaml": BO };

interface Connected {
  client: Client;
  house: House;
  call(name: string, given: Record<string, unknown>): Promise<CallToolResult>;
}

async function connected(
  t: TestContext,
  { caller = LOCAL, ...options }: TestHouse & { caller?: Caller } = {},
): Promise<Connected> {
  const house = await testHouse(t, { files: FILES, ...options });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const server = mcpServer({ house, caller, version: "1.2.3" });
  const client = new Client({ name: "test", version: "0" });
  await Promise.all([server.connect(ours), client.connect(theirs)]);
  t.after(async () => {
    await client.close();
    await house.runs.close();
  });
  const call = async (name: string, given: Record<string, unknown>): Promise<CallToolResult> =>
    (await client.callTool({ name, arguments: given })) as CallToolResult;
  return { client, house, call };
}

function textOf({ content }: CallToolResult): string {
  const [first] = content;
  return first?.type === "text" ? first.text : "";
}

test("the tools and the personas are listed, and a persona is read", async (t) => {
  const { client } = await connected(t);
  assert.deepEqual(client.getServerVersion(), { name: "dramatis", version: "1.2.3" });
  const { tools } = await client.listTools();
  assert.deepEqual(tools.map(({ name }) => name).sort(), [
    "ask_persona",
    "check_transcript",
    "sample_people",
    "survey",
  ]);
  assert.ok(tools.every(({ description, inputSchema }) => description && inputSchema.additionalProperties === false));
  const { resources } = await client.listResources();
  assert.deepEqual(
    resources.map(({ uri, description }) => [uri, description]),
    [
      ["dramatis://personas/Ada", "A night nurse from Porto."],
      ["dramatis://personas/Bo", "A night nurse from Faro."],
    ],
  );
  const { contents } = await client.readResource({ uri: "dramatis://personas/Ada" });
  assert.partialDeepStrictEqual(contents[0], { mimeType: "application/yaml", text: ADA });
  const ref = { type: "ref/resource", uri: "dramatis://personas/{name}" } as const;
  const { completion } = await client.complete({ ref, argument: { name: "name", value: "a" } });
  assert.deepEqual(completion.values, ["Ada"]);
});

test("a persona answers, with what was said before in view", async (t) => {
  const script = { rules: [{ match: "dog", reply: "Bolt." }], default: "Fine." };
  const { call } = await connected(t, { script });
  const history = [
    { speaker: "user", text: "Hi" },
    { speaker: "persona", text: "Hello." },
  ];
  const reply = await call("ask_persona", { persona: "ada", text: "Your dog?", history });
  assert.partialDeepStrictEqual(reply.structuredContent, { persona: "Ada", text: "Bolt." });
  assert.deepEqual(JSON.parse(textOf(reply)), reply.structuredContent);
});

test("what is wrong is said in one line, with the nearest names; what is too long never gets to a model", async (t) => {
  const { call } = await connected(t);
  const unknown = await call("ask_persona", { persona: "Adda", text: "Hi" });
  assert.equal(unknown.isError, true);
  assert.match(textOf(unknown), /^[^\n]*Ada[^\n]*$/);
  assert.equal((await call("ask_persona", { persona: "Ada", text: "x".repeat(8_001) })).isError, true);
  assert.equal((await call("ask_persona", { persona: "Ada", text: "Hi", file: "/etc/passwd" })).isError, true);
  const survey = await call("survey", { personas: ["Ada"], instrument: "/etc/passwd" });
  assert.match(textOf(survey), /an instrument that is bundled/);
  assert.match(textOf(await call("survey", { personas: ["Ada"] })), /either an instrument or questions/);
});

test("a transcript is checked: figures with intervals, lines that moved them, progress on the way", async (t) => {
  const { client, house } = await connected(t);
  const texts = ["the cat sat", "the cat ran", "a dog ran fast"];
  const transcript = texts.flatMap((text) => [
    { speaker: "user", text: "And?" },
    { speaker: "Ada", text },
  ]);
  const told: number[] = [];
  const given = { name: "check_transcript", arguments: { persona: "Ada", transcript, measures: ["distinct-n"] } };
  const onprogress = ({ progress }: { progress: number }): unknown => told.push(progress);
  const { structuredContent } = await client.callTool(given, undefined, { onprogress });
  // 7 runs of two words, "the cat" twice.
  assert.partialDeepStrictEqual(structuredContent, {
    run: "check-ada-1",
    persona: "Ada",
    measures: { "distinct-n": { value: 6 / 7, n: 1, direction: "higher" } },
    evidence: [{ quote: "the cat ran" }],
  });
  assert.ok(told.length > 0 && told.every((value, i) => i === 0 || value >= (told[i - 1] ?? 0)));
  assert.equal((await house.runs.get("check-ada-1")).status, "done");
});

test("people are sampled, and surveyed by their id", async (t) => {
  const { call, house } = await connected(t);
  const sampled = await call("sample_people", { population: "us-adults", size: 60, seed: 3 });
  const { population, people, first } = sampled.structuredContent as {
    population: string;
    people: number;
    first: { name: string; sex: string }[];
  };
  assert.deepEqual([population, people, first.length, first[0]?.name], ["us-adults-60-3", 60, 50, "Person 0000001"]);
  assert.match(first[0]?.sex ?? "", /male/);
  assert.equal((await call("sample_people", { population: "us-adults", size: 1_001 })).isError, true);

  writeFileSync(join(house.folder, "script.json"), JSON.stringify({ default: "B" }));
  Object.assign(house.config, { model: `mock:${join(house.folder, "script.json")}` });
  const questions = [{ id: "tea", text: "Tea or coffee?", options: ["tea", "coffee"] }];
  const asked = await call("survey", { population, count: 2, questions });
  assert.partialDeepStrictEqual(asked.structuredContent, { run: "survey-questions-1" });
  const { questions: found } = asked.structuredContent as { questions: { id: string }[] };
  assert.equal(found[0]?.id, "tea");
});

test("a client that gives up cancels its run", async (t) => {
  const { client, house } = await connected(t);
  const slow = { default: { reply: "B", delayMs: 60_000 } };
  writeFileSync(join(house.folder, "slow.json"), JSON.stringify(slow));
  Object.assign(house.config, { model: `mock:${join(house.folder, "slow.json")}` });
  const questions = [{ id: "tea", text: "Tea?", options: ["yes", "no"] }];
  const gone = new AbortController();
  const given = { name: "survey", arguments: { personas: ["Ada"], questions } };
  const asked = client.callTool(given, undefined, { signal: gone.signal, onprogress: () => gone.abort() });
  await assert.rejects(asked);
  for await (const { status } of house.runs.follow("survey-questions-1", new AbortController().signal)) {
    if (status !== "running") assert.equal(status, "cancelled");
  }
});

test("a key that may only read can ask its own personas, and sees nothing of what they are made of", async (t) => {
  const { client, call } = await connected(t, { caller: READER });
  const { tools } = await client.listTools();
  assert.deepEqual(
    tools.map(({ name }) => name),
    ["ask_persona"],
  );
  assert.equal((await client.listResources()).resources.length, 1);
  const { contents } = await client.readResource({ uri: "dramatis://personas/Ada" });
  assert.ok(!JSON.stringify(contents).includes("Bolt"));
  await assert.rejects(client.readResource({ uri: "dramatis://personas/Bo" }), /Bo/);
  assert.equal((await call("ask_persona", { persona: "Bo", text: "Hi" })).isError, true);
  assert.equal((await call("sample_people", { population: "us-adults", size: 1 })).isError, true);
});

test("streamable HTTP: the official client lists, asks and reads; other methods than POST are refused", async (t) => {
  const house = await testHouse(t, { files: FILES });
  const served = (url: string | URL, init?: RequestInit): Promise<Response> =>
    mcpOverHttp(new Request(url, init), { house, caller: LOCAL, version: "1.2.3" });
  const transport = new StreamableHTTPClientTransport(new URL("http://127.0.0.1/mcp"), { fetch: served });
  const client = new Client({ name: "test", version: "0" });
  await client.connect(transport as Transport);
  t.after(() => client.close());
  assert.equal((await client.listTools()).tools.length, 4);
  const given = { name: "ask_persona", arguments: { persona: "Ada", text: "Hi" } };
  assert.partialDeepStrictEqual((await client.callTool(given)).structuredContent, { text: "Fine." });
  assert.equal((await served("http://127.0.0.1/mcp", { method: "DELETE" })).status, 405);
  const garbage = {
    method: "POST",
    body: "{",
    headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
  };
  assert.equal((await served("http://127.0.0.1/mcp", garbage)).status, 400);
});

test("a result that is too long loses its largest members, and says which", () => {
  assert.deepEqual(bounded({ a: 1, b: "x".repeat(50), c: "y".repeat(20) }, 30), {
    a: 1,
    c: "y".repeat(20),
    leftOut: ["b"],
  });
  assert.deepEqual(bounded({ a: 1 }, 30), { a: 1 });
});
