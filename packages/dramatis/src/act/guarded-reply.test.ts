import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Candidate, type Guard, type Message, type Model, ModelError, type Persona } from "../core/index.ts";
import { listModel } from "../model/testing.ts";
import { agent } from "./agent.ts";
import type { EarlyGuard } from "./guarded-reply.ts";

const ADA: Persona = { schema: "dramatis.persona/1", name: "Ada", statements: [{ id: "dog", text: "I have a dog." }] };
const HI: Message[] = [{ session: "s", turn: 0, speaker: "user", text: "Hi." }];

/** Takes the longest; keeps what it was given. */
function longest(more: Partial<EarlyGuard> = {}): Guard & Partial<EarlyGuard> & { given: Candidate[][] } {
  const given: Candidate[][] = [];
  return {
    name: "longest",
    given,
    choose: async (candidates) => {
      given.push([...candidates]);
      const most = Math.max(...candidates.map(({ text }) => text.length));
      const index = candidates.findIndex(({ text }) => text.length === most);
      return {
        index,
        text: candidates[index]?.text ?? "",
        reasons: candidates.map(({ text }) => `${text.length} long`),
      };
    },
    ...more,
  };
}

test("as many candidates as asked for, of different seeds and equal prompts; what was chosen, and from what, is kept", async () => {
  const model = listModel([" Yes. ", "Yes, I do.", "No."]);
  const guard = longest();
  const { text, usage, finish, evidence } = await agent(ADA, { model, guards: [guard], candidates: 3 }).reply(HI);
  assert.deepEqual([text, finish], ["Yes, I do.", "stop"]);
  assert.deepEqual(usage, { inputTokens: 30, outputTokens: 6 });
  const seeds = model.asked.map(({ seed }) => seed);
  assert.equal(new Set(seeds).size, 3);
  for (const { messages } of model.asked) assert.deepEqual(messages, model.asked[0]?.messages);
  assert.deepEqual(guard.given, [[{ text: "Yes." }, { text: "Yes, I do." }, { text: "No." }]]);
  assert.deepEqual([evidence.guards?.[0]?.guard, evidence.seed, evidence.statements], ["longest", seeds[1], ["dog"]]);
  assert.deepEqual(evidence.guards?.[0]?.candidates, [
    { text: "Yes.", seed: seeds[0], chosen: false, reason: "4 long" },
    { text: "Yes, I do.", seed: seeds[1], chosen: true, reason: "10 long" },
    { text: "No.", seed: seeds[2], chosen: false, reason: "3 long" },
  ]);
});

test("five candidates unless said otherwise; the first has the seed of a reply without a guard", async () => {
  const model = listModel(["a", "b", "c", "d", "e", "f"]);
  const bare = listModel(["a"]);
  await agent(ADA, { model, guards: [longest()], seed: 3 }).reply(HI);
  const { evidence } = await agent(ADA, { model: bare, seed: 3 }).reply(HI);
  assert.equal(model.asked.length, 5);
  assert.equal(model.asked[0]?.seed, bare.asked[0]?.seed);
  assert.ok(!("guards" in evidence));
});

test("a stream gives the chosen reply in one piece", async () => {
  const model = listModel(["Yes.", "Yes, I do."]);
  const stream = agent(ADA, { model, guards: [longest()], candidates: 2 }).stream(HI);
  assert.deepEqual(await stream.next(), { done: false, value: "Yes, I do." });
  const { done, value } = await stream.next();
  assert.ok(done && typeof value === "object");
  assert.equal(value.text, "Yes, I do.");
});

test("a mended text is said, and the candidate stays as it was drawn", async () => {
  const guard = longest({ choose: async () => ({ index: 0, text: "Mended.", reasons: ["was wrong"] }) });
  const { text, evidence } = await agent(ADA, { model: listModel(["Wrong."]), guards: [guard], candidates: 1 }).reply(
    HI,
  );
  assert.deepEqual([text, evidence.guards?.[0]?.candidates[0]?.text], ["Mended.", "Wrong."]);
});

