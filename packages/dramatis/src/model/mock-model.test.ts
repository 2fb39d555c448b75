import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { modelConformance } from "../core/conformance/model.ts";
import { type GenerateRequest, InputError, type ModelError } from "../core/index.ts";
import { HttpStatusError } from "./http-status-error.ts";
import { mockModel } from "./mock-model.ts";

const say = (content: string): GenerateRequest => ({ messages: [{ role: "user", content }] });

modelConformance(async () => mockModel({ default: "Hello, Zoë." }));
modelConformance(async () => mockModel({ default: { reply: "Let me look.", toolCalls: [{ name: "weather" }] } }));

describe("mockModel", () => {
  test("rules come first, then the replies in order, then the default", async () => {
    const model = mockModel({
      rules: [
        { match: "name", reply: "Ada" },
        { match: "/^how old/i", reply: "36", tokens: 9 },
      ],
      replies: ["one", { reply: "two" }],
      default: "so on",
    });
    const texts: string[] = [];
    for (const said of ["hm", "Your name?", "hm", "How old are you?", "hm"]) {
      texts.push((await model.generate(say(said))).text);
    }
    assert.deepEqual(texts, ["one", "Ada", "two", "36", "so on"]);
    // "How old?" has 8 characters: 2 tokens in; 9 out by the script.
    assert.deepEqual((await model.generate(say("How old?"))).usage, { inputTokens: 2, outputTokens: 9 });
  });

  test("only the last user message counts", async () => {
    const model = mockModel({ rules: [{ match: "tea", reply: "yes" }], default: "no" });
    const messages = [...say("tea?").messages, { role: "assistant" as const, content: "tea" }, ...say("rum?").messages];
    assert.equal((await model.generate({ messages })).text, "no");
  });

  test("calls the tools of its script where the request has tools, and answers what a tool said", async () => {
    const toolCalls = [
      { name: "weather", arguments: { city: "Oslo" } },
      { name: "time" },
      { name: "x", arguments: "{oops" },
    ];
    const model = mockModel({
      rules: [
        { match: "Oslo?", toolCalls },
        { match: "snow", reply: "It snows." },
      ],
    });
    const tools = [{ name: "weather", description: "Of a city.", parameters: { type: "object" } }];
    const asked = await model.generate({ ...say("How is Oslo?"), tools });
    assert.deepEqual([asked.text, asked.finish], ["", "tool"]);
    assert.deepEqual(asked.toolCalls, [
      { id: "call-1", name: "weather", arguments: '{"city":"Oslo"}' },
      { id: "call-2", name: "time", arguments: "{}" },
      { id: "call-3", name: "x", arguments: "{oops" },
    ]);
    const result = { role: "tool" as const, content: "snow", toolCallId: "call-1" };
    const told = await model.generate({ messages: [...say("How is Oslo?").messages, result], tools });
    assert.deepEqual([told.text, told.finish, told.toolCalls], ["It snows.", "stop", undefined]);
    assert.equal((await model.generate(say("How is Oslo?"))).toolCalls, undefined);
  });

  test("fails by kind or by status, and when the script has nothing to say", async () => {
    const model = mockModel({
      replies: [{ error: { fault: "timeout" } }, { error: { status: 429, message: "slow" } }],
    });
    await assert.rejects(model.generate(say("x")), (error: unknown) => (error as ModelError).fault === "timeout");
    await assert.rejects(
      model.generate(say("x")),
      (error: unknown) => error instanceof HttpStatusError && error.fault === "rate_limit",
    );
    await assert.rejects(model.generate(say("x")), /the script has no reply to "x"/);
  });

  test("a delayed reply can be aborted", async () => {
    const controller = new AbortController();
    const work = mockModel({ default: { reply: "x", delayMs: 60_000 } }).generate(say("x"), controller.signal);
    controller.abort(new Error("enough"));
    await assert.rejects(work, /enough/);
  });

  test("the pieces of any text make the text", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: fc.constantFrom("a", " ", "\n", "é") }), async (text) => {
        let whole = "";
        for await (const piece of mockModel({ default: text }).stream?.(say("x")) ?? []) whole += piece;
        assert.equal(whole, text);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test("a script of the wrong shape is one clear line", () => {
    const cases: [unknown, RegExp][] = [
      [{ rules: [{ match: "/(/", reply: "x" }] }, /^s\.json: Invalid regular expression/],
      [{ replys: [] }, /replys/],
      [{ rules: [{ reply: "x" }] }, /rules\.0\.match: /],
      [{ default: { error: { fault: "boredom" } } }, /default/],
      [{ rules: [{ match: "x", toolCalls: [{ name: "" }] }] }, /rules\.0\.toolCalls\.0\.name: /],
      [null, /expected object/],
      ["hello", /expected object/],
    ];
    for (const [script, message] of cases) {
      assert.throws(
        () => mockModel(script, "s.json"),
        (error: unknown) =>
          error instanceof InputError && message.test(error.message) && error.message.includes("a mock script"),
        JSON.stringify(script),
      );
    }
  });
});
