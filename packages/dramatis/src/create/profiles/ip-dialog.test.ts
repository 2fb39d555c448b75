import assert from "node:assert/strict";
import { test } from "node:test";
import { all } from "../../core/conformance/shared.ts";
import { sourceConformance } from "../../core/conformance/source.ts";
import type { Model, Persona } from "../../core/index.ts";
import { fakeEmbedder, replying } from "../../model/testing.ts";
import { personaSchema } from "../../persona/index.ts";
import { tally } from "../tally.ts";
import { leaks } from "./attribute-leak.ts";
import { ATTRIBUTES, type ImpliedDialogue, ipDialog, TASKS } from "./ip-dialog.ts";

const ada: Persona = {
  schema: "dramatis.persona/1",
  name: "Ada",
  identity: { social: { occupation: "nurse", mood: "calm" } },
};
const history = (said: string): object => ({
  history: [
    { speaker: "user", text: said },
    { speaker: "assistant", text: "That sounds tiring." },
  ],
  synonyms: ["caregiver"],
});
const next = { question: "What should I watch tonight?", answer: "Something gentle after a night shift." };
const writer = (said = "Nights on the ward are long."): Model => {
  return {
    id: "writer",
    generate: async ({ messages }, signal) => {
      signal?.throwIfAborted();
      const isHistory = String(messages[0]?.content).includes("synonyms");
      const text = JSON.stringify(isHistory ? history(said) : next);
      return { text, finish: "stop", usage: { inputTokens: 1, outputTokens: 1 } };
    },
  };
};

sourceConformance(async () => ipDialog({ personas: [ada], model: writer() }));

test("a dialogue for each attribute, with its task, question and answer", async () => {
  const counts = tally();
  const [persona] = await all(
    ipDialog({ personas: [ada], model: writer(), perAttribute: 2, tally: counts }).personas(1),
  );
  assert.equal(personaSchema.safeParse(persona).success, true);
  const dialogues = persona?.facets?.impliedDialogues as ImpliedDialogue[];
  assert.deepEqual(
    dialogues.map(({ attribute, value, question }) => [attribute, value, question]),
    [
      ["occupation", "nurse", next.question],
      ["occupation", "nurse", next.question],
    ],
  );
  assert.notEqual(dialogues[0]?.task, dialogues[1]?.task);
  assert.deepEqual([counts.report().asked, counts.report().kept, counts.report().calls], [2, 2, 4]);
  assert.deepEqual([TASKS.length, ATTRIBUTES.length], [10, 12]);
});

test("the value, a synonym or a paraphrase in it is a leak", async () => {
  for (const said of ["I am a Nurse, you know.", "As a caregiver I am tired."]) {
    const counts = tally();
    const [persona] = await all(ipDialog({ personas: [ada], model: writer(said), tally: counts }).personas(1));
    assert.equal(persona, ada, "as it came");
    assert.deepEqual(counts.report().dropped, { leak: 2 });
  }
  const of = { attribute: "job", value: "nurse" };
  assert.equal(await leaks(["The nursery was full."], of), false, "whole words only");
  // the fake embedder counts words: the same words in another order have cosine 1
  const reworded = { attribute: "job", value: "night guard" };
  assert.equal(await leaks(["Guard: night is my job."], reworded), false);
  assert.equal(await leaks(["Guard: night is my job."], reworded, { embedder: fakeEmbedder() }), true);
  assert.equal(await leaks([], of, { embedder: fakeEmbedder() }), false);
});

test("unusable replies are dropped, a persona without attributes comes as it came, needs are said", async () => {
  const counts = tally();
  await all(ipDialog({ personas: [ada], model: replying("?"), tally: counts }).personas(1));
  assert.deepEqual(counts.report().dropped, { unparsed: 1 });
  const blank: Persona = { schema: "dramatis.persona/1", name: "B" };
  assert.deepEqual(await all(ipDialog({ personas: [blank], model: writer() }).personas(1)), [blank]);
  assert.throws(() => ipDialog(), /no personas/);
  assert.throws(() => ipDialog({ personas: [ada] }), /needs actor/);
});
