import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceConformance } from "../../core/conformance/index.ts";
import { all } from "../../core/conformance/shared.ts";
import { InputError, UnsupportedError } from "../../core/index.ts";
import { listModel, replying } from "../../model/testing.ts";
import { tally } from "../tally.ts";
import { textToPersona } from "./text-to-persona.ts";

const NURSE = "A night nurse who keeps bees on the roof of a hospital";
const texts = Array.from({ length: 40 }, (_, i) => ({ id: `page-${i}`, text: `Bees like it warm. They are ${i}.` }));

sourceConformance(async () => textToPersona({ texts, model: replying({ persona: NURSE }) }));

test("one persona a text, with where it came from", async () => {
  const model = replying({ persona: NURSE });
  const [persona] = await all(textToPersona({ texts: texts.slice(0, 1), model }).personas(3));
  assert.equal(persona?.name, "A night nurse");
  assert.equal(persona?.summary, NURSE);
  assert.deepEqual(persona?.provenance, [
    {
      ...{ source: "llm_generated", method: "text-to-persona", model: "replying", seed: 3 },
      ...{ from: "page-0", span: [0, texts[0]?.text.length] },
    },
  ]);
  const [{ messages, temperature } = { messages: [], temperature: 0 }] = model.asked;
  assert.equal(temperature, 0.7);
  assert.match(messages[0]?.content ?? "", /likely to (read|write|like|dislike) this text/);
  assert.deepEqual(JSON.parse(messages[1]?.content ?? ""), { text: texts[0]?.text });
});

test("the verbs come in their shares, by the seed", async () => {
  const many = Array.from({ length: 1000 }, (_, i) => ({ id: `${i}`, text: "Bees like it warm." }));
  const verbs = async (seed: number): Promise<(string | undefined)[]> => {
    const model = replying({ persona: NURSE });
    await all(textToPersona({ texts: many, model }).personas(seed));
    return model.asked.map(({ messages }) => /likely to (\w+)/.exec(messages[0]?.content ?? "")?.[1]);
  };
  const drawn = await verbs(1);
  // 1,000 · .4 ± 4 · √(1,000 · .4 · .6) = 400 ± 62; the others are nearer.
  for (const [verb, expected] of Object.entries({ read: 400, write: 300, like: 200, dislike: 100 })) {
    const count = drawn.filter((one) => one === verb).length;
    assert.ok(Math.abs(count - expected) < 62, `${verb}: ${count}`);
  }
  assert.notDeepEqual(await verbs(2), drawn);
});

test("only the first 8,000 characters are shown", async () => {
  const model = replying({ persona: NURSE });
  const [persona] = await all(textToPersona({ texts: [{ id: "book", text: "bee ".repeat(5000) }], model }).personas(1));
  assert.equal(JSON.parse(model.asked[0]?.messages[1]?.content ?? "").text.length, 8000);
  assert.deepEqual(persona?.provenance?.[0]?.span, [0, 8000]);
});

test("what is no persona is dropped and counted", async () => {
  const model = listModel(
    [
      { persona: NURSE },
      { persona: "" },
      { persona: "A nurse" },
      { persona: "A person who keeps bees at night" },
      { persona: "A night nurse who answers at rosa@example.org" },
      { persona: "Ночная медсестра, которая держит пчёл на крыше" },
    ].map((reply) => JSON.stringify(reply)),
  );
  const counts = tally();
  const kept = await all(textToPersona({ texts: texts.slice(0, 7), model, tally: counts, concurrency: 1 }).personas(1));
  assert.equal(kept.length, 1);
  const { asked, kept: count, dropped, calls } = counts.report();
  assert.deepEqual(dropped, {
    "points to nobody": 1,
    "not of 5 to 60 words": 1,
    "a person of no kind": 1,
    "personal data": 1,
    "another language": 1,
    unparsed: 1,
  });
  // The last text is asked about twice, since the list is at its end.
  assert.deepEqual([asked, count, calls], [7, 1, 8]);
});

test("without a model, or without texts, it says what is needed", () => {
  assert.throws(() => textToPersona({ texts }), UnsupportedError);
  assert.throws(() => textToPersona({ model: replying("") }), InputError);
});
