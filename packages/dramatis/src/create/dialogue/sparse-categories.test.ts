import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { all } from "../../core/conformance/shared.ts";
import { sourceConformance } from "../../core/conformance/source.ts";
import { InputError, type Persona, UnsupportedError } from "../../core/index.ts";
import { fakeEmbedder } from "../../model/testing.ts";
import { personaFromSentences } from "../../persona/index.ts";
import { tally } from "../tally.ts";
import { type SparseCategory, sparseCategories } from "./sparse-categories.ts";

const embedder = fakeEmbedder(256);
const personas = [
  personaFromSentences("Ana", ["I bake bread.", "I bake rye bread.", "I sail boats."]),
  personaFromSentences("Ben", ["I bake dark bread.", "I sail old boats.", "I sail big boats."]),
  personaFromSentences("Nobody", []),
];
const topics = ({ statements = [] }: Persona): (string | undefined)[] => statements.map(({ topic }) => topic);

describe("sparse-categories", () => {
  sourceConformance(async () => sparseCategories({ personas, embedder }));

  test("two categories, named by their most central sentence, shared by two people", async () => {
    const counts = tally();
    const [ana, ben, nobody] = await all(sparseCategories({ personas, embedder, tally: counts }).personas(3));
    assert.ok(ana !== undefined && ben !== undefined);
    // Of three sentences the one without a word of its own is nearest their mean.
    assert.deepEqual(topics(ana), ["I bake bread.", "I bake bread.", "I sail boats."]);
    assert.deepEqual(topics(ben), ["I bake bread.", "I sail boats.", "I sail boats."]);
    assert.deepEqual(ana.facets?.sparseCategories as SparseCategory[], [
      { name: "I bake bread.", statements: ["s1", "s2"] },
      { name: "I sail boats.", statements: ["s3"] },
    ]);
    assert.equal(nobody, personas[2]);
    assert.deepEqual([counts.report().asked, counts.report().kept], [3, 3]);
  });

  test("a topic that is there stays", async () => {
    const [first] = personas;
    const statements = first?.statements?.map((statement) => ({ ...statement, topic: "mine" }));
    const [ana] = await all(
      sparseCategories({ personas: [{ ...(first as Persona), statements: statements ?? [] }], embedder }).personas(0),
    );
    assert.deepEqual(topics(ana as Persona), ["mine", "mine", "mine"]);
  });

  test("without an embedder, without personas", () => {
    assert.throws(() => sparseCategories({ personas }), UnsupportedError);
    assert.throws(() => sparseCategories({ embedder }), InputError);
  });
});
