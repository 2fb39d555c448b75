import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { UnsupportedError } from "../errors/unsupported-error.ts";
import type { GenerateRequest, Generation, Model } from "../model.ts";

const ASKED: GenerateRequest = { messages: [{ role: "user", content: "Say hello to Zoë 👋." }] };

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
      wellFormed(await (await make()).generate(request));
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

function wellFormed({ text, finish, usage, logprobs }: Generation): void {
  assert.equal(typeof text, "string");
  assert.ok(["stop", "length", "filter", "tool", "other"].includes(finish), finish);
  for (const count of [usage.inputTokens, usage.outputTokens]) assert.ok(Number.isInteger(count) && count >= 0);
  if (usage.cost !== undefined) assert.ok(usage.cost >= 0);
  for (const { token, logprob } of logprobs ?? []) {
    assert.equal(typeof token, "string");
    assert.ok(logprob <= 0, `${logprob}`);
  }
}
