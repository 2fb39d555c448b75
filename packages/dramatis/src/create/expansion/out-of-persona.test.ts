import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceConformance } from "../../core/conformance/index.ts";
import { all } from "../../core/conformance/shared.ts";
import { InputError, type Nli, type Persona, UnsupportedError } from "../../core/index.ts";
import { fakeEmbedder, fakeNli, messagesOf } from "../../model/testing.ts";
import { personaSchema } from "../../persona/index.ts";
import { tally } from "../tally.ts";
import { outOfPersona } from "./out-of-persona.ts";
import { personaRetrieval } from "./persona-retrieval.ts";
import { people } from "./testing.ts";

const embedder = fakeEmbedder(1024);
const nli = fakeNli((premise, hypothesis) => {
  if (premise === "I am vegan." && hypothesis.includes("steak")) return { entail: 0, neutral: 0.1, contradict: 0.9 };
  return { entail: 0.1, neutral: 0.8, contradict: 0.1 };
});
const [vegan, ...collection] = people(
  ["Ann", "I am vegan."],
  ["Ben", "my favourite food is steak", "I drive a truck"],
  ["Cem", "my favourite food is lentil soup with rice"],
) as [Persona, ...Persona[]];
const question = "favourite food?";

sourceConformance(async () => outOfPersona({ personas: [vegan], collection, questions: [question], nli, embedder }));

test("what contradicts a claim is not taken, and asked again the answer is the same (methods B-OOP)", async () => {
  const said = collection.flatMap(({ name, statements = [] }) => statements.map(({ text }) => ({ text, from: name })));
  const retrieval = personaRetrieval({ collection: said, nli, embedder });
  const first = await retrieval.meet(vegan, question);
  assert.deepEqual([first.how, first.statement?.text], ["retrieved", "my favourite food is lentil soup with rice"]);
  // cos = 2 / √(2 · 8) = .5; .5 · .5 + .5 · (1 − .1) = .7
  assert.ok(Math.abs((first.statement?.provenance?.[0]?.confidence ?? 0) - 0.7) < 1e-6);
  assert.equal(first.statement?.provenance?.[0]?.from, "Cem");
  assert.ok(personaSchema.safeParse(first.persona).success);
  for (const again of [question, "Favourite food", "food: favourite?"]) {
    const second = await retrieval.meet(first.persona, again);
    assert.deepEqual([second.how, second.statement], ["answered before", first.statement], again);
    assert.equal(second.persona, first.persona);
  }
  const unfiltered = personaRetrieval({ collection: said, nli, embedder, contradictsAbove: 1 });
  assert.equal((await unfiltered.meet(vegan, question)).statement?.text, "my favourite food is lentil soup with rice");
});

test("what a claim meets is answered by it, and what nobody can answer is not decided", async () => {
  const retrieval = personaRetrieval({ collection: [{ text: "I drive a truck", from: "Ben" }], nli, embedder });
  assert.equal((await retrieval.meet(vegan, "am I vegan?")).how, "claim");
  const open = await retrieval.meet(vegan, "zebras?");
  assert.deepEqual([open.how, open.statement, open.persona], ["undecided", null, vegan]);
});

test("judging from the nearest on gives the same as judging all", async () => {
  const words = ["red", "green", "blue", "grey", "pink"];
  const said = words.flatMap((a) => words.map((b) => ({ text: `my colour is ${a} and ${b} ${a}${b}`, from: "x" })));
  const strict: Nli = fakeNli((_, text) => {
    const contradict = (text.length % 7) / 10;
    return { entail: 0, neutral: 1 - contradict, contradict };
  });
  const { statement } = await personaRetrieval({ collection: said, nli: strict, embedder }).meet(
    vegan,
    "colour pink red?",
  );
  const [asked, ...vectors] = await embedder.embed(["colour pink red?", ...said.map(({ text }) => text)]);
  const scores = said.map(({ text }, i) => {
    const near = (vectors[i] as Float32Array).reduce((sum, value, j) => sum + value * (asked?.[j] ?? 0), 0);
    const contradict = (text.length % 7) / 10;
    return contradict > 0.5 || near < 0.35 ? -1 : 0.5 * near + 0.5 * (1 - contradict);
  });
  assert.ok(Math.abs((statement?.provenance?.[0]?.confidence ?? 0) - Math.max(...scores)) < 1e-9);
});

test("questions come from the transcripts: what others ask", async () => {
  const messages = messagesOf([
    "user: Hello. What is your favourite food?",
    "Ann: Why zebras?",
    "user: Zebras and lions?",
  ]);
  const counts = tally();
  const transcripts = [{ session: "s", messages }];
  const [ann] = await all(
    outOfPersona({ personas: [vegan], collection, transcripts, nli, embedder, tally: counts }).personas(0),
  );
  assert.equal(ann?.statements?.length, 2);
  const { asked, kept, dropped } = counts.report();
  assert.deepEqual([asked, kept, dropped], [2, 1, { "not decided": 1 }]);
});

test("it says what is needed", () => {
  assert.throws(() => outOfPersona({ personas: [vegan], nli, embedder }), InputError);
  assert.throws(() => outOfPersona({ personas: [vegan], questions: [question], embedder }), UnsupportedError);
});
