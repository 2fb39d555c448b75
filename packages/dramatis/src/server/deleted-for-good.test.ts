import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { sqliteStore } from "../store/index.ts";
import { testHouse } from "./api/testing-house.ts";
import { serve } from "./serve.ts";

// What somebody asks to have deleted, over a real socket, while the server runs: then in no byte of any file.

const MARK = "Zanzibarquark";

/** Files of a folder, at any depth, in which the mark stands. */
function marked(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && readFileSync(path, "latin1").includes(MARK));
}

interface Served {
  folder: string;
  send<T>(what: string, body?: object): Promise<T>;
  /** A conversation of some turns, in each of which the mark is said and answered. */
  talk(): Promise<string>;
}

async function served(t: TestContext): Promise<Served> {
  const script = { default: `You said ${MARK}, and I heard it.` };
  const made = await testHouse(t, { script, config: { act: { memory: true } } });
  const store = sqliteStore({ path: join(made.folder, ".dramatis", "store.sqlite") });
  const server = await serve({ ...made, store }, { port: 0 });
  t.after(async () => {
    await server.close({ drainMs: 0 });
    store.close();
  });
  const ask = async (what: string, body?: object): Promise<string> => {
    const [method = "", path = ""] = what.split(" ");
    const reply = await fetch(`${server.url}${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
    assert.ok(reply.ok, `${what}: ${reply.status}`);
    return reply.text();
  };
  return {
    folder: made.folder,
    send: async <T>(what: string, body?: object) => JSON.parse(await ask(what, body)) as T,
    async talk() {
      const { id } = JSON.parse(await ask("POST /api/sessions", { persona: "Ada" })) as { id: string };
      for (const text of [`I live in ${MARK}.`, `My sister is called ${MARK}.`, `I like ${MARK}.`]) {
        await ask(`POST /api/sessions/${id}/messages`, { text });
      }
      await ask(`POST /api/sessions/${id}/regenerate`);
      return id;
    },
  };
}

test("a session that is deleted, and memories that are, one by one", async (t) => {
  const { folder, send, talk } = await served(t);
  const id = await talk();
  assert.notDeepEqual(marked(folder), []);
  await send(`DELETE /api/sessions/${id}`);
  const { memories } = await send<{ memories: { id: string; text: string }[] }>("GET /api/memories/Ada");
  assert.ok(memories.some(({ text }) => text.includes(MARK)));
  assert.notDeepEqual(marked(folder), [], "what is remembered is not the session");
  for (const memory of memories) await send(`DELETE /api/memories/Ada/${memory.id}`);
  assert.deepEqual(marked(folder), []);
});

test("somebody who is forgotten, once the conversation is deleted", async (t) => {
  const { folder, send, talk } = await served(t);
  const id = await talk();
  await send("POST /api/memories/Ada/forget", { person: "user" });
  assert.notDeepEqual(marked(folder), [], "the conversation is still there");
  await send(`DELETE /api/sessions/${id}`);
  assert.deepEqual(marked(folder), []);
});
