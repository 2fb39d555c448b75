import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type GenerateRequest, type Generation, type Message, type Model, ModelError } from "../../../core/index.ts";
import { evidenceOf } from "../../../presets/check/left-out.ts";
import type { ApiEvent } from "../api-route.ts";
import type { Caller } from "../caller.ts";
import type { House } from "../house.ts";
import { talksOf } from "../talk/talks.ts";
import { ADA, all, ask, testHouse } from "../testing-house.ts";

const KEY = (key: string, more: Partial<Caller> = {}): Caller => ({
  key,
  scopes: ["read", "write"],
  personas: "all",
  ...more,
});

async function begun(house: House, body: object = {}, caller?: Caller): Promise<string> {
  const asked = { body: { persona: "Ada", ...body }, ...(caller && { caller }) };
  const { status, json } = await ask(house, "POST /api/sessions", asked);
  assert.equal(status, 201, JSON.stringify(json));
  return String(json.id);
}

const say = async (house: House, id: string, text: string, caller?: Caller): Promise<ApiEvent[]> =>
  (await ask(house, `POST /api/sessions/${id}/messages`, { body: { text }, ...(caller && { caller }) })).events;

const messageOf = (events: readonly ApiEvent[]): Message => events.at(-1)?.data as Message;

async function read(house: House, id: string, caller?: Caller): Promise<Message[]> {
  const { json } = await ask(house, `GET /api/sessions/${id}`, { ...(caller && { caller }) });
  return json.messages as Message[];
}

test("a reply comes in pieces, then with its evidence, and is kept", async (t) => {
  const house = await testHouse(t, {
    script: { replies: ["I have no pets.", "I hike."] },
    nli: (premise, hypothesis) => (/no pets/.test(premise) && /Bolt/.test(hypothesis) ? "contradict" : "neutral"),
  });
  const id = await begun(house);
  const events = await say(house, id, "Any pets?");
  const pieces = events.slice(0, -1);
  assert.ok(pieces.length > 1 && pieces.every(({ event }) => event === "piece"));
  assert.equal(pieces.map(({ data }) => (data as { text: string }).text).join(""), "I have no pets.");
  assert.equal(events.at(-1)?.event, "message");
  const message = messageOf(events);
  assert.deepEqual([message.turn, message.speaker, message.text], [1, "Ada", "I have no pets."]);
  const { nli, statements, blocks } = message.evidence as {
    nli: { judge: string; contradicted: { id: string; strength: number; inPrompt: boolean }[]; entailed: unknown[] };
    statements: string[];
    blocks: { id: string; tokens: number }[];
  };
  assert.equal(nli.judge, "fake-nli");
  assert.deepEqual(
    nli.contradicted.map(({ id, inPrompt }) => [id, inPrompt]),
    [["dog", true]],
  );
  assert.deepEqual(nli.entailed, []);
  assert.deepEqual(statements, ["hike", "dog"]);
  assert.ok(blocks.some(({ id, tokens }) => id === "RULES" && tokens > 0));
  const kept = await read(house, id);
  assert.deepEqual(
    kept.map(({ text }) => text),
    ["Any pets?", "I have no pets."],
  );
  assert.deepEqual(kept[1], JSON.parse(JSON.stringify(message)));
});

test("a session goes on where it stopped, with the version that it began with", async (t) => {
  const heard: GenerateRequest[] = [];
  const model: Model = {
    id: "listener",
    async generate(request): Promise<Generation> {
      heard.push(request);
      return { text: `Reply ${heard.length}.`, finish: "stop", usage: { inputTokens: 1, outputTokens: 1 } };
    },
  };
  const house = await testHouse(t, { model });
  const id = await begun(house);
  await say(house, id, "Hello.");
  writeFileSync(join(house.folder, "ada.persona.yaml"), ADA.replace("Bolt", "Rex"));
  await house.personas.list();
  // A server that was started anew has the same files and store.
  const again: House = { ...house };
  const message = messageOf(await say(again, id, "And your dog?"));
  assert.equal(message.turn, 3);
  const request = heard.at(-1)?.messages ?? [];
  assert.match(String(request[0]?.content), /Bolt/);
  assert.deepEqual(
    request.slice(1).map(({ content }) => content),
    ["Hello.", "Reply 1.", "And your dog?"],
  );
});

