import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { GenerateRequest, Model } from "../../core/index.ts";
import { jekyllAndHyde, plainAnswer } from "./jekyll-and-hyde.ts";

interface Solver extends Model {
  asked: GenerateRequest[];
}

/** Proposes a role, and solves as a clerk and as nobody. */
function solver({
  role = { role: "You are a clerk who counts." } as object | string,
  clerk = "Therefore: 7",
  nobody = "Therefore: 8",
} = {}): Solver {
  const asked: GenerateRequest[] = [];
  return {
    id: "solver",
    asked,
    generate: async (request, signal) => {
      signal?.throwIfAborted();
      asked.push(request);
      const [{ content } = { content: "" }] = request.messages;
      const said = content.startsWith("Somebody is to solve") ? role : content.includes("clerk") ? clerk : nobody;
      const text = typeof said === "string" ? said : JSON.stringify(said);
      return { text, finish: "stop", usage: { inputTokens: 1, outputTokens: 1 } };
    },
  };
}

/** An evaluator that chooses by what stands first. */
function evaluator(choose: (first: string, asked: number) => "first" | "second" | null): Model & { calls: number } {
  const model = {
    id: "evaluator",
    calls: 0,
    generate: async ({ messages }: GenerateRequest) => {
      const first = /"first":\s*"([^"]*)"/.exec(messages.map(({ content }) => content).join("\n"))?.[1] ?? "";
      const choice = choose(first, model.calls++);
      const text = choice === null ? "Hm." : JSON.stringify({ reason: "So.", choice, certainty: 70 });
      return { text, finish: "stop" as const, usage: { inputTokens: 1, outputTokens: 1 } };
    },
  };
  return model;
}

const question = "How many days has a week?";

describe("jekyll-and-hyde", () => {
  test("an evaluator that always takes the first is split five times: neutral, after 10 of its calls", async () => {
    const judge = evaluator(() => "first");
    const model = solver();
    const found = await jekyllAndHyde(model, { question, evaluator: judge });
    assert.deepEqual([found.answer, found.source, found.compared?.undecided], ["8", "neutral", true]);
    assert.deepEqual([judge.calls, found.compared?.calls, model.asked.length], [10, 10, 3]);
    assert.equal(found.compared?.rounds.length, 5);
  });

  test("the solution that both orders name wins, in the first try or a later one", async () => {
    const right = evaluator((first) => (first.includes("7") ? "first" : "second"));
    const found = await jekyllAndHyde(solver(), { question, evaluator: right });
    assert.deepEqual([found.answer, found.source, right.calls], ["7", "role", 2]);
    const late = evaluator((first, asked) => (asked < 4 || first.includes("7") ? "first" : "second"));
    const second = await jekyllAndHyde(solver(), { question, evaluator: late });
    assert.deepEqual([second.source, late.calls, second.compared?.rounds.length], ["role", 6, 3]);
  });

  test("equal answers need no evaluator, even where both are wrong", async () => {
    const judge = evaluator(() => "first");
    const model = solver({ clerk: "So many.\n**Therefore:** Eight.", nobody: "Therefore: eight" });
    const found = await jekyllAndHyde(model, { question, evaluator: judge });
    assert.deepEqual([found.answer, found.source, found.compared, judge.calls], ["eight", "both", null, 0]);
  });

  test("the neutral solution knows of no role; no role that can be read leaves it alone", async () => {
    const model = solver();
    await jekyllAndHyde(model, { question, evaluator: evaluator(() => "first"), role: "You are a clerk." });
    assert.deepEqual(
      model.asked.map(({ messages }) => messages[0]?.content.includes("clerk")),
      [true, false],
    );
    const none = await jekyllAndHyde(solver({ role: "A clerk!" }), { question });
    assert.deepEqual([none.role, none.source, none.answer, none.solutions.role], [null, "neutral", "8", null]);
  });

  test("two solutions without an answer are compared as they are; an evaluator that cannot be read is for neutral", async () => {
    const judge = evaluator(() => null);
    const model = solver({ clerk: "Seven, I think.", nobody: "Seven, I think, too." });
    const { answer, source, compared } = await jekyllAndHyde(model, { question, evaluator: judge });
    assert.deepEqual([answer, source, compared?.choice], [null, "neutral", null]);
    assert.ok(compared?.missing !== undefined);
  });

  test("the last answer line counts; a blank question and an abort are refused", async () => {
    assert.equal(plainAnswer("Therefore: 3\nNo.\nTherefore:  4 . "), "4");
    assert.equal(plainAnswer("Therefore:"), null);
    await assert.rejects(jekyllAndHyde(solver(), { question: "\n" }), /invalid question/);
    const signal = AbortSignal.abort(new Error("enough"));
    await assert.rejects(jekyllAndHyde(solver(), { question, role: "You are.", signal }), /enough/);
  });
});
