import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { PersonaProvider } from "./persona-provider.ts";
import { ADA, folderOf } from "./testing-folder.ts";

const SCRIPT = JSON.stringify({ rules: [{ match: "Do you have a dog?", reply: "Yes, Bolt." }], default: "Who knows." });

test("a prompt of chat messages is answered by the persona, without the instructions that were in it", async (t) => {
  const folder = folderOf(t, { "ada.persona.yaml": ADA, "script.json": SCRIPT });
  const config = { persona: "ada.persona.yaml", model: `mock:${join(folder, "script.json")}`, basePath: folder };
  const provider = new PersonaProvider({ id: "package:x", config });
  assert.equal(provider.id(), "package:x");
  const prompt = JSON.stringify([
    { role: "system", content: "You are Bob." },
    { role: "user", content: "Do you have a dog?" },
  ]);
  const test = { metadata: { conversationId: "q1-abc", item: "q1", repeat: 1 } };
  const reply = await provider.callApi(prompt, { vars: {}, test });
  assert.equal(reply.output, "Yes, Bolt.");
  assert.equal(reply.sessionId, "q1-abc");
  assert.ok((reply.tokenUsage?.prompt ?? 0) > 0 && reply.tokenUsage?.numRequests === 1);
  const plain = await provider.callApi("Do you have a dog?");
  assert.equal(plain.output, "Yes, Bolt.");
  const set = await provider.callApi("Do you have a dog?", { vars: { scene: '"In a bar by the sea."' }, test });
  const more = (set.tokenUsage?.prompt ?? 0) - (plain.tokenUsage?.prompt ?? 0);
  assert.ok(more > 0, "the scene is not in the prompt");
});

test("each item and repeat has its own seed, the same every time", async (t) => {
  const folder = folderOf(t, { "ada.persona.yaml": ADA, "script.json": SCRIPT });
  const config = { persona: "ada.persona.yaml", model: `mock:${join(folder, "script.json")}`, basePath: folder };
  const seed = async (item: string, repeat: number): Promise<unknown> =>
    (await new PersonaProvider({ config }).callApi("Hi.", { test: { metadata: { item, repeat } } })).metadata?.seed;
  assert.equal(await seed("a", 1), await seed("a", 1));
  assert.equal(new Set([await seed("a", 1), await seed("a", 2), await seed("b", 1)]).size, 3);
});

test("what cannot be used is an error in one line, and an abort is thrown", async (t) => {
  const folder = folderOf(t, { "ada.persona.yaml": ADA });
  const call = (config: Record<string, unknown>) => new PersonaProvider({ config }).callApi("Hi.");
  assert.match((await call({})).error ?? "", /^provider config\.persona: .*expected persona: the persona's file/);
  assert.match((await call({ persona: "none.yaml", basePath: folder })).error ?? "", /none\.yaml/);
  const provider = new PersonaProvider({ config: { persona: "ada.persona.yaml", basePath: folder } });
  await assert.rejects(provider.callApi("Hi.", {}, { abortSignal: AbortSignal.abort() }), { name: "AbortError" });
});
