import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import type { Persona } from "../../core/index.ts";
import { fakeEmbedder, replying } from "../../model/testing.ts";
import type { Passage } from "../../persona/index.ts";
import { ADA, viewOf } from "../strategies/testing.ts";
import { documentChunks, guidedSelection } from "./document-chunks.ts";

const PERSONA: Persona = {
  ...ADA,
  knowledge: {
    documents: [
      {
        id: "d",
        text: "# Fear\n\nShe fears dogs.\n\n# Courage\n\nShe fears nothing at sea.\n\n# Food\n\nShe eats rice.",
      },
    ],
  },
};
const VIEW = viewOf(["user: What does she fear?"], PERSONA);
const embedder = fakeEmbedder(512);

const passages = [1, 2, 3, 4, 5].map((n): Passage => ({ id: `d#${n}`, path: [], text: `${n}`, field: "knowledge" }));

describe("documentChunks", () => {
  componentConformance(async () => documentChunks({ embedder }), VIEW);

  test("the worked example: F, T, F, T, T with K = 2 takes the second and the fourth, and asks no more", async () => {
    const asked: string[] = [];
    const infers = async ({ text }: Passage): Promise<boolean> => {
      asked.push(text);
      return ["2", "4", "5"].includes(text);
    };
    const chosen = await guidedSelection(passages, { most: 2, walk: 10, infers });
    assert.deepEqual(
      chosen.map(({ text }) => text),
      ["2", "4"],
    );
    assert.deepEqual(asked, ["1", "2", "3", "4"]);
  });

  test("none lets an attribute be inferred among the first N: the K nearest", async () => {
    const infers = async ({ text }: Passage): Promise<boolean> => text === "5";
    const chosen = await guidedSelection(passages, { most: 2, walk: 4, infers });
    assert.deepEqual(
      chosen.map(({ text }) => text),
      ["1", "2"],
    );
  });

  test("without a model: the nearest passages with their sections, and no attributes", async () => {
    const contributions = await documentChunks({ embedder, most: 2 }).contribute(VIEW);
    assert.equal(contributions.length, 1);
    assert.match(contributions[0]?.text ?? "", /- Fear: She fears dogs\./);
    assert.doesNotMatch(contributions[0]?.text ?? "", /rice/);
    assert.deepEqual(contributions[0]?.fields, ["knowledge.documents.0"]);
  });

  test("with a model: gates, then one extraction", async () => {
    const model = replying({ ok: true }, { ok: true }, { beliefsValues: ["honesty", " "], psych: [] });
    const contributions = await documentChunks({ embedder, model, most: 2 }).contribute(VIEW);
    assert.equal(contributions[1]?.block, "ATTRIBUTES");
    assert.equal(contributions[1]?.text, "What you believe and value: honesty.");
    assert.equal(model.asked.length, 3);
  });

  test("a model that answers in prose lets nothing through, which leaves the nearest", async () => {
    const model = replying("Sure! I would love to help.");
    const contributions = await documentChunks({ embedder, model, most: 1, walk: 2 }).contribute(VIEW);
    assert.equal(contributions.length, 1);
    // two gates and one extraction, each asked twice
    assert.equal(model.asked.length, 6);
  });

  test("what the persona cannot know is not offered; without an embedder it says so", async () => {
    const persona: Persona = {
      ...ADA,
      knowledge: { cutoff: "chapter 2", documents: [{ id: "d", text: "# Chapter 3\n\nHe dies." }] },
    };
    assert.deepEqual(await documentChunks({ embedder }).contribute(viewOf(["user: Does he die?"], persona)), []);
    await assert.rejects(documentChunks().contribute(VIEW), { code: "unsupported", message: /needs embed/ });
  });
});
