import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  type Component,
  type Generation,
  type Guard,
  type Message,
  type Persona,
  StoreError,
  UnsupportedError,
} from "../core/index.ts";
import { listModel } from "../model/testing.ts";
import { agent } from "./agent.ts";
import { chatSession } from "./chat-session.ts";
import type { GuardView } from "./guarded-reply.ts";
import type { Strategy } from "./strategy.ts";

const ADA: Persona = { schema: "dramatis.persona/1", name: "Ada", statements: [{ id: "dog", text: "I have a dog." }] };
const HI: Message[] = [{ session: "s", turn: 0, speaker: "user", text: "Hi." }];

/** Says everything in capitals; what begins with "?" is drawn once more. */
function loud(more: Partial<Strategy> = {}): Strategy {
  return {
    name: "loud",
    contribute: async () => [{ block: "LOUD", text: "Shout.", fields: ["statements.dog"] }],
    read: (text, _view, isLast) => {
      if (text.startsWith("?") && !isLast) return null;
      return { text: text.toUpperCase(), evidence: { raw: text } };
    },
    ...more,
  };
}

/** Takes the last candidate. */
const last: Guard = {
  name: "last",
  choose: async (candidates) => ({
    index: candidates.length - 1,
    text: candidates.at(-1)?.text ?? "",
    reasons: candidates.map(() => "in order"),
  }),
};

describe("a strategy", () => {
  test("stands in for blocks, reminds at the end, shows own turns as it recalls them, and reads what is said", async () => {
    const model = listModel(["hello"]);
    const strategy = loud({
      replaces: ["FACTS"],
      reminder: ({ history }) => `After ${history.length}.`,
      recalled: ({ text }) => `[thought] ${text}`,
    });
    const history = [...HI, { session: "s", turn: 1, speaker: "Ada", text: "Hm." }, { ...HI[0], turn: 2 } as Message];
    const { text, evidence } = await agent(ADA, { model, strategy }).reply(history);
    assert.deepEqual([text, (evidence as { raw?: unknown }).raw], ["HELLO", "hello"]);
    assert.deepEqual(
      evidence.blocks.map(({ id }) => id),
      ["ROLE", "LOUD", "RULES", "REMINDER"],
    );
    assert.deepEqual(evidence.statements, ["dog"]);
    const said = model.asked[0]?.messages.slice(1).map(({ role, content }) => `${role}: ${content}`);
    assert.deepEqual(said, ["user: Hi.", "assistant: [thought] Hm.", "user: Hi.", "system: After 3."]);
  });

  test("a draft that it does not take is drawn once more with another seed; of the last it makes something", async () => {
    const model = listModel(["? one", "? two"]);
    const { text, usage, evidence } = await agent(ADA, { model, strategy: loud() }).reply(HI);
    assert.equal(text, "? TWO");
    assert.deepEqual(usage, { inputTokens: 20, outputTokens: 4 });
    assert.equal(evidence.seed, model.asked[1]?.seed);
    assert.notEqual(model.asked[0]?.seed, model.asked[1]?.seed);
  });

  test("guards are given what it reads, and not what it would draw once more", async () => {
    const model = listModel(["? one", "two"]);
    const { text, evidence } = await agent(ADA, { model, strategy: loud(), guards: [last], candidates: 2 }).reply(HI);
    assert.equal(text, "TWO");
    assert.deepEqual(
      evidence.guards?.[0]?.candidates.map((candidate) => candidate.text),
      ["TWO"],
    );
  });
});

describe("a contribution", () => {
  test("may stand for the oldest turns, which the prompt then leaves out, and says what it was made from", async () => {
    const summary: Component = {
      name: "summary",
      contribute: async () => [{ block: "SUMMARY", text: "We met.", fields: [], sources: ["m1"], standsFor: 2 }],
    };
    const model = listModel(["Yes", "Yes"]);
    const history = ["a", "b", "c"].map((text, turn) => ({ ...HI[0], turn, text }) as Message);
    const ada = agent(ADA, { model, components: [summary] });
    const { evidence } = await ada.reply(history);
    assert.deepEqual(
      model.asked[0]?.messages.slice(1).map(({ content }) => content),
      ["c"],
    );
    assert.deepEqual([evidence.summedUp, evidence.droppedTurns, evidence.blocks[2]?.sources], [2, 0, ["m1"]]);
    // The last message is always said.
    await ada.reply(history.slice(0, 2));
    assert.equal(model.asked[1]?.messages.at(-1)?.content, "b");
  });
});

describe("guards in a row", () => {
  test("the next is given what the one before it took, and may mend it", async () => {
    const mend: Guard = {
      name: "mend",
      choose: async ([candidate], _view) => ({ index: 0, text: `${candidate?.text}!`, reasons: ["tamer"] }),
    };
    const model = listModel(["One", "Two"]);
    const { text, evidence } = await agent(ADA, { model, guards: [last, mend], candidates: 2 }).reply(HI);
    assert.equal(text, "Two!");
    assert.deepEqual(
      evidence.guards?.map(({ guard, candidates }) => [guard, candidates.map((candidate) => candidate.text)]),
      [
        ["last", ["One", "Two"]],
        ["mend", ["Two"]],
      ],
    );
  });

  test("one may ask for another reply, told what was wrong; its tokens count, and the seed is of what is said", async () => {
    const asks: Guard = {
      name: "asks",
      choose: async (_candidates, view: GuardView) => {
        const fresh = await view.again?.("It lied.");
        return { index: 0, text: fresh?.text ?? "none", reasons: ["drawn once more"] };
      },
    };
    const model = listModel(["A lie", "The truth"]);
    const { text, usage, evidence } = await agent(ADA, { model, guards: [asks], candidates: 1 }).reply(HI);
    assert.equal(text, "The truth");
    assert.equal(usage.outputTokens, 4);
    assert.equal(evidence.seed, model.asked[1]?.seed);
    assert.match(model.asked[1]?.messages.at(-1)?.content ?? "", /^It lied\. Say something else/);
  });

  test("no other reply is drawn where the context has no room for what was wrong", async () => {
    const asks: Guard = {
      name: "asks",
      choose: async ([first], view: GuardView) => {
        assert.equal(await view.again?.("wrong ".repeat(400)), null);
        return { index: 0, text: first?.text ?? "", reasons: ["as it is"] };
      },
    };
    const model = listModel(["Yes"], { contextTokens: 512 });
    await agent(ADA, { model, guards: [asks], candidates: 1 }).reply(HI);
    assert.equal(model.asked.length, 1);
  });
});

