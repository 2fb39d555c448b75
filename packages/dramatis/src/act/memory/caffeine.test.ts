import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import { type Nli, UnsupportedError } from "../../core/index.ts";
import { mockModel } from "../../model/index.ts";
import { fakeNli } from "../../model/testing.ts";
import { caffeine, refineMemories } from "./caffeine.ts";
import { pairsToRefine } from "./contradiction-graph.ts";
import type { Memory } from "./memory.ts";
import type { MemoryBook } from "./memory-book.ts";
import { refineByModel, refineByRule } from "./refine-pair.ts";
import { testingBook, testingMemory } from "./testing-book.ts";
import { anaHears, NOW, session } from "./testing-view.ts";

/** The contradictions of the worked example, between facts whose ids are their texts. */
const EDGES: Record<string, number> = { "1 2": 0.9, "1 3": 0.85, "3 4": 0.95, "2 4": 0.8 };

const exampleNli = (): Nli =>
  fakeNli((premise, hypothesis) => {
    const contradict = EDGES[`${premise} ${hypothesis}`] ?? 0;
    return { entail: 0, neutral: 1 - contradict, contradict };
  });

function fact(id: string, day: number, members: Partial<Memory> = {}): Memory {
  const sources = [{ session: `s${day}`, turn: 0, speaker: "user", quote: `I said ${id}` }];
  return testingMemory({ id, text: id, sources, saidAt: `2025-01-0${day}T00:00:00.000Z`, ...members });
}

const FOUR = [fact("1", 1), fact("2", 2), fact("3", 3), fact("4", 4)];

async function holding(book: MemoryBook): Promise<string[]> {
  return (await book.all()).filter(({ validUntil }) => validUntil === undefined).map(({ text }) => text);
}

