import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { drain } from "../drain.ts";
import { UnsupportedError } from "../errors/unsupported-error.ts";
import type { GenerateRequest, Generation, Model, ToolCall, ToolSpec } from "../model.ts";

const ASKED: GenerateRequest = { messages: [{ role: "user", content: "Say hello to Zoë 👋." }] };
const TOOLS: ToolSpec[] = [
  {
    name: "weather",
    description: "The weather in a city, now.",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
];
const OFFERED: GenerateRequest = {
  messages: [{ role: "user", content: "What is the weather in Zürich?" }],
  tools: TOOLS,
};
/** A conversation in which tools were called and answered, once with arguments that are not JSON. */
const ANSWERED: GenerateRequest = {
  messages: [
    ...OFFERED.messages,
    {
      role: "assistant",
      content: "",
      toolCalls: [
        { id: "c1", name: "weather", arguments: '{"city":"Zürich"}' },
        { id: "c2", name: "weather", arguments: "{city: " },
      ],
    },
    { role: "tool", content: "rain", toolCallId: "c1" },
    { role: "tool", content: "The arguments are not JSON.", toolCallId: "c2" },
  ],
};

/**
 * Registers the tests that every Model must pass.
 *
 * @param make a fresh model that can answer any message; called once a test
 */
export function modelConformance(make: () => Promise<Model>): void {
  describe("Model contract", () => {
    test("has an id", async () => {
      assert.notEqual((await make()).id.trim(), "");
    });

    test("generate returns text, finish and usage, and leaves the request as it was", async () => {
      const request = structuredClone(ASKED);
      const generation = await (await make()).generate(request);
      wellFormed(generation);
      assert.equal(generation.toolCalls, undefined, "calls what was not offered");
      assert.deepEqual(request, ASKED);
    });

    test("a call that was aborted before is not made", async () => {
      const model = await make();
      const aborted = AbortSignal.abort(new Error("enough"));
      await assert.rejects(model.generate(ASKED, aborted), /enough/);
      if (model.stream) await assert.rejects(model.stream(ASKED, aborted).next(), /enough/);
    });

    test("the pieces of a stream make the text that it returns", async (context) => {
      const model = await make();
      if (!model.stream) return context.skip("does not stream");
      const stream = model.stream(ASKED);
      let text = "";
      for (;;) {
        const step = await stream.next();
        if (step.done) {
          wellFormed(step.value);
          assert.equal(text, step.value.text);
          return;
        }
        text += step.value;
      }
    });

    toolTests(make);

    test("choose gives every option a probability, summing to 1", async (context) => {
      const model = await make();
      if (!model.choose) return context.skip("does not choose");
      try {
        const chances = await model.choose({ ...ASKED, options: ["yes", "no", "perhaps"] });
        assert.equal(chances.length, 3);
        for (const chance of chances) assert.ok(chance >= 0 && chance <= 1, `${chance}`);
        assert.ok(Math.abs(chances.reduce((sum, chance) => sum + chance, 0) - 1) < 1e-6);
      } catch (error) {
        if (!(error instanceof UnsupportedError)) throw error;
        context.skip(error.message);
      }
    });

    test("score gives a log probability over at least one token", async (context) => {
      const model = await make();
      if (!model.score) return context.skip("does not score");
      const { sum, tokens } = await model.score({ ...ASKED, continuation: "Hello." });
      assert.ok(Number.isFinite(sum) && sum <= 0, `${sum}`);
      assert.ok(Number.isInteger(tokens) && tokens >= 1, `${tokens}`);
    });

    test("an empty continuation has no score but a RangeError", async (context) => {
      const model = await make();
      if (!model.score) return context.skip("does not score");
      await assert.rejects(model.score({ ...ASKED, continuation: "" }), RangeError);
    });
  });
}

function toolTests(make: () => Promise<Model>): void {
  test("given tools, it speaks or calls, whole and in a stream", async (context) => {
    const model = await make();
    if (!model.callsTools) return context.skip("calls no tools");
    const request = structuredClone(OFFERED);
    wellFormed(await model.generate(request));
    if (model.stream) wellFormed(await drain(model.stream(request)));
    assert.deepEqual(request, OFFERED);
  });

  test("goes on after the results of tools, with and without tools", async (context) => {
    const model = await make();
    if (!model.callsTools) return context.skip("calls no tools");
    const request = structuredClone(ANSWERED);
    const last = await model.generate(request);
    wellFormed(last);
    assert.equal(last.toolCalls, undefined, "calls what was not offered");
    wellFormed(await model.generate({ ...request, tools: TOOLS }));
    assert.deepEqual(request, ANSWERED);
  });
}

function wellFormed({ text, finish, usage, logprobs, toolCalls }: Generation): void {
  assert.equal(typeof text, "string");
  if (toolCalls) checkCalls(toolCalls, finish);
  assert.ok(["stop", "length", "filter", "tool", "other"].includes(finish), finish);
  for (const count of [usage.inputTokens, usage.outputTokens]) assert.ok(Number.isInteger(count) && count >= 0);
  if (usage.cost !== undefined) assert.ok(usage.cost >= 0);
  for (const { token, logprob } of logprobs ?? []) {
    assert.equal(typeof token, "string");
    assert.ok(logprob <= 0, `${logprob}`);
  }
}

/** Arguments are not read: a model may write anything there. */
function checkCalls(calls: readonly ToolCall[], finish: Generation["finish"]): void {
  assert.ok(["tool", "length", "filter"].includes(finish), `calls tools, and its finish is "${finish}"`);
  assert.notEqual(calls.length, 0, "toolCalls is empty; expected none or some");
  assert.equal(new Set(calls.map(({ id }) => id)).size, calls.length, "two calls of one id");
  for (const { id, name, arguments: given } of calls) {
    assert.notEqual(id.trim(), "", "a call without id");
    assert.notEqual(name.trim(), "", "a call without name");
    assert.equal(typeof given, "string");
  }
}