test("regenerate keeps what was said before among the alternatives", async (t) => {
  const house = await testHouse(t, { script: { replies: ["One.", "Two.", "Three."] } });
  const id = await begun(house);
  assert.equal((await ask(house, `POST /api/sessions/${id}/regenerate`)).status, 409);
  await say(house, id, "Hello.");
  await ask(house, `POST /api/sessions/${id}/regenerate`);
  const { events } = await ask(house, `POST /api/sessions/${id}/regenerate`);
  const message = messageOf(events);
  assert.deepEqual([message.text, message.turn, message.alternatives], ["Three.", 1, ["One.", "Two."]]);
  assert.equal(message.evidence?.attempt, 2);
  assert.equal((await read(house, id)).length, 2);
});

test("guards say what they chose from and why", async (t) => {
  const house = await testHouse(t, {
    script: { replies: ["I have no pets.", "Bolt is my dog."] },
    nli: (premise, hypothesis) => (/no pets/.test(premise + hypothesis) ? "contradict" : "neutral"),
  });
  const id = await begun(house, { guards: ["nli-rerank"], candidates: 2 });
  const message = messageOf(await say(house, id, "Any pets?"));
  assert.equal(message.text, "Bolt is my dog.");
  const { guards = [] } = evidenceOf(message) ?? {};
  const [guard] = guards;
  assert.equal(guard?.guard, "nli-rerank");
  assert.deepEqual(guard?.candidates.map(({ chosen }) => chosen).sort(), [false, true]);
  assert.ok(guard?.candidates.every(({ reason }) => reason !== ""));
  const unknown = await ask(house, "POST /api/sessions", { body: { persona: "Ada", guards: ["nli-rank"] } });
  assert.equal(unknown.status, 400);
  assert.match(JSON.stringify(unknown.json), /nli-rerank/);
});

test("a session of one key is not there for another, nor in its list", async (t) => {
  const house = await testHouse(t);
  const [mine, other] = [KEY("mine"), KEY("other")];
  const id = await begun(house, {}, mine);
  await say(house, id, "Hello.", mine);
  const rating = { turn: 1, preferred: "Fine.", over: "No." };
  for (const [what, body] of [
    [`GET /api/sessions/${id}`, undefined],
    [`POST /api/sessions/${id}/messages`, { text: "Hello?" }],
    [`POST /api/sessions/${id}/regenerate`, undefined],
    [`POST /api/sessions/${id}/ratings`, rating],
    [`DELETE /api/sessions/${id}`, undefined],
  ] as const) {
    assert.equal((await ask(house, what, { caller: other, body })).status, 404, what);
    const bound = KEY("mine", { personas: ["Eve"] });
    assert.equal((await ask(house, what, { caller: bound, body })).status, 404, what);
  }
  assert.deepEqual((await ask(house, "GET /api/sessions", { caller: other })).json.sessions, []);
  const listed = await ask(house, "GET /api/sessions", { caller: mine, query: { persona: "ada" } });
  const [session] = listed.json.sessions as Record<string, unknown>[];
  assert.deepEqual([session?.id, session?.persona, session?.memory, session?.by], [id, "Ada", false, undefined]);
  assert.equal((await read(house, id, mine)).length, 2);
});

test("a deleted session leaves nothing in the store", async (t) => {
  const house = await testHouse(t);
  const id = await begun(house);
  await say(house, id, "Hello.");
  assert.equal((await ask(house, `DELETE /api/sessions/${id}`)).status, 200);
  assert.equal((await ask(house, `GET /api/sessions/${id}`)).status, 404);
  assert.deepEqual(await all(house.store.memories.list(`\u0000session\u0000${id}`)), []);
  assert.deepEqual(await all(house.store.memories.list("\u0000sessions\u0000local")), []);
});

test("who may only read has the words, and no evidence", async (t) => {
  const house = await testHouse(t);
  const reader = KEY("reader", { scopes: ["read"] });
  const id = await begun(house, {}, reader);
  const events = await say(house, id, "Hello.", reader);
  assert.equal(messageOf(events).evidence, undefined);
  const whole = JSON.stringify([events, await read(house, id, reader)]);
  assert.ok(!/Bolt|statements|blocks/.test(whole), whole);
});

test("a key names no model of its own; who sits here may", async (t) => {
  const house = await testHouse(t, { config: { model: "openai:small" }, env: { OPENAI_API_KEY: "k" } });
  for (const model of ["mock:/etc/passwd", "http://169.254.169.254/v1#m", "openai:dear"]) {
    const body = { persona: "Ada", model };
    assert.equal((await ask(house, "POST /api/sessions", { caller: KEY("a"), body })).status, 403, model);
    const compared = { text: "Hi.", sides: [{ persona: "Ada" }, body] };
    assert.equal((await ask(house, "POST /api/compare", { caller: KEY("a"), body: compared })).status, 403, model);
    assert.equal((await ask(house, "POST /api/sessions", { body })).status, 201, model);
  }
  await begun(house, { model: "openai:small" }, KEY("a"));
});

