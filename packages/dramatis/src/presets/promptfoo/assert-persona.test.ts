import assert from "node:assert/strict";
import { test } from "node:test";
import { assertPersona } from "./assert-persona.ts";
import { ADA, folderOf } from "./testing-folder.ts";

/** The context of promptfoo's that a test of Ada's has. */
function contextOf(
  folder: string,
  measures: readonly string[],
  more: object = {},
): Parameters<typeof assertPersona>[1] {
  const item = JSON.stringify({ id: "q1", kind: "yes-no", asks: { statement: "dog", expected: "yes" }, repeat: 1 });
  return {
    vars: { persona: "ada.persona.yaml", say: '"Do you have a dog?"', item },
    config: { measures: [...measures] },
    provider: { config: { basePath: folder } },
    test: { metadata: { conversationId: "q1-abc" } },
    ...more,
  };
}

test("a reply is scored by the measures, each with its own value", async (t) => {
  const folder = folderOf(t, { "ada.persona.yaml": ADA });
  const context = contextOf(folder, ["probe-answers", "question-rate"]);
  const { metadata, ...grade } = await assertPersona("Yes, I have a dog.", context);
  // question-rate has no better end, so it neither passes nor counts.
  assert.deepEqual(grade, {
    pass: true,
    score: 1,
    reason: "probe-answers 1; question-rate 0",
    namedScores: { "probe-answers": 1, "question-rate": 0 },
  });
  const [score] = metadata.dramatis.measures["probe-answers"]?.scores ?? [];
  assert.deepEqual(
    [score?.value, score?.cluster, score?.turn, score?.evidence?.quote],
    [1, "q1-abc", 1, "Yes, I have a dog."],
  );
  assert.match(metadata.dramatis.witnesses[0]?.id ?? "", /nli/);
  assert.deepEqual([metadata.dramatis.persona, metadata.dramatis.speaker], ["Ada", "Ada"]);
});

test("a wrong reply fails; one that cannot be scored fails too, but has no score", async (t) => {
  const folder = folderOf(t, { "ada.persona.yaml": ADA });
  const wrong = await assertPersona("No, I do not.", contextOf(folder, ["probe-answers"]));
  assert.deepEqual([wrong.pass, wrong.score, wrong.namedScores], [false, 0, { "probe-answers": 0 }]);
  const odd = await assertPersona("…", contextOf(folder, ["probe-answers"]));
  assert.deepEqual([odd.pass, odd.namedScores, odd.reason], [false, {}, "probe-answers not scored (unparsed)"]);
  const empty = await assertPersona("", contextOf(folder, ["probe-answers"]));
  assert.equal(empty.reason, "probe-answers not scored (refused)");
});

test("bounds are the user's; less is better is turned round in the score alone", async (t) => {
  const folder = folderOf(t, { "ada.persona.yaml": ADA });
  const vars = { persona: "ada.persona.yaml", statement: "I have a dog." };
  const more = { vars, prompt: "Tell me about your dog." };
  const context = contextOf(folder, ["contradiction-rate"], more);
  const { pass, score, namedScores } = await assertPersona("I have a dog called Bolt.", context);
  assert.deepEqual([pass, score, namedScores], [true, 1, { "contradiction-rate": 0 }]);
  const config = { measures: ["contradiction-rate"], bounds: { "contradiction-rate": { min: 0.5 } } };
  const bounded = await assertPersona("I have a dog called Bolt.", { ...context, config });
  assert.deepEqual([bounded.pass, bounded.score], [false, 1]);
});

test("earlier turns of the conversation are measured with the reply", async (t) => {
  const folder = folderOf(t, { "ada.persona.yaml": ADA });
  const vars = {
    persona: "ada.persona.yaml",
    say: '"And you?"',
    _conversation: [{ input: "Hi!", output: "How are you?" }],
  };
  const { namedScores, metadata } = await assertPersona("I am well.", contextOf(folder, ["question-rate"], { vars }));
  // One of two turns asks something.
  assert.deepEqual(namedScores, { "question-rate": 0.5 });
  assert.deepEqual(
    metadata.dramatis.measures["question-rate"]?.scores.map(({ turn }) => turn),
    [1, 3],
  );
});

test("what cannot be measured is thrown, so that promptfoo counts an error", async (t) => {
  const folder = folderOf(t, { "ada.persona.yaml": ADA });
  await assert.rejects(assertPersona("Hi.", contextOf(folder, ["probe-answer"])), /probe-answers/);
  await assert.rejects(assertPersona("Hi.", contextOf(folder, [])), /assertion config\.measures/);
  await assert.rejects(assertPersona("Hi.", contextOf(folder, ["apc"], { vars: {} })), /vars\.persona/);
});
