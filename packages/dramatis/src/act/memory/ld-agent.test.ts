import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import { InputError, type Message, UnsupportedError } from "../../core/index.ts";
import { mockModel } from "../../model/index.ts";
import { type LdAgentOptions, ldAgent, topicScore } from "./ld-agent.ts";
import { summaryByWords } from "./summarise-session.ts";
import { testingBook, testingMemory } from "./testing-book.ts";
import { anaHears, NOW, session, tableEmbedder } from "./testing-view.ts";

const DAY = 86_400;
const VET = ["user: Hi!", "user: My dog was at the vet because the dog ate chocolate.", "Ana: I have no dog myself."];

async function recalled(options: LdAgentOptions, told: readonly Message[], asked: string): Promise<string[]> {
  const component = ldAgent({ now: NOW, ...options });
  for (const message of told) await component.observe?.(message);
  await component.endSession();
  const contributions = await component.contribute(
    anaHears(session("now", "2025-02-01T00:00:00Z", [`user: ${asked}`])),
  );
  return contributions.map(({ block, text }) => `${block}${text.slice(text.indexOf("\n"))}`);
}

describe("ld-agent", () => {
  const shared = testingBook();
  componentConformance(
    async () => ldAgent({ book: shared, now: NOW }),
    anaHears(session("s1", "2025-01-11T00:00:00Z", ["user: Hi.", "user: I have a dog.", "user: It barks."])),
  );

  test("the worked score", () => {
    // n = 1: .5 · 1/3 + .5 · 1/2 = .41667; exp(−1e−7 · 30 · 86,400) = .77172
    const asked = new Set(["dog", "park", "weekend"]);
    const score = topicScore({ asked, remembered: new Set(["dog", "vet"]), seconds: 30 * DAY });
    assert.ok(Math.abs(score - 0.32153) < 1e-4, String(score));
    assert.equal(topicScore({ asked, remembered: new Set(["vet"]), seconds: 0 }), 0);
    assert.equal(topicScore({ asked: new Set(), remembered: new Set(), seconds: 0 }), 0);
  });

  test("a past session comes back when its topic does, with the traits of both sides", async () => {
    const told = session("s1", "2025-01-11T00:00:00Z", VET);
    assert.deepEqual(await recalled({ book: testingBook() }, told, "Which vets take dogs?"), [
      "MEMORY\n- user, 3 weeks ago: My dog was at the vet because the dog ate chocolate.",
      "USER TRAITS\n- user, 3 weeks ago: My dog was at the vet because the dog ate chocolate.",
      "AGENT TRAITS\n- you, 3 weeks ago: I have no dog myself.",
    ]);
    const blocks = await recalled({ book: testingBook() }, told, "Is the weather fine in Porto?");
    assert.deepEqual(
      blocks.map((block) => block.split("\n")[0]),
      ["USER TRAITS", "AGENT TRAITS"],
    );
  });

  test("a session ends with a silence of more than an hour, or with another session", async () => {
    const told = (at: string, name = "s1"): Promise<string[]> =>
      (async () => {
        const book = testingBook();
        const component = ldAgent({ book, extract: async () => [], now: NOW });
        await component.observe?.({
          session: "s1",
          turn: 0,
          speaker: "user",
          text: "The cat sleeps.",
          at: "2025-01-11T00:00:00Z",
        });
        await component.observe?.({ session: name, turn: 1, speaker: "user", text: "The cat eats.", at });
        return (await book.all()).map(({ text }) => text);
      })();
    assert.deepEqual(await told("2025-01-11T01:00:00Z"), []);
    assert.deepEqual(await told("2025-01-11T01:00:01Z"), ["The cat sleeps."]);
    assert.deepEqual(await told("2025-01-11T00:00:01Z", "s2"), ["The cat sleeps."]);
  });

  test("what was asked without nouns is looked up by meaning, within the distance of 1.5", async () => {
    const summary = (id: string): ReturnType<typeof testingMemory> =>
      testingMemory({ id, text: id, kind: "event", saidAt: "2025-01-31T00:00:00Z" });
    const at = (cosines: Record<string, number>): Promise<string[]> =>
      recalled(
        { book: testingBook({ embedder: tableEmbedder(cosines), memories: [summary("A"), summary("B")] }) },
        [],
        "And then?",
      );
    // To (1, 0): cosines .6 and .8, of which the nearer is taken.
    assert.deepEqual(await at({ "And then?": 1, A: 0.6, B: 0.8 }), ["MEMORY\n- user, 24 hours ago: B"]);
    // A cosine of −.13 is a distance of √2.26 = 1.503; none is above 0.
    assert.deepEqual(await at({ "And then?": 1, A: -0.13, B: -1 }), []);
  });

  test("a model summarises and extracts; when it cannot, the word rules do", async () => {
    const told = session("s1", "2025-01-11T00:00:00Z", ["user: My dog ate chocolate."]);
    const long = `${"word ".repeat(30)}`;
    const model = mockModel({
      replies: ['{"trait": null}', JSON.stringify({ summary: `dog ${long}`, about: "nobody" })],
    });
    const [memory = ""] = await recalled({ book: testingBook(), model }, told, "How is the dog?");
    assert.equal(memory, `MEMORY\n- user, 3 weeks ago: dog ${long.trim().split(" ").slice(0, 19).join(" ")}`);
    const mute = mockModel({ default: "" });
    const [byWords = ""] = await recalled({ book: testingBook(), model: mute }, told, "How is the dog?");
    assert.equal(byWords, "MEMORY\n- user, 3 weeks ago: My dog ate chocolate.");
  });

  test("the summary by words is the sentence of the most talked-of nouns; small talk has none", async () => {
    assert.deepEqual(await summaryByWords()(session("s", "2025-01-11T00:00:00Z", VET)), {
      text: "My dog was at the vet because the dog ate chocolate.",
      about: "user",
    });
    assert.equal(await summaryByWords()(session("s", "2025-01-11T00:00:00Z", ["user: Hi. How are you?"])), null);
    assert.equal(await summaryByWords()([]), null);
  });

  test("what was deleted is not summarised again", async () => {
    const book = testingBook();
    const told = session("s1", "2025-01-11T00:00:00Z", VET);
    await recalled({ book }, told, "Hm?");
    for (const { id } of await book.all()) await book.delete(id);
    assert.deepEqual(await recalled({ book }, told, "How is the dog?"), []);
  });

  test("a session that was saved goes on; a saved state that is none is an error", async () => {
    const book = testingBook();
    const [hi, vet] = session("s1", "2025-01-11T00:00:00Z", VET);
    const before = ldAgent({ book, now: NOW });
    await before.observe?.(hi as Message);
    await before.observe?.(vet as Message);
    const after = ldAgent({ book, now: NOW });
    after.state?.load(JSON.parse(JSON.stringify(before.state?.save())));
    await after.observe?.(vet as Message);
    await after.endSession();
    assert.equal((await book.all()).filter(({ kind }) => kind === "event").length, 1);
    assert.throws(() => after.state?.load({}), InputError);
  });

  test("without a book it says how to get one", () => {
    assert.throws(() => ldAgent(), UnsupportedError);
  });
});
