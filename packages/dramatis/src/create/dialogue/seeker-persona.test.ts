import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { all } from "../../core/conformance/shared.ts";
import { sourceConformance } from "../../core/conformance/source.ts";
import { InputError, type Persona, UnsupportedError } from "../../core/index.ts";
import { fakeNli, messagesOf } from "../../model/testing.ts";
import { tally } from "../tally.ts";
import { seekerPersona } from "./seeker-persona.ts";

const nli = fakeNli(() => "neutral");
const messages = messagesOf([
  "supporter: Hello. I am a nurse.",
  "seeker: Hi. I lost my job.",
  "supporter: You have two kids, right?",
  "seeker: I live alone.",
  "supporter: I see.",
  "seeker: I have a cat.",
  "supporter: Nice.",
  "seeker: I like to paint.",
]);
const texts = ({ statements = [] }: Persona): string[] => statements.map(({ text }) => text);

describe("seeker-persona", () => {
  sourceConformance(async () => seekerPersona({ nli, transcripts: [{ session: "s", messages }] }));

  test("from the seeker's third turn on, of the seeker's turns alone, each time anew", async () => {
    const { infer } = seekerPersona({ nli });
    assert.deepEqual(texts(await infer(messages.slice(0, 4))), []);
    assert.deepEqual(texts(await infer(messages.slice(0, 6))), ["I lost my job.", "I live alone.", "I have a cat."]);
    assert.deepEqual(texts(await infer(messages)).at(-1), "I like to paint.");
    assert.equal((await infer(messages)).name, "seeker");
  });

  test("one persona a session, counted", async () => {
    const counts = tally();
    const transcripts = [{ session: "s", messages }];
    const personas = await all(seekerPersona({ nli, transcripts, tally: counts }).personas(0));
    assert.deepEqual(personas.map(texts), [["I lost my job.", "I live alone.", "I have a cat.", "I like to paint."]]);
    assert.deepEqual(counts.report().asked, 4);
  });

  test("the one who speaks first where nobody is called seeker; the named one before that", async () => {
    const talk = messagesOf([
      "Ana: I paint.",
      "Ben: I sing.",
      "Ana: I cook.",
      "Ben: I ski.",
      "Ana: I knit.",
      "Ben: I surf.",
    ]);
    assert.deepEqual(texts(await seekerPersona({ nli }).infer(talk)), ["I paint.", "I cook.", "I knit."]);
    assert.deepEqual(texts(await seekerPersona({ nli, speaker: "Ben" }).infer(talk)), ["I sing.", "I ski.", "I surf."]);
    assert.deepEqual(await seekerPersona({ nli }).infer([]).then(texts), []);
  });

  test("without a judge, without transcripts", async () => {
    assert.throws(() => seekerPersona(), UnsupportedError);
    await assert.rejects(all(seekerPersona({ nli }).personas(0)), InputError);
  });
});