test("a model that fails is the last event; what was said is kept, and regenerate asks again", async (t) => {
  const house = await testHouse(t, {
    script: { replies: [{ error: { fault: "refused_request", message: "no" } }, "Now."] },
  });
  const id = await begun(house);
  const events = await say(house, id, "Hello.");
  assert.deepEqual(
    events.map(({ event, data }) => [event, (data as { code: string }).code]),
    [["error", "model_refused_request"]],
  );
  assert.equal((await read(house, id)).length, 1);
  const { events: again } = await ask(house, `POST /api/sessions/${id}/regenerate`);
  assert.equal(messageOf(again).text, "Now.");
  assert.equal(messageOf(again).alternatives, undefined);
});

test("a judge that cannot be had is said, and the reply stands", async (t) => {
  const house = await testHouse(t, {
    nli: () => {
      throw new ModelError("nli", "network", "gone");
    },
  });
  const message = messageOf(await say(house, await begun(house), "Hello."));
  assert.equal(message.text, "Fine.");
  assert.equal(message.evidence?.notJudged, "nli: gone");
});

/** Says a piece, then waits until it is told to stop. */
function stalling(): Model & { stopped: Promise<void> } {
  const stopped = Promise.withResolvers<void>();
  async function* stream(_: GenerateRequest, signal?: AbortSignal): AsyncGenerator<string, Generation, void> {
    try {
      yield "Well";
      await new Promise((_resolve, reject) => {
        if (signal?.aborted) reject(signal.reason);
        signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      });
    } finally {
      stopped.resolve();
    }
    return { text: "Well", finish: "stop", usage: { inputTokens: 1, outputTokens: 1 } };
  }
  return { id: "stalling", stopped: stopped.promise, stream, generate: () => Promise.reject(new Error("not asked")) };
}

test("while a reply is made another is refused; who leaves frees the model and the session", async (t) => {
  const model = stalling();
  const house = await testHouse(t, { model });
  const id = await begun(house);
  const caller = KEY("local");
  const left = new AbortController();
  const talks = talksOf(house);
  const events = await talks.reply({ caller, id, text: "Hello.", signal: left.signal });
  const reading = events[Symbol.asyncIterator]();
  assert.deepEqual((await reading.next()).value, { event: "piece", data: { text: "Well" } });
  const second = await ask(house, `POST /api/sessions/${id}/messages`, { body: { text: "Hello?" } });
  assert.equal(second.status, 409);
  assert.equal((await ask(house, `DELETE /api/sessions/${id}`)).status, 409);
  const rest = reading.next();
  left.abort();
  await assert.rejects(rest, (error) => error === left.signal.reason);
  await model.stopped;
  assert.equal((await read(house, id)).length, 1);
  const third = await talks.reply({ caller, id, signal: new AbortController().signal });
  const again = third[Symbol.asyncIterator]();
  assert.equal((await again.next()).done, false);
  await again.return?.();
});

test("a rating is a preference pair in the folder, and is the key's own", async (t) => {
  const house = await testHouse(t, { script: { replies: ["One.", "Two."] } });
  const [mine, other] = [KEY("mine"), KEY("other")];
  const id = await begun(house, {}, mine);
  await say(house, id, "Hello.", mine);
  await ask(house, `POST /api/sessions/${id}/regenerate`, { caller: mine });
  const rate = async (body: object): Promise<number> =>
    (await ask(house, `POST /api/sessions/${id}/ratings`, { caller: mine, body })).status;
  assert.equal(await rate({ turn: 1, preferred: "One.", over: "Two.", why: "shorter" }), 201);
  for (const body of [
    { turn: 0, preferred: "One.", over: "Two." },
    { turn: 7, preferred: "One.", over: "Two." },
    { turn: 1, preferred: "One.", over: "One." },
    { turn: 1, preferred: "Never", over: "said" },
  ]) {
    assert.equal(await rate(body), 400);
  }
  const line = readFileSync(join(house.folder, "preferences.jsonl"), "utf8");
  const { prompt, chosen, rejected, by } = JSON.parse(line);
  assert.deepEqual([prompt, chosen, rejected, by], [[{ role: "user", content: "Hello." }], "One.", "Two.", "mine"]);
  writeFileSync(join(house.folder, "preferences.jsonl"), `${line}{"cut`);
  const exported = await ask(house, "GET /api/preferences", { caller: mine });
  assert.equal(await exported.response?.text(), line);
  assert.equal(await (await ask(house, "GET /api/preferences", { caller: other })).response?.text(), "");
});

