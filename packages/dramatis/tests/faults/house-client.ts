import assert from "node:assert/strict";

// A client of `dramatis serve` that writes down what the server has acknowledged, and can be asked whether it is all there.

interface Reply {
  turn: number;
  text: string;
  said: string;
}

interface Memory {
  id: string;
  text: string;
}

/** What the server has acknowledged: what is in here must outlive it. */
export interface Acknowledged {
  /** Session → its replies. */
  readonly replies: Map<string, Reply[]>;
  /** What was said and answered over OpenAI's API, in order. */
  readonly exchanges: string[];
  /** Session, turn and rejected text of each pair. */
  readonly preferences: string[];
  /** Id → text. */
  readonly memories: Map<string, string>;
  readonly forgotten: Set<string>;
  readonly versions: Set<string>;
  /** Runs that were begun. */
  readonly runs: Set<string>;
}

export function nothingYet(): Acknowledged {
  return {
    replies: new Map(),
    exchanges: [],
    preferences: [],
    memories: new Map(),
    forgotten: new Set(),
    versions: new Set(),
    runs: new Set(),
  };
}

/** Asks one server. */
export interface HouseClient {
  readonly url: string;
  json<T>(what: string, body?: unknown, headers?: Record<string, string>): Promise<T>;
  text(what: string): Promise<string>;
  /** The data of each event of this name. */
  events<T>(what: string, body: unknown, name: string): AsyncGenerator<T, void, void>;
}

/** A reply of a server that stands and should not be so; a cut connection is another error. */
export class Refused extends Error {}

