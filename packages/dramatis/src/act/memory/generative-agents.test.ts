import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import { type AgentView, InputError, type Message, UnsupportedError } from "../../core/index.ts";
import { mockModel } from "../../model/index.ts";
import { generativeAgents, generativeScores } from "./generative-agents.ts";
import { rateByModel, rateByWords } from "./rate-importance.ts";
import { testingBook, testingMemory } from "./testing-book.ts";

const NOW = (): Date => new Date("2025-02-01T00:00:00Z");

function said(text: string, turn = 0, session = "s2"): Message {
  return { session, turn, speaker: "user", text };
}

function view(...history: Message[]): AgentView {
  return { persona: { schema: "dramatis.persona/1", name: "Ana" }, history };
}

const event = (id: string, text: string, saidAt: string) => testingMemory({ id, text, saidAt, kind: "event" });

describe("generative-agents", () => {
  const shared = testingBook({ memories: [event("a", "My dog had puppies", "2025-01-01T00:00:00Z")] });
  componentConformance(
    async () => generativeAgents({ book: shared, now: NOW }),
    view(said("Hello."), said("I got a cat.", 1), said("How is my dog?", 2)),
  );

  test("the worked scores, newest first", () => {
    // Recency .99, .9801, .970299 scales to 1, .009801/.019701 = .49749, 0; importance 9, 2, 5 to 1, 0, 3/7;
    // relevance .2, .8, .5 to 0, 1, .5. So .5 + 0 + 2; .24874 + 3 + 0; 0 + 1.5 + .85714.
    const memories = [
      { importance: 9, relevance: 0.2 },
      { importance: 2, relevance: 0.8 },
      { importance: 5, relevance: 0.5 },
    ];
    assert.deepEqual(
      generativeScores(memories).map((score) => score.toFixed(4)),
      ["2.5000", "3.2487", "2.3571"],
    );
    // As released, the oldest is the most recent: 0 and .5 · (.9801 − .970299) / .019701 and .5.
    assert.deepEqual(
      generativeScores(memories, { recencyQuirk: true }).map((score) => score.toFixed(4)),
      ["2.0000", "3.2487", "2.8571"],
    );
  });

  test("all equal is .5 of each; nothing is nothing", () => {
    // .5 · .5 + 3 · .5 + 2 · .5
    assert.deepEqual(generativeScores([{ importance: 3, relevance: 0.4 }]), [2.75]);
    assert.deepEqual(generativeScores([]), []);
  });

  test("recalls the relevant from before, with whom and when, and not what still stands in the history", async () => {
    const book = testingBook({
      memories: [event("a", "my dog is ill", "2025-01-11T00:00:00Z"), event("b", "it rains", "2025-01-12T00:00:00Z")],
    });
    const component = generativeAgents({ book, most: 1, now: NOW });
    await component.observe?.(said("my dog is fine"));
    const [contribution] = await component.contribute(view(said("my dog is fine")));
    assert.match(contribution?.text ?? "", /:\n- user, 3 weeks ago: my dog is ill$/);
    assert.equal(contribution?.block, "MEMORY");
  });

  test("a message is kept once, rated by words; a deleted one does not come back", async () => {
    const book = testingBook();
    const component = generativeAgents({ book, now: NOW });
    await component.observe?.(said("I got divorced."));
    await component.observe?.(said("I got divorced."));
    const [memory, ...rest] = await book.all();
    assert.deepEqual(rest, []);
    // 1, 2 for what is said of oneself, 3 for the divorce
    assert.equal(memory?.importance, 6);
    await book.delete(memory.id);
    await component.observe?.(said("I got divorced."));
    assert.deepEqual(await book.all(), []);
  });

  test("importance by words: from the mundane to the poignant, never outside 1 to 10", async () => {
    const [mundane, turning] = await rateByWords()(["Which bus is it?", "The funeral was so sad."]);
    assert.equal(mundane, 1);
    assert.ok(turning !== undefined && turning > 4 && turning <= 10, String(turning));
  });

  test("importance by a model: a reply that cannot be used twice is rated by words", async () => {
    const good = rateByModel(mockModel({ replies: ['```json\n{"scores": [7, 2]}\n```'] }));
    assert.deepEqual(await good(["a", "b"]), [7, 2]);
    for (const replies of [["seven", '{"scores": [11]}'], ['{"scores": [3, 4]}']]) {
      assert.deepEqual(await rateByModel(mockModel({ replies }))(["Which bus is it?"]), [1]);
    }
    assert.deepEqual(await rateByModel(mockModel({}))([]), []);
  });

  test("reflects once the importance adds up: thoughts with their evidence, rated; the sum starts anew", async () => {
    const book = testingBook();
    const insights =
      '{"insights": [{"text": "He loves dogs.", "evidence": ["ID"]}, {"text": "Unfounded.", "evidence": ["x"]}]}';
    const rate = async (texts: readonly string[]): Promise<number[]> => texts.map(() => 8);
    const first = generativeAgents({ book, rate, reflectAt: 16, now: NOW });
    await first.observe?.(said("My dog is here."));
    const [{ id } = { id: "" }] = await book.all();
    const model = mockModel({ replies: ['{"questions": ["What of the dog?"]}', insights.replace("ID", id)] });
    const second = generativeAgents({ book, rate, model, reflectAt: 16, now: NOW });
    second.state?.load(first.state?.save());
    await second.observe?.(said("My dog is old.", 1));
    const thoughts = (await book.all()).filter(({ kind }) => kind === "thought");
    assert.deepEqual(
      thoughts.map(({ text, madeFrom, importance, about }) => ({ text, madeFrom, importance, about })),
      [{ text: "He loves dogs.", madeFrom: [id], importance: 8, about: "user" }],
    );
    assert.deepEqual(second.state?.save(), []);
  });

  test("a model that cannot be used leaves the memories and no thoughts", async () => {
    const book = testingBook();
    const component = generativeAgents({ book, model: mockModel({ default: "No." }), reflectAt: 1, now: NOW });
    await component.observe?.(said("I moved."));
    assert.deepEqual(
      (await book.all()).map(({ kind }) => kind),
      ["event"],
    );
  });

  test("without a book it says how to get one; a saved state that is none is an error", () => {
    assert.throws(() => generativeAgents(), UnsupportedError);
    assert.throws(() => generativeAgents({ book: testingBook() }).state?.load({}), InputError);
  });
});
