import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import { UnsupportedError } from "../../core/index.ts";
import { testingBook, testingMemory } from "./testing-book.ts";
import { anaHears, NOW, session, tableEmbedder } from "./testing-view.ts";
import { timeAware, timeScore } from "./time-aware.ts";

async function recalled(memories: Record<string, string>, question: string): Promise<string[]> {
  const book = testingBook({
    // Nothing is in the table: all cosines are 1.
    embedder: tableEmbedder({}),
    memories: Object.entries(memories).map(([text, saidAt]) => testingMemory({ id: text, text, saidAt })),
  });
  const view = anaHears(session("now", "2025-02-01T00:00:00Z", [`user: ${question}`]));
  const [contribution] = await timeAware({ book, now: NOW }).contribute(view);
  return contribution?.text.split("\n").slice(1) ?? [];
}

describe("time-aware", () => {
  const shared = testingBook({ memories: [testingMemory({ id: "a", text: "My dog barks." })] });
  componentConformance(
    async () => timeAware({ book: shared, now: NOW }),
    anaHears(session("s1", "2025-01-11T00:00:00Z", ["user: The bus was late.", "user: Is the dog fine?"])),
  );

  test("the worked example: of equal cosines, what was said in that summer wins", async () => {
    const memories = { Lisbon: "2024-07-20T00:00:00Z", Oslo: "2025-01-25T00:00:00Z", Rome: "2023-07-20T00:00:00Z" };
    assert.deepEqual(await recalled(memories, "Where was I last summer?"), [
      "- user, 6 months ago: Lisbon",
      "- user, 7 days ago: Oslo",
      "- user, 18 months ago: Rome",
    ]);
    assert.deepEqual(await recalled(memories, "Where was I?"), [
      "- user, 7 days ago: Oslo",
      "- user, 6 months ago: Lisbon",
      "- user, 18 months ago: Rome",
    ]);
  });

  test("known scores", () => {
    const asked = { from: Date.parse("2025-01-01"), to: Date.parse("2025-01-31") };
    const score = (saidAt: string): string => timeScore({ cosine: 0.5, saidAt, asked }).toFixed(5);
    // .5 + .2 within it; 30 days before or after it .5 + .2 / e
    assert.equal(score("2025-01-15"), "0.70000");
    assert.equal(score("2024-12-02"), "0.57358");
    assert.equal(score("2025-03-02"), "0.57358");
    assert.equal(score(""), "0.50000");
  });

  test("keeps what says something, once, with its time; small talk and deleted messages it leaves", async () => {
    const book = testingBook();
    const component = timeAware({ book, now: NOW });
    const told = session("s1", "2025-01-11T00:00:00Z", ["user: Hello, how are you?", "user: I ran a marathon."]);
    for (const message of [...told, ...told]) await component.observe?.(message);
    const [memory, ...rest] = await book.all();
    assert.deepEqual(rest, []);
    assert.equal(memory?.saidAt, "2025-01-11T00:01:00.000Z");
    await book.delete(memory.id);
    for (const message of told) await component.observe?.(message);
    assert.deepEqual(await book.all(), []);
  });

  test("a message without a time was said when it was heard", async () => {
    const book = testingBook();
    await timeAware({ book, now: NOW }).observe?.({
      session: "s",
      turn: 0,
      speaker: "user",
      text: "Snow!",
      at: "soon",
    });
    assert.equal((await book.all())[0]?.saidAt, "2025-02-01T00:00:00.000Z");
  });

  test("what no longer holds is not recalled; without a book it says how to get one", async () => {
    const gone = testingMemory({ id: "a", text: "dog", validUntil: "2025-01-02T00:00:00Z" });
    const component = timeAware({ book: testingBook({ memories: [gone] }) });
    assert.deepEqual(await component.contribute(anaHears(session("s", "2025-02-01T00:00:00Z", ["user: dog"]))), []);
    assert.throws(() => timeAware(), UnsupportedError);
  });
});