describe("scores", () => {
  const scored = { text: "Yes.", logprobs: [-0.5, -1.5].map((logprob) => ({ token: "x", logprob })) };
  const score: Model["score"] = async () => ({ sum: 0, tokens: 1 });

  test("a model that can score is asked for them: the mean log probability of a token", async () => {
    const model = listModel([scored], { score });
    const guard = longest();
    const { evidence } = await agent(ADA, { model, guards: [guard], candidates: 1 }).reply(HI);
    assert.equal(model.asked[0]?.topLogprobs, 0);
    assert.deepEqual(guard.given, [[{ text: "Yes.", score: -1 }]]);
    assert.equal(evidence.guards?.[0]?.candidates[0]?.score, -1);
  });

  test("others only where the settings ask, and no model without a guard", async () => {
    const plain = listModel(["a", "b"]);
    await agent(ADA, { model: plain, guards: [longest()], candidates: 1 }).reply(HI);
    await agent(ADA, { model: plain, guards: [longest()], candidates: 1, settings: { topLogprobs: 3 } }).reply(HI);
    const bare = listModel(["a"], { score });
    await agent(ADA, { model: bare }).reply(HI);
    assert.deepEqual(
      [...plain.asked, ...bare.asked].map(({ topLogprobs }) => topLogprobs),
      [undefined, 3, undefined],
    );
  });
});

describe("an early guard", () => {
  test("that accepts the first candidate has no others drawn, and still gives its reason", async () => {
    const model = listModel(["Yes.", "Yes, I do."]);
    const { text, evidence } = await agent(ADA, { model, guards: [longest({ accepts: async () => true })] }).reply(HI);
    assert.deepEqual([text, model.asked.length], ["Yes.", 1]);
    assert.deepEqual(
      evidence.guards?.[0]?.candidates.map(({ reason }) => reason),
      ["4 long"],
    );
  });

  test("that does not has all of them", async () => {
    const model = listModel(["Yes.", "Yes, I do."]);
    const guard = longest({ accepts: async ({ text }) => text !== "Yes." });
    const { text } = await agent(ADA, { model, guards: [guard], candidates: 2 }).reply(HI);
    assert.deepEqual([text, model.asked.length], ["Yes, I do.", 2]);
  });
});

describe("what goes wrong", () => {
  test("blank candidates are not shown to the guard; only blank ones are an error of one line", async () => {
    const guard = longest();
    const { text } = await agent(ADA, { model: listModel([" ", "Yes."]), guards: [guard], candidates: 2 }).reply(HI);
    assert.equal(text, "Yes.");
    assert.deepEqual(guard.given, [[{ text: "Yes." }]]);
    await assert.rejects(agent(ADA, { model: listModel([]), guards: [guard], candidates: 3 }).reply(HI), (error) => {
      assert.ok(error instanceof ModelError);
      assert.equal(error.message, "list: said nothing in any of 3 replies");
      return true;
    });
    const held = listModel([{ finish: "filter" }, { finish: "filter" }, { finish: "filter" }]);
    await assert.rejects(agent(ADA, { model: held, guards: [guard], candidates: 3 }).reply(HI), /held back all of 3$/);
  });

  test("a number of candidates that is none is refused at once", () => {
    for (const candidates of [0, 1.5, Number.NaN]) {
      assert.throws(() => agent(ADA, { model: listModel([]), candidates }), { code: "invalid_input" });
    }
  });

  test("the guard's error is the caller's, and a signal reaches the guard", async () => {
    const abort = new AbortController();
    const guard = longest({
      accepts: async (_candidate, _view, signal) => {
        abort.abort(new Error("enough"));
        signal?.throwIfAborted();
        return true;
      },
    });
    const model = listModel(["Yes.", "No."]);
    await assert.rejects(agent(ADA, { model, guards: [guard] }).reply(HI, { signal: abort.signal }), /enough/);
    assert.equal(model.asked.length, 1);
    const broken = longest({ choose: () => Promise.reject(new Error("no judge")) });
    await assert.rejects(
      agent(ADA, { model: listModel(["Yes."]), guards: [broken], candidates: 1 }).reply(HI),
      /no judge/,
    );
  });
});
