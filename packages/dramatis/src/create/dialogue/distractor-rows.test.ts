import assert from "node:assert/strict";
import { test } from "node:test";
import { all } from "../../core/conformance/shared.ts";
import { InputError } from "../../core/index.ts";
import { fakeNli, messagesOf } from "../../model/testing.ts";
import { personaFromSentences, personaVersion } from "../../persona/index.ts";
import { tally } from "../tally.ts";
import { distractorRows } from "./distractor-rows.ts";

const personas = [
  personaFromSentences("Ana", ["I have a cat.", "I bake."]),
  personaFromSentences("Ben", ["I sail.", "I bake.", "I ski.", "I have a cat called Tom."]),
];
const transcripts = [{ session: "s", messages: messagesOf(["Zed: Pets?", "Ana: A cat.", "Zed: Oh.", "Ana: Yes."]) }];

test("a row a turn: own sentences with as many of others, what came before, the turn", async () => {
  const counts = tally();
  const rows = await all(distractorRows({ personas, transcripts, tally: counts }).rows(1));
  assert.equal(rows.length, 2);
  const [, last] = rows;
  assert.deepEqual(
    last?.messages.slice(1).map(({ role, content }) => [role, content]),
    [
      ["user", "Pets?"],
      ["assistant", "A cat."],
      ["user", "Oh."],
      ["assistant", "Yes."],
    ],
  );
  assert.equal(last?.persona, personaVersion(personas[0] as (typeof personas)[number]));
  assert.deepEqual(last?.provenance, {
    ...{ source: "derived_code", method: "distractor-rows", seed: 1, from: "s", span: [3, 3] },
  });
  for (const { messages, stage } of rows) {
    const system = messages[0]?.content ?? "";
    assert.match(system, /I have a cat\./);
    assert.match(system, /I bake\./);
    const foreign = ["I sail.", "I ski.", "I have a cat called Tom."].filter((text) => system.includes(text));
    assert.equal(foreign.length, 2, "one for each of the persona's own");
    assert.equal(stage, "2 distractors");
  }
  assert.deepEqual([counts.report().asked, counts.report().kept], [4, 4]);
});

test("the same seed gives the same rows, another others; 0 distractors are none", async () => {
  const rows = (seed: number, distractors?: number): Promise<unknown[]> =>
    all(distractorRows({ personas, transcripts, ...(distractors === undefined ? {} : { distractors }) }).rows(seed));
  assert.deepEqual(await rows(1), await rows(1));
  assert.notDeepEqual(await rows(1), await rows(2));
  assert.doesNotMatch(JSON.stringify(await rows(1, 0)), /sail|ski|Tom/);
});

test("with a judge what touches the persona or the reply is no distractor, and what is wanting is counted", async () => {
  const nli = fakeNli((_, hypothesis) => (/cat/u.test(hypothesis) ? "entail" : "neutral"));
  const counts = tally();
  const rows = await all(distractorRows({ personas, transcripts, nli, distractors: 3, tally: counts }).rows(1));
  assert.doesNotMatch(JSON.stringify(rows), /Tom/);
  const { asked, kept, dropped } = counts.report();
  assert.deepEqual({ asked, kept, dropped }, { asked: 6, kept: 4, dropped: { "no unrelated sentence left": 2 } });
});

test("no row comes after an abort; nobody to make rows of is one line", async () => {
  const abort = new AbortController();
  await assert.rejects(async () => {
    for await (const _ of distractorRows({ personas, transcripts }).rows(1, abort.signal)) abort.abort();
  }, /abort/i);
  assert.throws(() => distractorRows({ personas }), InputError);
  assert.throws(() => distractorRows({ personas: [personaFromSentences("Eve", ["I ski."])], transcripts }), {
    message: /no such speaker; expected a speaker with a persona of the same name/,
  });
});
