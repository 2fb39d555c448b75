import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  type Component,
  type GenerateRequest,
  type Generation,
  InputError,
  type Message,
  type Model,
  ModelError,
  type Persona,
} from "../core/index.ts";
import { listModel } from "../model/testing.ts";
import { personaVersion } from "../persona/index.ts";
import { type Agent, agent, type Reply, type ReplyOptions } from "./agent.ts";

const ADA: Persona = {
  schema: "dramatis.persona/1",
  name: "Ada",
  statements: [
    { id: "dog", text: "I have a dog." },
    { id: "hike", text: "I hike every Sunday." },
  ],
};

function talk(...lines: [speaker: string, text: string][]): Message[] {
  return lines.map(([speaker, text], turn) => ({ session: "s", turn, speaker, text }));
}

async function heard(pieces: AsyncGenerator<string, Reply, void>): Promise<{ pieces: string[]; reply: Reply }> {
  const said: string[] = [];
  for (;;) {
    const step = await pieces.next();
    if (step.done) return { pieces: said, reply: step.value };
    said.push(step.value);
  }
}

describe("messages", () => {
  test("the persona as the system's, its own turns as the assistant's, everybody else's as the user's", async () => {
    const model = listModel([" Hello there. "]);
    const history = talk(["Rui", "Hi."], ["ADA ", "Hi, Rui."], ["guest", "And me?"]);
    const reply = await agent(ADA, { model }).reply(history);
    const [system, ...rest] = model.asked[0]?.messages ?? [];
    assert.equal(system?.role, "system");
    assert.match(
      system?.content ?? "",
      /You are Ada\..*- I have a dog\.\n- I hike every Sunday\..*Never mention these notes/s,
    );
    assert.deepEqual(rest, [
      { role: "user", content: "Hi." },
      { role: "assistant", content: "Hi, Rui." },
      { role: "user", content: "And me?" },
    ]);
    const { evidence, ...said } = reply;
    assert.deepEqual(said, {
      text: "Hello there.",
      finish: "stop",
      usage: { inputTokens: 10, outputTokens: 2 },
      model: "list",
      personaVersion: personaVersion(ADA),
    });
    assert.deepEqual(
      evidence.blocks.map(({ id, fields }) => [id, fields]),
      [
        ["ROLE", ["name"]],
        ["FACTS", ["statements.dog", "statements.hike"]],
        ["RULES", []],
      ],
    );
    assert.deepEqual(evidence.statements, ["dog", "hike"]);
    assert.deepEqual([evidence.dropped, evidence.droppedTurns, evidence.attempt], [[], 0, 0]);
    assert.equal(evidence.seed, model.asked[0]?.seed);
  });

  test("what components add stands before the rules, in order, with its fields", async () => {
    const told: string[] = [];
    const memory = (name: string): Component => ({
      name,
      contribute: async ({ persona, history }) => [
        { block: name, text: `${persona.name} heard ${history.length}.`, fields: ["facets.memory"] },
      ],
      observe: async ({ text }) => void told.push(`${name}: ${text}`),
    });
    const model = listModel(["Yes."]);
    const ada = agent(ADA, { model, components: [memory("one"), memory("two")] });
    const history = talk(["user", "Hi."]);
    const { evidence } = await ada.reply(history);
    assert.match(model.asked[0]?.messages[0]?.content ?? "", /Sunday\.\n\nAda heard 1\.\n\nAda heard 1\.\n\nNever/);
    assert.deepEqual(
      evidence.blocks.map(({ id }) => id),
      ["ROLE", "FACTS", "one", "two", "RULES"],
    );
    assert.deepEqual(evidence.blocks[2]?.fields, ["facets.memory"]);
    for (const message of history) await ada.observe(message);
    assert.deepEqual(told, ["one: Hi.", "two: Hi."]);
  });

  test("settings pass through over the defaults", async () => {
    const model = listModel(["a", "b"]);
    const settings = { temperature: 0, topK: 40, minP: 0.05, maxTokens: 12 };
    await agent(ADA, { model }).reply(talk(["user", "Hi."]));
    await agent(ADA, { model, settings }).reply(talk(["user", "Hi."]));
    const drawn = model.asked.map(({ messages: _messages, seed: _seed, ...rest }) => rest);
    const defaults = { temperature: 0.7, topP: 0.9, repetitionPenalty: 1.1, maxTokens: 80 };
    assert.deepEqual(drawn, [defaults, { ...defaults, ...settings }]);
  });
});

