import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { all } from "../../core/conformance/shared.ts";
import { sourceConformance } from "../../core/conformance/source.ts";
import { InputError, UnsupportedError } from "../../core/index.ts";
import { messagesOf, replying } from "../../model/testing.ts";
import { tally } from "../tally.ts";
import { implicitPersona } from "./implicit-persona.ts";

const transcripts = [
  { session: "s", messages: messagesOf(["Ana: My back hurts.", "Ben: Why?", "Ana: Shifts.", "Ben: Oh.", "Ana: Bye."]) },
];
const guess = (hypothesis: string, confidence: number): object => ({ hypothesis, confidence });

describe("implicit-persona", () => {
  sourceConformance(async () => implicitPersona({ transcripts, model: replying(guess("I am a nurse.", 0.9)) }));

  test("a guess of .6 or more takes the place of the one before, a lesser one does not", async () => {
    const model = replying(guess("I am old.", 0.6), guess("I am a nurse.", 0.7), guess("I am a king.", 0.59));
    const counts = tally();
    const [ana] = await all(implicitPersona({ transcripts, model, speaker: "Ana", tally: counts }).personas(0));
    const made = { source: "llm_inferred", method: "implicit-persona", model: "replying", from: "s", confidence: 0.7 };
    assert.deepEqual(ana?.statements, [{ id: "s1", text: "I am a nurse.", provenance: [{ ...made, span: [0, 2] }] }]);
    const { asked, kept, dropped } = counts.report();
    assert.deepEqual(
      { asked, kept, dropped },
      { asked: 3, kept: 1, dropped: { "replaced by a later guess": 1, unsure: 1 } },
    );
    assert.equal(model.asked.length, 3);
    assert.doesNotMatch(model.asked[0]?.messages[1]?.content ?? "", /Shifts/, "no call sees what comes later");
  });

  test("more than 25 words are asked for again, then dropped", async () => {
    const long = guess(`I ${"really ".repeat(24)}am.`, 0.9);
    const counts = tally();
    const source = implicitPersona({ model: replying(long, guess("I am a nurse.", 0.9)), tally: counts });
    assert.equal((await source.infer(transcripts[0]?.messages ?? [], "Ana"))?.text, "I am a nurse.");
    assert.equal(await implicitPersona({ model: replying(long) }).infer(transcripts[0]?.messages ?? [], "Ana"), null);
    assert.deepEqual(counts.report().kept, 1);
  });

  test("nothing is sure: a name alone; nothing said: no guess", async () => {
    const model = replying(guess("I am a nurse.", 0.2));
    const [ana] = await all(implicitPersona({ transcripts, model }).personas(0));
    assert.deepEqual(ana, { schema: "dramatis.persona/1", name: "Ana" });
    assert.equal(await implicitPersona({ model }).infer([], "Ana"), null);
  });

  test("without a model, without transcripts", async () => {
    assert.throws(() => implicitPersona({ transcripts }), UnsupportedError);
    await assert.rejects(all(implicitPersona({ model: replying("") }).personas(0)), InputError);
  });
});
