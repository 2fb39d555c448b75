import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import { fakeEmbedder } from "../../model/testing.ts";
import { retrieval } from "./retrieval.ts";
import { ADA, viewOf } from "./testing.ts";

const embedder = fakeEmbedder(512);
const view = viewOf(["user: Do you hike every Sunday?"]);

describe("retrieval", () => {
  componentConformance(async () => retrieval({ embedder }), view);

  test("what bears on it and what is protected; the limits of knowledge stay", async () => {
    const strategy = retrieval({ embedder });
    assert.deepEqual(strategy.replaces, ["FACTS", "KNOWLEDGE"]);
    assert.deepEqual(await strategy.contribute(view), [
      {
        block: "FACTS",
        text: "- I hike every Sunday.\n- I am vegan.",
        fields: ["statements.hike", "statements.vegan"],
      },
      {
        block: "KNOWLEDGE",
        text: "You know nothing after 2019. You know nothing about the plot of any film.",
        fields: ["knowledge.cutoff", "knowledge.unknowns.0"],
      },
    ]);
    const [facts, knowledge] = await strategy.contribute(viewOf(["user: night shifts pay how much more"]));
    assert.equal(facts?.text, "- I am vegan.");
    assert.match(knowledge?.text ?? "", /film\.\n- Night shifts pay a quarter more\.$/);
  });

  test("a persona of whom nothing is known has no such block; nothing is read without citing", async () => {
    const strategy = retrieval({ embedder, cite: true });
    assert.deepEqual(await strategy.contribute(viewOf(["user: Hi"], { schema: "dramatis.persona/1", name: "Bo" })), []);
    assert.equal(retrieval({ embedder }).read, undefined);
  });

  test("citations are taken out, and ids that were not offered are dropped", async () => {
    const strategy = retrieval({ embedder, cite: true });
    const [facts] = await strategy.contribute(view);
    assert.equal(facts?.text, "- [p1] I hike every Sunday.\n- [p2] I am vegan.");
    assert.deepEqual(strategy.read?.("I do! [p1] Always. [p9, k1]", view, false), {
      text: "I do! Always.",
      evidence: { usedPersona: ["hike"], usedKnowledge: [] },
    });
    assert.deepEqual(strategy.read?.("I do [sigh].", view, false), {
      text: "I do [sigh].",
      evidence: { usedPersona: [], usedKnowledge: [] },
    });
    assert.equal(strategy.read?.("[p1]", view, false), null);
  });

  test("without an embedder it says what would meet the need", async () => {
    await assert.rejects(retrieval().contribute(viewOf([], ADA)), { code: "unsupported", message: /needs embed/ });
  });
});