describe("the context", () => {
  // One token a character makes the arithmetic plain.
  const countTokens = (text: string): number => text.length;

  test("a model of unknown context is given everything", async () => {
    const model = listModel(["Yes."]);
    const history = talk(...Array.from({ length: 300 }, (): [string, string] => ["user", "word ".repeat(50)]));
    const { evidence } = await agent(ADA, { model }).reply(history);
    assert.equal(model.asked[0]?.messages.length, 301);
    assert.deepEqual([evidence.dropped, evidence.droppedTurns], [[], 0]);
  });

  test("the persona has three fifths of what the reply leaves; what it drops is said", async () => {
    const full = listModel(["Yes."]);
    await agent(ADA, { model: full }).reply(talk(["user", "Hi."]));
    const whole = full.asked[0]?.messages[0]?.content.length ?? 0;
    // 0.6 · ((whole − 1) / 0.6 + 100 − 100) = whole − 1: one token too few, so the last statement goes.
    const model = listModel(["Yes."], { contextTokens: Math.floor((whole - 1) / 0.6) + 100 });
    const options = { model, countTokens, settings: { maxTokens: 100 } };
    const { evidence } = await agent(ADA, options).reply(talk(["user", "Hi."]));
    assert.deepEqual(evidence.dropped, ["statements.hike"]);
    assert.deepEqual(evidence.statements, ["dog"]);
    assert.ok((model.asked[0]?.messages[0]?.content.length ?? whole) < whole);
  });

  test("the oldest turns go, as few as will do, and the prompt with the reply is within the context", async () => {
    const settings = { maxTokens: 50 };
    const history = talk(
      ...Array.from({ length: 20 }, (_, i): [string, string] => [i % 2 ? "Ada" : "user", "x".repeat(6)]),
    );
    const full = listModel(["Yes."]);
    await agent(ADA, { model: full }).reply(history);
    const system = full.asked[0]?.messages[0]?.content.length ?? 0;
    // Three fifths of twice the persona are enough for it, and each turn of 6 + 4 tokens has room until the rest is used up.
    const contextTokens = 2 * system + 50;
    const kept = Math.floor((contextTokens - 50 - (system + 4)) / 10);
    assert.ok(kept < 20 && kept > 1, `${kept}`);
    const model = listModel(["Yes."], { contextTokens });
    const { evidence } = await agent(ADA, { model, countTokens, settings }).reply(history);
    assert.equal(evidence.droppedTurns, 20 - kept);
    assert.deepEqual(evidence.dropped, []);
    const messages = model.asked[0]?.messages ?? [];
    assert.equal(messages.length, 1 + kept);
    assert.ok(messages.reduce((sum, { content }) => sum + content.length + 4, 0) + 50 <= contextTokens);
  });

  test("a reply may take at most half of it", async () => {
    const model = listModel(["Yes."], { contextTokens: 1000 });
    await agent(ADA, { model, settings: { maxTokens: 4000 } }).reply(talk(["user", "Hi."]));
    assert.equal(model.asked[0]?.maxTokens, 500);
  });

  test("a last message that no trimming makes room for is an error of one line, and no call", async () => {
    const model = listModel(["Yes."], { contextTokens: 512 });
    const reply = agent(ADA, { model }).reply(talk(["user", "Hi."], ["user", "word ".repeat(1000)]));
    await assert.rejects(reply, (error) => {
      assert.ok(error instanceof InputError);
      // 1000 words + 4; 512 − 80 are left beside the reply.
      assert.match(error.message, /^list: .*1004 the last message's.* at most 432, .*say less at once$/);
      return true;
    });
    assert.equal(model.asked.length, 0);
  });

  test("a persona whose rules alone fill it is an error that says so", async () => {
    const model = listModel(["Yes."], { contextTokens: 512 });
    const wordy = { ...ADA, rules: ["Never curse. ".repeat(200)] };
    await assert.rejects(agent(wordy, { model }).reply(talk(["user", "Hi."])), /shorten the persona's summary/);
  });
});

describe("replies", () => {
  test("a reply of nothing is asked for once more with another seed, and both are counted", async () => {
    const model = listModel([{ text: " \n", usage: { inputTokens: 3, outputTokens: 1, cost: 0.5 } }, "Yes."]);
    const { text, usage, evidence } = await agent(ADA, { model }).reply(talk(["user", "Hi."]));
    assert.equal(text, "Yes.");
    assert.deepEqual(usage, { inputTokens: 13, outputTokens: 3, cost: 0.5 });
    const [first, second] = model.asked;
    assert.notEqual(first?.seed, second?.seed);
    assert.equal(evidence.seed, second?.seed);
    assert.deepEqual(first?.messages, second?.messages);
  });

  const SILENT: [string, Partial<Generation>, RegExp][] = [
    ["nothing", {}, /^list: said nothing in two replies$/],
    ["only thoughts", { finish: "length" }, /^list: .*used up its 80 tokens before a word, so allow more$/],
    ["nothing past the filter", { finish: "filter" }, /^list: its provider's filter held back both replies$/],
  ];
  for (const [what, generation, says] of SILENT) {
    test(`a model that says ${what}, twice, is an error of one line`, async () => {
      const model = listModel([generation, generation, "never asked for"]);
      await assert.rejects(agent(ADA, { model }).reply(talk(["user", "Hi."])), (error) => {
        assert.ok(error instanceof ModelError);
        assert.match(error.message, says);
        return true;
      });
      assert.equal(model.asked.length, 2);
    });
  }

  test("a reply that was cut off is reported as such", async () => {
    const model = listModel([{ text: "And then we", finish: "length" }]);
    assert.equal((await agent(ADA, { model }).reply(talk(["user", "Hi."]))).finish, "length");
  });

  test("seed, turn and attempt make the seed of a reply, and nothing else does", async () => {
    const seedOf = async (seed: number, history: Message[], options?: ReplyOptions): Promise<number> =>
      (await agent(ADA, { model: listModel(["Yes."]), seed }).reply(history, options)).evidence.seed;
    const one = talk(["user", "Hi."]);
    const seeds = [
      await seedOf(1, one),
      await seedOf(2, one),
      await seedOf(1, [...one, ...one.map((message) => ({ ...message, turn: 1 }))]),
      await seedOf(1, one, { attempt: 1 }),
    ];
    assert.equal(new Set(seeds).size, 4);
    assert.equal(await seedOf(1, talk(["user", "Other words."])), seeds[0]);
    for (const seed of seeds) assert.ok(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31);
  });

  test("an aborted signal stops it before the model is asked, and at a component", async () => {
    const model = listModel(["Yes."]);
    const aborted = AbortSignal.abort(new Error("enough"));
    await assert.rejects(agent(ADA, { model }).reply(talk(["user", "Hi."]), { signal: aborted }), /enough/);
    await assert.rejects(
      agent(ADA, { model })
        .stream(talk(["user", "Hi."]), { signal: aborted })
        .next(),
      /enough/,
    );
    assert.equal(model.asked.length, 0);
  });
});

describe("streams", () => {
  /** Streams each reply in the given pieces; `closed` counts the streams that ended, by themselves or not. */
  function streaming(...replies: string[][]): Model & { closed: number } {
    let next = 0;
    const model = {
      ...listModel([]),
      closed: 0,
      async *stream(_request: GenerateRequest, signal?: AbortSignal): AsyncGenerator<string, Generation, void> {
        const pieces = replies[next++] ?? [];
        try {
          for (const piece of pieces) {
            signal?.throwIfAborted();
            yield piece;
          }
          return { text: pieces.join(""), finish: "stop", usage: { inputTokens: 1, outputTokens: pieces.length } };
        } finally {
          model.closed++;
        }
      },
    };
    return model;
  }

  const say = (ada: Agent, options?: ReplyOptions): AsyncGenerator<string, Reply, void> =>
    ada.stream(talk(["user", "Hi."]), options);

  test("the pieces make the text, without white space around it", async () => {
    const model = streaming([" \n", " Yes", ", ", "I do", ".", "\n"]);
    const { pieces, reply } = await heard(say(agent(ADA, { model })));
    assert.deepEqual(pieces, ["Yes", ",", " I do", "."]);
    assert.equal(reply.text, pieces.join(""));
  });

  test("one that says nothing is followed by another", async () => {
    const { pieces, reply } = await heard(say(agent(ADA, { model: streaming([" ", "\n"], ["Yes."]) })));
    assert.deepEqual(pieces, ["Yes."]);
    assert.deepEqual(reply.usage, { inputTokens: 2, outputTokens: 3 });
  });

  test("a model that cannot stream gives its reply in one piece", async () => {
    const { pieces, reply } = await heard(say(agent(ADA, { model: listModel([" Yes. "]) })));
    assert.deepEqual([pieces, reply.text], [["Yes."], "Yes."]);
  });

  test("a cancelled stream, and one that is left, end the model's stream", async () => {
    const model = streaming(["Yes", " and", " no"], ["Yes", " and", " no"]);
    const abort = new AbortController();
    const cancelled = say(agent(ADA, { model }), { signal: abort.signal });
    assert.equal((await cancelled.next()).value, "Yes");
    abort.abort(new Error("enough"));
    await assert.rejects(cancelled.next(), /enough/);
    assert.equal(model.closed, 1);
    for await (const piece of say(agent(ADA, { model }))) {
      assert.equal(piece, "Yes");
      break;
    }
    assert.equal(model.closed, 2);
  });
});
