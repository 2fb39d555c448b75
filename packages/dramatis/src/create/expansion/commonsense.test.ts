import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceConformance } from "../../core/conformance/index.ts";
import { all } from "../../core/conformance/shared.ts";
import { type Persona, UnsupportedError } from "../../core/index.ts";
import { fakeEmbedder, fakeNli, replying } from "../../model/testing.ts";
import { tally } from "../tally.ts";
import { commonsense } from "./commonsense.ts";
import { chooseExpansion, expansionsOf, withExpansions } from "./expansions.ts";
import { people } from "./testing.ts";

const personas = people(["Ann", "I love hiking."]);
const embedder = fakeEmbedder(1024);
const nli = fakeNli((_, tail) => {
  if (tail === "I hate nature.") return { entail: 0.05, neutral: 0.05, contradict: 0.9 };
  // Of .34 and .33 only the first is above the bound.
  if (tail === "I need boots.") return { entail: 0, neutral: 0.66, contradict: 0.34 };
  if (tail === "I feel free.") return { entail: 0.1, neutral: 0.57, contradict: 0.33 };
  return tail === "odd" ? null : { entail: 0.7, neutral: 0.2, contradict: 0.1 };
});
const reply = {
  xAttr: ["I enjoy nature.", "I hate nature.", "I love hiking"],
  xNeed: ["I need boots."],
  xReact: ["I feel free.", "odd"],
  oWant: ["enjoy nature I."],
};

sourceConformance(async () => commonsense({ personas, nli, embedder, model: replying(reply) }));

test("tails that contradict their claim, repeat or cannot be judged are dropped", async () => {
  const counts = tally();
  const model = replying(reply);
  const [ann] = await all(commonsense({ personas, nli, embedder, model, tally: counts }).personas(0));
  const found = expansionsOf(ann as Persona);
  assert.deepEqual(
    found.map(({ relation, text, entail }) => [relation, text, entail]),
    [
      ["xAttr", "I enjoy nature.", 0.7],
      ["xReact", "I feel free.", 0.1],
    ],
  );
  assert.equal(model.asked[0]?.temperature, 0.7);
  const { asked, kept, dropped } = counts.report();
  assert.deepEqual([asked, kept], [7, 2]);
  assert.deepEqual(dropped, { "contradicts the claim": 2, "repeats what is known": 2, "not judged": 1 });
});

test("a reply that is no data is dropped, and the persona comes back as it is", async () => {
  const counts = tally();
  const source = commonsense({ personas, nli, embedder, model: replying("hm"), tally: counts });
  assert.deepEqual(await all(source.personas(0)), personas);
  assert.deepEqual(counts.report().dropped, { unparsed: 1 });
});

test("the choice of a turn is the nearest, helped by what is entailed", async () => {
  const [ann] = personas as [Persona];
  const made = (text: string, entail: number): Parameters<typeof withExpansions>[1][number] => ({
    text,
    entail,
    parent: "s1",
    relation: "xWant",
  });
  const both = withExpansions(ann, [made("I want boots", 0), made("I want a break", 1)]);
  // "boots": cos 1/√3 = .577 + 0; "a break": 0 + .2
  assert.equal((await chooseExpansion(both, "boots", { embedder }))?.expansion.id, "x1");
  // "want": 1/√3 = .577 against 1/√4 + .2 = .7
  const choice = await chooseExpansion(both, "want", { embedder });
  assert.equal(choice?.expansion.id, "x2");
  assert.ok(Math.abs((choice?.score ?? 0) - 0.7) < 1e-6);
  assert.equal(await chooseExpansion(ann, "want", { embedder }), null);
});

test("it says what is needed", () => {
  assert.throws(() => commonsense({ personas, nli, embedder }), UnsupportedError);
});
