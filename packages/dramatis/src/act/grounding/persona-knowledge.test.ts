import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import type { Persona } from "../../core/index.ts";
import { fakeEmbedder } from "../../model/testing.ts";
import { testingBook, testingMemory } from "../memory/testing-book.ts";
import { ADA, viewOf } from "../strategies/testing.ts";
import { claimWeight, knowledgeScore, personaKnowledge } from "./persona-knowledge.ts";
import { tableEmbedder } from "./testing.ts";

const near = (actual: number | undefined, expected: number): void =>
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) < 1e-3, `${actual} is not ${expected}`);

/** A persona of one claim and the facts A and B, in vectors of the worked example's cosines. */
const WORKED: Persona = {
  schema: "dramatis.persona/1",
  name: "Ana",
  statements: [{ id: "s", text: "S" }],
  knowledge: { facts: ["A", "B"] },
};
// q = (1, 0, 0); s = (.4, .9165, 0)
// A = (.5, −.1091, .8592): q·A = .5, s·A = .2 − .1 = .1; B = (.48, .4452, .7559): q·B = .48, s·B = .192 + .408 = .6
const worked = tableEmbedder({ S: [0.4, 0.9165, 0], A: [0.5, -0.1091, 0.8592], B: [0.48, 0.4452, 0.7559] }, [1, 0, 0]);

describe("personaKnowledge", () => {
  componentConformance(
    async () => personaKnowledge({ embedder: fakeEmbedder() }),
    viewOf(["user: Do you hike every Sunday?"]),
  );

  test("the worked example: the claim that is meant turns the order of the knowledge", async () => {
    near(knowledgeScore({ query: 0.5, claims: [0.1] }), 0.53); // .50 + .3 · .1
    near(knowledgeScore({ query: 0.48, claims: [0.6] }), 0.66); // .48 + .3 · .6
    const { claims, passages } = await personaKnowledge({ embedder: worked }).ground(viewOf(["user: Q"], WORKED));
    near(claims[0]?.weight, 1 / (1 + Math.exp(-0.05 / 0.08))); // cos .4
    assert.deepEqual(
      passages.map(({ passage }) => passage.text),
      ["B", "A"],
    );
    near(passages[0]?.score, 0.66);
    near(passages[1]?.score, 0.53);
  });

  test("a claim counts from a cosine of .35; without claims and memories the query alone decides", () => {
    assert.equal(claimWeight(0.35), 0.5);
    assert.ok(claimWeight(0.34) < 0.5);
    assert.equal(knowledgeScore({ query: 0.5, claims: [] }), 0.5);
    near(knowledgeScore({ query: 0.5, claims: [], memories: [1, 0.5] }), 0.65); // .5 + .2 · .75
  });

  test("memories make the knowledge near to them nearer", async () => {
    const persona: Persona = { ...ADA, statements: [], knowledge: { facts: ["red trams run", "blue trams run"] } };
    const view = viewOf(["user: which trams run"], persona);
    const book = testingBook({ memories: [testingMemory({ id: "m", text: "we love blue trams" })] });
    const embedder = fakeEmbedder();
    const best = async (with_: object): Promise<string | undefined> =>
      (await personaKnowledge({ embedder, ...with_ }).ground(view)).passages[0]?.passage.text;
    assert.equal(await best({}), "red trams run");
    assert.equal(await best({ book }), "blue trams run");
  });

  test("the second query holds the claims used and the place of the best passage", async () => {
    const persona: Persona = {
      ...ADA,
      knowledge: { documents: [{ id: "d", title: "Sunday", text: "Trains are rare." }] },
    };
    const { query } = await personaKnowledge({ embedder: fakeEmbedder() }).ground(
      viewOf(["user: What do you do every Sunday?"], persona),
    );
    assert.equal(query, "What do you do every Sunday? I hike every Sunday. Sunday");
  });

  test("what the cutoff and the unknowns rule out is not offered", async () => {
    const facts = ["The tram came in 2024.", "The plot of the film is sad.", "The tram is yellow."];
    const persona: Persona = { ...ADA, knowledge: { ...ADA.knowledge, facts } };
    const view = viewOf(["user: the tram the film the plot 2024 yellow"], persona);
    const { passages } = await personaKnowledge({ embedder: fakeEmbedder(), atLeast: -1 }).ground(view);
    assert.deepEqual(
      passages.map(({ passage }) => passage.text),
      ["The tram is yellow."],
    );
  });

  test("nothing that bears on it: nothing is contributed; nothing said: no query", async () => {
    const component = personaKnowledge({ embedder: fakeEmbedder(512) });
    assert.deepEqual(await component.contribute(viewOf(["user: zebra"])), []);
    assert.deepEqual(await component.ground(viewOf([])), { claims: [], passages: [], query: "" });
  });

  test("says what bears on it with the fields behind it", async () => {
    const component = personaKnowledge({ embedder: fakeEmbedder(512) });
    const [contribution] = await component.contribute(
      viewOf(["user: Do you hike?", "user: Do night shifts pay more?"]),
    );
    assert.match(contribution?.text ?? "", /^What you know that bears .*\n- .*Night shifts pay a quarter more\.$/s);
    assert.ok(contribution?.fields.includes("knowledge.facts.0"));
  });

  test("without an embedder it says what would meet the need", async () => {
    await assert.rejects(personaKnowledge().contribute(viewOf(["user: Hi"])), {
      code: "unsupported",
      message: /needs embed, which is not set; give it one/,
    });
  });
});