describe("a store that fails", () => {
  const locked = new StoreError("memories.sqlite", "locked");

  test("costs its component and not the reply, which says so; a strategy's blocks are then not replaced", async () => {
    const broken: Component = { name: "memory", contribute: () => Promise.reject(locked) };
    const strategy = loud({ replaces: ["FACTS"], contribute: () => Promise.reject(locked) });
    const { text, evidence } = await agent(ADA, { model: listModel(["yes"]), components: [broken], strategy }).reply(
      HI,
    );
    assert.equal(text, "YES");
    assert.deepEqual(
      evidence.blocks.map(({ id }) => id),
      ["ROLE", "FACTS", "RULES"],
    );
    assert.equal(evidence.lost?.length, 2);
    assert.match(evidence.lost?.[0] ?? "", /^memory: memories\.sqlite: the store is locked/);
  });

  test("is told again, in order, before the next message; other errors are the caller's", async () => {
    const kept: string[] = [];
    let fails = true;
    const memory: Component = {
      name: "memory",
      contribute: async () => [],
      observe: async ({ text }) => {
        if (fails) throw locked;
        kept.push(text);
      },
    };
    const session = chatSession({
      agent: agent(ADA, { model: listModel(["One", "Two"]), components: [memory] }),
      session: "s",
      now: () => new Date("2026-01-02T03:04:05Z"),
    });
    const say = async (text: string): Promise<Message> => {
      session.hear(text);
      const pieces = session.answer();
      for (;;) {
        const step = await pieces.next();
        if (step.done) return step.value;
      }
    };
    const first = await say("a");
    assert.match(String(first.evidence?.lost), /locked.*\(1 not kept yet\)$/);
    assert.equal(first.at, "2026-01-02T03:04:05.000Z");
    fails = false;
    const second = await say("b");
    assert.ok(!("lost" in (second.evidence ?? {})));
    assert.deepEqual(kept, ["a", "One", "b"]);
    assert.deepEqual(await session.settle(), []);
    assert.deepEqual(kept, ["a", "One", "b", "Two"]);
    const faulty: Component = { name: "faulty", contribute: async () => Promise.reject(new Error("a bug")) };
    await assert.rejects(agent(ADA, { model: listModel(["One"]), components: [faulty] }).reply(HI), /a bug/);
  });
});

describe("tools", () => {
  const price = {
    name: "price",
    description: "What a thing costs.",
    parameters: { type: "object", properties: { thing: { type: "string" } } },
    run: async (args: unknown) => `${(args as { thing: string }).thing}: 30 gold`,
  };
  const calls = (...toolCalls: { id: string; name: string; arguments: string }[]): Partial<Generation> => {
    return { toolCalls, finish: "tool" };
  };

  test("are run until the model speaks, once for all candidates, and stand in the evidence", async () => {
    const asks = calls(
      { id: "1", name: "price", arguments: '{"thing":"sword"}' },
      { id: "2", name: "weight", arguments: "{}" },
      { id: "3", name: "price", arguments: "{" },
    );
    const model = listModel([asks, "30 gold.", "Thirty."], { callsTools: true });
    const { text, evidence, usage } = await agent(ADA, { model, tools: [price], guards: [last], candidates: 2 }).reply(
      HI,
    );
    assert.equal(text, "Thirty.");
    assert.deepEqual(
      evidence.tools?.map(({ result }) => result),
      ["sword: 30 gold", 'There is no tool "weight"; there are price.', "The arguments are not JSON."],
    );
    assert.equal(model.asked.length, 3);
    assert.deepEqual(
      model.asked[0]?.tools?.map(({ name }) => name),
      ["price"],
    );
    assert.deepEqual(model.asked[2]?.messages, model.asked[1]?.messages);
    assert.ok(!("tools" in (model.asked[2] ?? {})));
    assert.equal(usage.outputTokens, 6);
  });

  test("a model that calls and calls must speak in the fourth round; a tool that fails is told to it", async () => {
    const broken = { ...price, run: () => Promise.reject(new Error("no\nnetwork")) };
    const again = calls({ id: "1", name: "price", arguments: "{}" });
    const model = listModel([again, again, again, "I cannot say."], { callsTools: true });
    const { text, evidence } = await agent(ADA, { model, tools: [broken] }).reply(HI);
    assert.equal(text, "I cannot say.");
    assert.equal(model.asked[3]?.tools, undefined);
    assert.equal(evidence.tools?.[0]?.result, "The tool failed: no network");
  });

  test("a model that cannot call them is unsupported", async () => {
    await assert.rejects(agent(ADA, { model: listModel([]), tools: [price] }).reply(HI), UnsupportedError);
  });
});
