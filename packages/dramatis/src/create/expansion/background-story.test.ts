import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceConformance } from "../../core/conformance/index.ts";
import { all } from "../../core/conformance/shared.ts";
import { type Persona, UnsupportedError } from "../../core/index.ts";
import { fakeEmbedder, fakeNli, listModel, replying } from "../../model/testing.ts";
import { tally } from "../tally.ts";
import { backgroundStory } from "./background-story.ts";
import { expansionsOf } from "./expansions.ts";
import { peopleIn } from "./people-in.ts";
import { rougeL } from "./rouge-l.ts";
import { keepsOrder } from "./story-faults.ts";
import { people } from "./testing.ts";

const embedder = fakeEmbedder(1024);
const nli = fakeNli((_, text) => (text.includes("hate dogs") ? "contradict" : "neutral"));
const personas = people(["Ann", "I have two dogs."]);
const DOGS = "Amy found two dogs in the park. She took them home. Her father let her keep them.";
const OWN = "I found two dogs in the park. I took them home. My father let me keep them.";
const texts = [
  { id: "boat", text: "Tom built a boat. It sank at once. He laughed about it." },
  { id: "dogs", text: DOGS },
];
const material = { personas, texts, nli, embedder };

sourceConformance(async () => backgroundStory({ ...material, model: replying(OWN) }));

test("the nearest story, adapted, stands under the claim that it is nearest to", async () => {
  const model = replying(OWN);
  const counts = tally();
  const [ann] = await all(backgroundStory({ ...material, model, tally: counts, history: ["Any pets?"] }).personas(0));
  const [story] = expansionsOf(ann as Persona);
  assert.deepEqual(
    [story?.text, story?.parent, story?.relation, story?.provenance?.[0]?.from],
    [OWN, "s1", "story", "dogs"],
  );
  assert.match(model.asked[0]?.messages[1]?.content ?? "", /Any pets\?/);
  assert.deepEqual([counts.report().asked, counts.report().kept, counts.report().calls], [1, 1, 1]);
});

test("what is no adaptation is dropped, and the next story is tried", async () => {
  const reversed = "My father let me keep them. I took them home. I found two dogs in the park.";
  const cases: [string, string][] = [
    [reversed, "other order of events"],
    ["I like the sea.", "changed too much"],
    [OWN.replace("I found", "Amy found"), "names somebody else"],
    [`${OWN} I hate dogs.`, "contradicts the persona"],
    ["", "no story"],
  ];
  for (const [reply, fault] of cases) {
    const counts = tally();
    const model = listModel([reply, "I built a boat. It sank at once. I laughed about it."]);
    const [ann] = await all(backgroundStory({ ...material, model, tally: counts }).personas(0));
    assert.deepEqual(counts.report().dropped, { [fault]: 1 });
    assert.equal(expansionsOf(ann as Persona)[0]?.provenance?.[0]?.from, "boat");
  }
});

test("without a chat model only stories in the first person are taken", async () => {
  const counts = tally();
  assert.deepEqual(await all(backgroundStory({ ...material, tally: counts }).personas(0)), personas);
  assert.deepEqual(counts.report().dropped, { "not in the first person": 2 });
  const own = [...texts, { id: "own", text: OWN }, { id: "long", text: `${OWN} ${OWN}` }];
  const [ann] = await all(backgroundStory({ ...material, texts: own }).personas(0));
  assert.deepEqual(
    expansionsOf(ann as Persona).map(({ provenance }) => provenance?.[0]),
    [{ source: "extracted_text", method: "background-story", from: "own" }],
  );
});

test("ROUGE-L, order and names", () => {
  // "the cat sat" and "the sat": common "the sat", 2 · 2 / (3 + 2) = .8
  assert.equal(rougeL("The cat sat", "the sat"), 0.8);
  assert.equal(rougeL("", "the"), 0);
  assert.equal(keepsOrder(OWN, DOGS), true);
  assert.equal(keepsOrder("A. B. C.", "A. A. B. C."), true);
  assert.deepEqual(
    [...peopleIn("Last May Tom met Amy's aunt in Paris. Ben was there. Everyone was glad. She laughed.")],
    ["Tom", "Amy", "Ben"],
  );
});

test("it says what is needed", () => {
  assert.throws(() => backgroundStory({ personas, texts, nli }), UnsupportedError);
});