test("two sides answer the same, each with its number; one that fails leaves the other", async (t) => {
  const house = await testHouse(t, { script: { rules: [{ match: "/Hi/", reply: "Hello." }], default: "Hm." } });
  const { version } = await house.personas.get("Ada");
  const body = {
    text: "Hi.",
    history: [
      { speaker: "user", text: "So." },
      { speaker: "Ada", text: "Yes?" },
    ],
  };
  const sides = [{ persona: "Ada" }, { persona: "ada", version }];
  const { events } = await ask(house, "POST /api/compare", { body: { ...body, sides } });
  const messages = events.filter(({ event }) => event === "message").map(({ data }) => data) as {
    side: number;
    message: Message;
  }[];
  assert.deepEqual(messages.map(({ side, message }) => [side, message.text, message.turn]).sort(), [
    [0, "Hello.", 3],
    [1, "Hello.", 3],
  ]);
  assert.deepEqual(events.filter(({ event }) => event === "piece").length, 2);
  const lost = { ...body, sides: [{ persona: "Ada" }, { persona: "Adda" }] };
  assert.equal((await ask(house, "POST /api/compare", { body: lost })).status, 404);

  const broken = await testHouse(t, { script: { replies: ["Fine.", { error: { fault: "refused_request" } }] } });
  const halves = (await ask(broken, "POST /api/compare", { body: { text: "Hi.", sides } })).events;
  assert.deepEqual(halves.map(({ event, data }) => [event, (data as { side: number }).side]).sort(), [
    ["error", 1],
    ["message", 0],
    ["piece", 0],
  ]);
});

test("what was said is remembered for the key that said it; it can be mended, taken away and forgotten", async (t) => {
  const house = await testHouse(t, { script: { default: "I see." } });
  const [mine, other] = [KEY("mine"), KEY("other")];
  const id = await begun(house, { memory: true }, mine);
  await say(house, id, "I have a sister called Nora. I live in Lisbon.", mine);
  const memories = async (caller: Caller): Promise<{ id: string; text: string; about: string }[]> =>
    (await ask(house, "GET /api/memories/Ada", { caller })).json.memories as {
      id: string;
      text: string;
      about: string;
    }[];
  const kept = await memories(mine);
  assert.ok(kept.length >= 2, JSON.stringify(kept));
  assert.deepEqual(await memories(other), []);
  const [first, second] = kept;
  const path = `/api/memories/Ada/${first?.id}`;
  const edited = await ask(house, `PATCH ${path}`, { caller: mine, body: { text: "The user has a brother." } });
  assert.equal(edited.json.text, "The user has a brother.");
  assert.equal((await ask(house, `PATCH ${path}`, { caller: other, body: { text: "x" } })).status, 404);
  const deleted = await ask(house, `DELETE /api/memories/Ada/${second?.id}`, { caller: mine });
  assert.equal(deleted.json.text, second?.text);
  assert.equal((await ask(house, `DELETE /api/memories/Ada/${second?.id}`, { caller: mine })).status, 404);
  const forgotten = await ask(house, "POST /api/memories/Ada/forget", { caller: mine, body: { person: "user" } });
  assert.equal((forgotten.json.forgotten as unknown[]).length, kept.length - 1);
  assert.deepEqual(await memories(mine), []);
  assert.equal((await ask(house, "GET /api/memories/Nobody", { caller: mine })).status, 404);
});

test("a memory that a reply was made with is in its evidence", async (t) => {
  const house = await testHouse(t, { script: { default: "I see." } });
  const first = await begun(house, { memory: true });
  await say(house, first, "I live in Lisbon with two cats.");
  const second = await begun(house, { memory: true });
  const { evidence } = messageOf(await say(house, second, "Do you know where I live? In Lisbon?"));
  const memories = evidence?.memories as { text: string }[] | undefined;
  assert.match(JSON.stringify(memories), /Lisbon/);
});

test("what cannot be said is refused before anything is kept", async (t) => {
  const house = await testHouse(t);
  const id = await begun(house);
  for (const text of ["", " \n", "\ud800", "x".repeat(20_001), 7]) {
    const { status } = await ask(house, `POST /api/sessions/${id}/messages`, { body: { text } });
    assert.equal(status, 400, JSON.stringify(text).slice(0, 20));
  }
  assert.deepEqual(await read(house, id), []);
  for (const body of [{}, { persona: "" }, { persona: "Ada", modell: "x" }, { persona: "Ada", candidates: 0 }, null]) {
    assert.equal((await ask(house, "POST /api/sessions", { body })).status, 400);
  }
  const unknown = await ask(house, "POST /api/sessions", { body: { persona: "Adda" } });
  assert.match(JSON.stringify(unknown.json), /did you mean Ada/);
});
