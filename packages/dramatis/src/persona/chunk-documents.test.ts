import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { chunkDocuments, chunkPlan, passageText } from "./chunk-documents.ts";

describe("chunkDocuments", () => {
  test("the worked example: paragraphs of 120, 300 and 80 characters", () => {
    // longest 300; half of it 150; 300 − 150 = 150
    const paragraphs = [120, 300, 80].map((length) => "x".repeat(length));
    assert.deepEqual(chunkPlan(paragraphs), { size: 300, overlap: 150, step: 150 });
    // 120 + 2 + 300 + 2 + 80 = 504 characters: chunks from 0, 150 and 300, where 300 + 300 reaches the end
    const passages = chunkDocuments({ documents: [{ id: "d", text: paragraphs.join("\n\n") }] });
    assert.deepEqual(
      passages.map(({ id, field }) => [id, field]),
      [
        ["d#1", "knowledge.documents.0"],
        ["d#2", "knowledge.documents.0"],
        ["d#3", "knowledge.documents.0"],
      ],
    );
  });

  test("a document of one paragraph is one passage, a blank one none", () => {
    assert.equal(chunkDocuments({ documents: [{ id: "d", text: "One paragraph." }] }).length, 1);
    assert.deepEqual(chunkDocuments({ documents: [{ id: "d", text: " \n\n " }] }), []);
    assert.deepEqual(chunkDocuments({}), []);
  });

  test("the headings above stand before a passage", () => {
    const text = "Intro.\n\n# Life\n\nBorn in Porto.\n\n## Work\n\nA nurse.\n\n# Death\n\nUnknown.";
    const passages = chunkDocuments({ documents: [{ id: "d", title: "Ada", text }] });
    assert.deepEqual(passages.map(passageText), [
      "Ada: Intro.",
      "Ada > Life: Born in Porto.",
      "Ada > Life > Work: A nurse.",
      "Ada > Death: Unknown.",
    ]);
  });

  test("words and characters are not cut where a space is near", () => {
    const text = `${"word ".repeat(30).trim()}\n\n${"👋".repeat(120)}`;
    for (const { text: chunk } of chunkDocuments({ documents: [{ id: "d", text }] })) assert.ok(chunk.isWellFormed());
    const words = chunkDocuments({ documents: [{ id: "d", text: `${"word ".repeat(9)}\n\nword word` }] });
    for (const { text: chunk } of words) assert.match(chunk, /^word(?:\s+word)*$/);
  });

  test("nothing of any text is lost", () => {
    const word = fc.stringMatching(/^[a-z]{1,12}$/);
    const paragraph = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(fc.array(paragraph, { minLength: 1, maxLength: 5 }), (paragraphs) => {
        const passages = chunkDocuments({ documents: [{ id: "d", text: paragraphs.join("\n\n") }] });
        const found = new Set(passages.flatMap(({ text }) => text.split(/\s+/)));
        for (const one of paragraphs.flatMap((text) => text.split(" "))) assert.ok(found.has(one), one);
      }),
      { numRuns: 50 },
    );
  });
});
