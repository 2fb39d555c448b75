import assert from "node:assert/strict";
import { test } from "node:test";
import type { Message, Persona } from "../core/index.ts";
import { mockModel } from "../model/index.ts";
import { type AgentOptions, agent } from "./agent.ts";
import { type ChatSession, chatSession } from "./chat-session.ts";

const ADA: Persona = { schema: "dramatis.persona/1", name: "Ada", statements: [{ id: "dog", text: "I have a dog." }] };

function session(
  replies: string[],
  more: { messages?: Message[]; keep?: () => void } & Partial<AgentOptions> = {},
): ChatSession {
  const { messages, keep, ...options } = more;
  const ada = agent(ADA, { model: mockModel({ replies }), ...options });
  return chatSession({ agent: ada, session: "s", ...(messages && { messages }), ...(keep && { keep }) });
}

async function answered(chat: ChatSession, signal?: AbortSignal): Promise<Message> {
  const pieces = chat.answer(signal);
  for (;;) {
    const step = await pieces.next();
    if (step.done) return step.value;
  }
}

const texts = ({ messages }: ChatSession): string[] => messages.map(({ speaker, text }) => `${speaker}: ${text}`);

test("turns are counted, replies bear what they were made from", async () => {
  const chat = session(["Hello.", "Yes, Bolt."]);
  chat.hear("Hi.");
  const before = chat.lastReply;
  assert.equal(before, undefined);
  const first = await answered(chat);
  chat.hear("A dog?");
  await answered(chat);
  assert.deepEqual(texts(chat), ["user: Hi.", "Ada: Hello.", "user: A dog?", "Ada: Yes, Bolt."]);
  assert.deepEqual(
    chat.messages.map(({ turn }) => turn),
    [0, 1, 2, 3],
  );
  assert.equal(first.personaVersion, chat.agent.personaVersion);
  assert.equal(first.evidence?.finish, "stop");
  assert.deepEqual(first.evidence?.statements, ["dog"]);
  assert.equal(chat.lastReply?.text, "Yes, Bolt.");
});

test("another answer takes the place of the last, with another seed, and is kept as such", async () => {
  const kept: [string, boolean][] = [];
  const chat = chatSession({
    agent: agent(ADA, { model: mockModel({ replies: ["No.", "Yes."] }) }),
    session: "s",
    keep: ({ text }, replaces) => void kept.push([text, replaces]),
  });
  chat.hear("A dog?");
  const [first, second] = [await answered(chat), await answered(chat)];
  assert.deepEqual(texts(chat), ["user: A dog?", "Ada: Yes."]);
  assert.deepEqual([first.turn, second.turn], [1, 1]);
  assert.deepEqual([first.evidence?.attempt, second.evidence?.attempt], [0, 1]);
  assert.notEqual(first.evidence?.seed, second.evidence?.seed);
  assert.deepEqual(kept, [
    ["A dog?", false],
    ["No.", false],
    ["Yes.", true],
  ]);
});

test("a session that goes on replies as the one that was not left, and counts its attempts on", async () => {
  const whole = session(["One.", "Two.", "Three."]);
  whole.hear("Hi.");
  await answered(whole);
  await answered(whole);
  const messages = structuredClone([...whole.messages]);
  const resumed = session(["Three."], { messages });
  assert.deepEqual((await answered(resumed)).evidence, (await answered(whole)).evidence);
  assert.deepEqual(texts(resumed), texts(whole));
  assert.equal(messages.length, 2);
});

test("a cancelled answer leaves the messages as they were, and the next one is another attempt", async () => {
  const abort = new AbortController();
  const chat = session(["One two three.", "Yes."]);
  chat.hear("Hi.");
  const pieces = chat.answer(abort.signal);
  await pieces.next();
  abort.abort(new Error("enough"));
  await pieces.return(undefined as never);
  assert.deepEqual(texts(chat), ["user: Hi."]);
  await assert.rejects(answered(chat, abort.signal), /enough/);
  assert.equal((await answered(chat)).evidence?.attempt, 2);
});

test("what cannot be kept is not said", async () => {
  const chat = session(["Yes."], {
    keep: () => {
      throw new Error("full");
    },
  });
  assert.throws(() => chat.hear("Hi."), /full/);
  assert.deepEqual(texts(chat), []);
});

test("components are told of every message once, a replaced reply never", async () => {
  const told: string[] = [];
  const memory = {
    name: "memory",
    contribute: async () => [],
    observe: async ({ text }: Message) => void told.push(text),
  };
  const messages = [{ session: "s", turn: 0, speaker: "user", text: "Before." }];
  const chat = session(["No.", "Yes.", "Sure."], { messages, components: [memory] });
  await answered(chat);
  await answered(chat);
  chat.hear("Really?");
  await answered(chat);
  assert.deepEqual(told, ["Before.", "Yes.", "Really?"]);
});

test("a persona that is called User talks with a partner", () => {
  const user = agent({ ...ADA, name: "user" }, { model: mockModel({ default: "Hi." }) });
  assert.equal(chatSession({ agent: user, session: "s" }).hear("Hi.").speaker, "partner");
});