describe("caffeine", () => {
  const shared = testingBook({ memories: [testingMemory({ id: "a", text: "I have a dog." })] });
  componentConformance(
    async () => caffeine({ book: shared, nli: exampleNli(), now: NOW }),
    anaHears(session("s2", "2025-01-11T00:00:00Z", ["user: Hello.", "user: I paint.", "user: A dog?"])),
  );

  test("the worked example: sums 1.75, .90, 1.80, .95, so (3, 4), then (1, 2)", () => {
    const edge = (a: string, b: string, strength: number) => ({ a, b, strength });
    assert.deepEqual(pairsToRefine([edge("1", "2", 0.9), edge("1", "3", 0.85), edge("3", "4", 0.95)]), [
      ["3", "4"],
      ["1", "2"],
    ]);
    assert.deepEqual(pairsToRefine([]), []);
    // b and a have the same sum: the lower id goes first.
    assert.deepEqual(pairsToRefine([edge("b", "a", 0.9)]), [["a", "b"]]);
  });

  test("the worked example in a book: two calls; .8 itself is no contradiction; the refined are kept as past", async () => {
    const book = testingBook({ memories: FOUR });
    const merged = (text: string): string =>
      JSON.stringify({ strategy: "resolution", sentences: [text], rationale: "" });
    const model = mockModel({ replies: [merged("3 then 4"), merged("1 then 2")] });
    const calls = await refineMemories({ book, nli: exampleNli(), relatedAt: 0, refine: refineByModel(model) });
    assert.equal(calls, 2);
    assert.deepEqual(await holding(book), ["1 then 2", "3 then 4"]);
    const [one, two] = await book.all();
    const result = (await book.all()).find(({ text }) => text === "1 then 2");
    assert.deepEqual(result?.madeFrom, ["1", "2"]);
    assert.equal(result?.sources.length, 2);
    for (const old of [one, two]) {
      assert.equal(old?.validUntil, "2025-01-02T00:00:00.000Z");
      assert.equal(old?.replacedBy, result?.id);
    }
  });

  test("without a model the newer of the same speaker holds; what different speakers said is preserved", async () => {
    const book = testingBook({ memories: FOUR });
    assert.equal(await refineMemories({ book, nli: exampleNli(), relatedAt: 0, refine: refineByRule() }), 2);
    assert.deepEqual(await holding(book), ["2", "4"]);
    const said = (speaker: string): Partial<Memory> => ({
      sources: [{ session: "s", turn: 0, speaker, quote: "…" }],
    });
    const mixed = testingBook({ memories: [fact("1", 1, said("user")), fact("2", 2, said("Ana"))] });
    assert.equal(await refineMemories({ book: mixed, nli: exampleNli(), relatedAt: 0, refine: refineByRule() }), 1);
    assert.deepEqual(await holding(mixed), ["1", "2"]);
  });

  test("disambiguation gives two; preservation, no sentence and an unusable reply leave both", async () => {
    const pair = [fact("1", 1), fact("2", 2)];
    const after = async (...replies: string[]): Promise<string[]> => {
      const book = testingBook({ memories: pair });
      await refineMemories({ book, nli: exampleNli(), relatedAt: 0, refine: refineByModel(mockModel({ replies })) });
      return holding(book);
    };
    const reply = (strategy: string, ...sentences: string[]): string =>
      JSON.stringify({ strategy, sentences, rationale: "" });
    assert.deepEqual(await after(reply("disambiguation", "1 at home", "2 at work")), ["1 at home", "2 at work"]);
    assert.deepEqual(await after(reply("disambiguation", "1 at home", "2")), ["2", "1 at home"]);
    assert.deepEqual(await after(reply("preservation", "3")), ["1", "2"]);
    assert.deepEqual(await after(reply("resolution")), ["1", "2"]);
    assert.deepEqual(await after("No.", reply("other", "3")), ["1", "2"]);
  });

  test("what is about different people, or holds no longer, is not compared; the cap holds", async () => {
    const others = [fact("1", 1), fact("2", 2, { about: "Bo" })];
    const past = [fact("1", 1, { validUntil: "2025-01-02T00:00:00Z" }), fact("2", 2)];
    for (const memories of [others, past]) {
      const nli = fakeNli(() => "contradict");
      const refine = refineByRule();
      assert.equal(await refineMemories({ book: testingBook({ memories }), nli, relatedAt: 0, refine }), 0);
      assert.deepEqual(nli.calls, []);
    }
    const capped = testingBook({ memories: FOUR });
    assert.equal(
      await refineMemories({ book: capped, nli: exampleNli(), relatedAt: 0, refine: refineByRule(), mostCalls: 1 }),
      1,
    );
    assert.deepEqual(await holding(capped), ["1", "2", "4"]);
  });

  test("what is not near in meaning is not compared, whatever the judge would say", async () => {
    const memories = [fact("1", 1, { text: "I smoke a pipe" }), fact("2", 2, { text: "Coffee tastes awful" })];
    const nli = fakeNli(() => "contradict");
    const refine = refineByRule();
    assert.equal(await refineMemories({ book: testingBook({ memories }), nli, refine }), 0);
    assert.equal(await refineMemories({ book: testingBook({ memories }), nli, refine, relatedAt: -1 }), 1);
  });

  test("a session's end refines what it said against what was known; the result is recalled", async () => {
    const nli = fakeNli((premise, hypothesis) =>
      premise === "I live in Porto." && hypothesis === "I live in Lyon now." ? "contradict" : "neutral",
    );
    const book = testingBook();
    const component = caffeine({ book, nli, now: NOW });
    const told = [
      ...session("s1", "2025-01-04T00:00:00Z", ["user: I live in Porto.", "user: I paint houses."]),
      ...session("s2", "2025-01-11T00:00:00Z", ["user: I live in Lyon now."]),
    ];
    for (const message of told) await component.observe?.(message);
    const known = await holding(book);
    assert.deepEqual(known, ["I live in Porto.", "I paint houses.", "I live in Lyon now."]);
    await component.endSession();
    assert.deepEqual(await holding(book), ["I paint houses.", "I live in Lyon now."]);
    // Of the first session's none is near another; in the second, "I live in" is 3 of 4 and of 5 words.
    assert.deepEqual(nli.calls, [1]);
    const [contribution] = await component.contribute(
      anaHears(session("s3", "2025-02-01T00:00:00Z", ["user: Where do I live?"])),
    );
    assert.match(
      contribution?.text ?? "",
      /:\n- user, 3 weeks ago: I live in Lyon now\.\n- user, 4 weeks ago: I paint/,
    );
  });

  test("without a book or an NLI it says how to get one", () => {
    assert.throws(() => caffeine({ nli: exampleNli() }), UnsupportedError);
    assert.throws(() => caffeine({ book: testingBook() }), UnsupportedError);
  });
});