export function houseClient(url: string): HouseClient {
  async function ask(what: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const [method = "", path = ""] = what.split(" ");
    const json = { headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
    const reply = await fetch(url + path, { method, ...(body !== undefined && json) });
    if (!reply.ok) throw new Refused(`${what}: ${reply.status} ${await reply.text()}`);
    return reply;
  }
  return {
    url,
    json: async <T>(what: string, body?: unknown, headers?: Record<string, string>) =>
      (await (await ask(what, body, headers)).json()) as T,
    text: async (what) => (await ask(what)).text(),
    async *events<T>(what: string, body: unknown, name: string) {
      const reply = await ask(what, body);
      let text = "";
      const decoder = new TextDecoder();
      for await (const chunk of reply.body ?? []) {
        text += decoder.decode(chunk, { stream: true });
        const frames = text.split("\n\n");
        text = frames.pop() ?? "";
        for (const frame of frames) {
          const [, event, data = ""] = /^event: (.*)\ndata: (.*)$/s.exec(frame) ?? [];
          if (event === "error") throw new Refused(data);
          if (event === name) yield JSON.parse(data) as T;
        }
      }
    },
  };
}

let counter = 0;

/** Talks in a session: says something, and rates the reply. */
export async function talk(client: HouseClient, to: Acknowledged, memory: boolean): Promise<never> {
  for (;;) {
    const { id } = await client.json<{ id: string }>("POST /api/sessions", { persona: "Ada", memory });
    const replies: Reply[] = [];
    to.replies.set(id, replies);
    for (let turn = 0; turn < 3; turn++) {
      const said = `I have a boat called Number ${counter++}.`;
      const heard = client.events<{ turn: number; text: string }>(
        `POST /api/sessions/${id}/messages`,
        { text: said },
        "message",
      );
      for await (const message of heard) replies.push({ ...message, said });
      const last = replies.at(-1);
      assert.ok(last, "a reply ends with its message");
      const over = `Another reply ${counter++}.`;
      await client.json(`POST /api/sessions/${id}/ratings`, { turn: last.turn, preferred: last.text, over });
      to.preferences.push(over);
      if (memory) await remember(client, to);
    }
  }
}

/** Looks at what is remembered, has the oldest deleted, and the next one said in other words. */
async function remember(client: HouseClient, to: Acknowledged): Promise<void> {
  const { memories } = await client.json<{ memories: Memory[] }>("GET /api/memories/Ada");
  for (const one of memories) to.memories.set(one.id, one.text);
  const [first, second] = memories;
  if (first !== undefined && memories.length > 6) {
    // Until it is acknowledged it may be there or not.
    to.memories.delete(first.id);
    await client.json(`DELETE /api/memories/Ada/${encodeURIComponent(first.id)}`);
    to.forgotten.add(first.id);
  }
  if (second !== undefined) {
    const text = `Edited ${counter++}.`;
    to.memories.delete(second.id);
    await client.json(`PATCH /api/memories/Ada/${encodeURIComponent(second.id)}`, { text });
    to.memories.set(second.id, text);
  }
}

/** Goes on with one conversation over OpenAI's API, with streams and without in turns. */
export async function chat({ url }: HouseClient, to: Acknowledged): Promise<never> {
  for (;;) {
    const said = `Are you there, number ${counter++}?`;
    const stream = counter % 2 === 0;
    const reply = await fetch(`${url}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-session": "one" },
      body: JSON.stringify({ model: "Ada", stream, messages: [{ role: "user", content: said }] }),
    });
    const text = await reply.text();
    if (!reply.ok) throw new Refused(text);
    if (!stream || text.endsWith("data: [DONE]\n\n")) to.exchanges.push(said, stream ? streamed(text) : whole(text));
  }
}

function whole(text: string): string {
  return (JSON.parse(text) as { choices: [{ message: { content: string } }] }).choices[0].message.content;
}

function streamed(text: string): string {
  const pieces = [...text.matchAll(/^data: (\{.*\})$/gm)].map(([, data = ""]) => {
    return (JSON.parse(data) as { choices: { delta: { content?: string } }[] }).choices[0]?.delta.content ?? "";
  });
  return pieces.join("");
}

/** Saves one version of a persona after another. */
export async function edit(client: HouseClient, to: Acknowledged): Promise<never> {
  let isThere = (await namesOf(client)).includes("Bo");
  for (;;) {
    const text = `schema: dramatis.persona/1\nname: Bo\nsummary: Number ${counter++}.\n`;
    const match = isThere ? { "if-match": `"${(await client.json<Saved>("GET /api/personas/Bo")).version}"` } : {};
    const what = isThere ? "PUT /api/personas/Bo" : "POST /api/personas";
    to.versions.add((await client.json<Saved>(what, { text }, match)).version);
    isThere = true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

interface Saved {
  version: string;
}

async function namesOf(client: HouseClient): Promise<string[]> {
  const { personas } = await client.json<{ personas: { name: string }[] }>("GET /api/personas");
  return personas.map(({ name }) => name);
}

/** Whether all that was acknowledged is there, and once. */
export async function checkHouse(
  client: HouseClient,
  { replies, preferences, memories, forgotten, versions, runs }: Acknowledged,
): Promise<void> {
  const { sessions } = await client.json<{ sessions: { id: string }[] }>("GET /api/sessions");
  const times = Map.groupBy(sessions, ({ id }) => id);
  for (const [id, acknowledged] of replies) {
    assert.equal(times.get(id)?.length, 1, `session ${id}`);
    const { messages } = await client.json<{ messages: { turn: number; text: string }[] }>(`GET /api/sessions/${id}`);
    assert.deepEqual(
      messages.map(({ turn }) => turn),
      messages.map((_, turn) => turn),
      "each turn once",
    );
    for (const { turn, text, said } of acknowledged) {
      assert.equal(messages[turn]?.text, text);
      assert.equal(messages[turn - 1]?.text, said);
    }
  }
  const lines = (await client.text("GET /api/preferences")).split("\n").filter((line) => line !== "");
  const rejected = lines.map((line) => (JSON.parse(line) as { rejected: string }).rejected);
  assert.equal(new Set(rejected).size, rejected.length, "each pair once");
  for (const over of preferences) assert.ok(rejected.includes(over), `the pair of ${over}`);
  const found = (await client.json<{ memories: Memory[] }>("GET /api/memories/Ada")).memories;
  assert.equal(new Set(found.map(({ id }) => id)).size, found.length, "each memory once");
  for (const [id, text] of memories) assert.equal(found.find((one) => one.id === id)?.text, text, `memory ${id}`);
  for (const id of forgotten) assert.ok(!found.some((one) => one.id === id), `forgotten ${id}`);
  if (versions.size > 0) {
    const kept = await client.json<{ versions: (Saved & { isCurrent: boolean })[] }>("GET /api/personas/Bo/versions");
    const names = kept.versions.map(({ version }) => version);
    for (const version of versions) assert.ok(names.includes(version), `version ${version}`);
    // One that was cut off while it was saved stands in the history before the one that is then still current.
    assert.equal(kept.versions.filter(({ isCurrent }) => isCurrent).length, 1);
  }
  const known = (await client.json<{ runs: { id: string }[] }>("GET /api/runs")).runs.map(({ id }) => id);
  for (const id of runs) assert.equal(known.filter((one) => one === id).length, 1, `run ${id}`);
}
