import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import { UnsupportedError } from "../../core/index.ts";
import { mockModel } from "../../model/index.ts";
import { fakeNli } from "../../model/testing.ts";
import { platoLtm } from "./plato-ltm.ts";
import { testingBook, testingMemory } from "./testing-book.ts";
import { anaHears, NOW, session, tableEmbedder } from "./testing-view.ts";

const AT = "2025-01-11T00:00:00Z";

describe("plato-ltm", () => {
  const shared = testingBook({ memories: [testingMemory({ id: "a", text: "I have a dog and fish." })] });
  componentConformance(
    async () => platoLtm({ book: shared, now: NOW }),
    anaHears(session("s2", AT, ["user: Hello.", "Ana: I paint.", "user: I have a dog."])),
  );

  test("the worked example: what is said anew replaces, what is new is added, what is far is not read", async () => {
    // Cosine to "I have a dog": .93 is above .9, .2 is not.
    const cosines = { "I have a dog": 1, "I have two dogs": 0.93, "I play chess": 0.2, "Who won?": 0.1 };
    const book = testingBook({ embedder: tableEmbedder(cosines) });
    const component = platoLtm({ book, now: NOW });
    const told = session("s1", AT, ["user: I have a dog", "user: I have two dogs", "user: I play chess"]);
    for (const message of told) await component.observe?.(message);
    const holding = (await book.all()).filter(({ validUntil }) => validUntil === undefined);
    assert.deepEqual(
      holding.map(({ text }) => text),
      ["I have two dogs", "I play chess"],
    );
    const [old] = await book.all();
    assert.equal(old?.text, "I have a dog");
    assert.equal(old?.validUntil, "2025-01-11T00:01:00.000Z");
    assert.equal(old?.replacedBy, holding[0]?.id);
    // Cosine of .1 and .93 is .093 + .995 · .3676 = .459, of .1 and .2 .02 + .995 · .98 = .995
    const [contribution] = await component.contribute(anaHears(session("s2", AT, ["user: Who won?"])));
    assert.match(contribution?.text ?? "", /:\n- user, 3 weeks ago: I play chess$/);
    // 1 and .93, and 1 and .2: only the first is of .7 or more.
    const [dogs] = await component.contribute(anaHears(session("s2", AT, ["user: I have a dog"])));
    assert.match(dogs?.text ?? "", /:\n- user, 3 weeks ago: I have two dogs$/);
  });

  test("all below .7: nothing is read", async () => {
    const book = testingBook({ embedder: tableEmbedder({ "Who won?": 1, "I play chess": 0.69 }) });
    const component = platoLtm({ book });
    for (const message of session("s1", AT, ["user: I play chess"])) await component.observe?.(message);
    assert.deepEqual(await component.contribute(anaHears(session("s2", AT, ["user: Who won?"]))), []);
  });

  test("the two sides have memories of their own", async () => {
    const book = testingBook();
    const component = platoLtm({ book, now: NOW });
    for (const message of session("s1", AT, ["user: I have a dog.", "Ana: I have a dog."])) {
      await component.observe?.(message);
    }
    const [contribution] = await component.contribute(anaHears(session("s2", AT, ["user: I have a dog?"])));
    assert.match(
      contribution?.text ?? "",
      /:\n- user, 3 weeks ago: I have a dog\.\n- you, 3 weeks ago: I have a dog\.$/,
    );
  });

  test("near-duplicates of opposite meaning: with an NLI the older one gives way, and is kept", async () => {
    const embedder = tableEmbedder({ "I smoke every day": 1, "I do not smoke": 0.8, "I smoke a pipe": 0.75 });
    const nli = fakeNli((premise, hypothesis) =>
      premise === "I do not smoke" && hypothesis === "I smoke every day" ? "contradict" : "neutral",
    );
    const book = testingBook({ embedder });
    const component = platoLtm({ book, nli, now: NOW });
    for (const message of session("s1", AT, ["user: I smoke every day", "user: I do not smoke"])) {
      await component.observe?.(message);
    }
    assert.deepEqual(
      (await book.all()).map(({ text, validUntil }) => [text, validUntil]),
      [
        ["I smoke every day", "2025-01-11T00:01:00.000Z"],
        ["I do not smoke", undefined],
      ],
    );
  });

  test("a message that is heard again changes nothing, also one that has given way or was deleted", async () => {
    const book = testingBook();
    const component = platoLtm({ book, now: NOW });
    const told = session("s1", AT, ["user: I have a dog.", "user: I have a dog.", "user: I play chess."]);
    for (const message of told) await component.observe?.(message);
    await book.delete((await book.all())[2]?.id ?? "");
    const before = await book.all();
    assert.equal(before.length, 2);
    for (const message of told) await component.observe?.(message);
    assert.deepEqual(await book.all(), before);
  });

  test("a model extracts; no trait is none; a reply that cannot be used twice leaves it to the words", async () => {
    const replies = ['{"trait": "I own a dog."}', '{"trait": null}', '{"trait": "No trait"}', "Yes.", "No."];
    const book = testingBook();
    const component = platoLtm({ book, model: mockModel({ replies }), now: NOW });
    const lines = ["user: There's my dog!", "user: Hm.", "user: Ok.", "user: I like tea."];
    for (const message of session("s1", AT, lines)) await component.observe?.(message);
    assert.deepEqual(
      (await book.all()).map(({ text }) => text),
      ["I own a dog.", "I like tea."],
    );
  });

  test("without a book it says how to get one", () => {
    assert.throws(() => platoLtm(), UnsupportedError);
  });
});
