import assert from "node:assert/strict";
import { test } from "node:test";
import { all } from "../../core/conformance/shared.ts";
import { sourceConformance } from "../../core/conformance/source.ts";
import type { Model, Persona } from "../../core/index.ts";
import { personaSchema } from "../../persona/index.ts";
import { tally } from "../tally.ts";
import { type PreferenceTrace, type SynthesizeMeOptions, synthesizeMe, trainAndValidation } from "./synthesize-me.ts";

/** Somebody who likes short answers, but for the third choice. */
const choices = Array.from({ length: 10 }, (_, i) => {
  const [short, long] = [`Yes, ${i}.`, `Well, it depends on a good many things, ${i}.`];
  return {
    context: `Question ${i}`,
    ...(i === 2 ? { chosen: long, rejected: short } : { chosen: short, rejected: long }),
  };
});

interface Asked {
  persona?: string;
  earlier?: PreferenceTrace[];
  First?: string;
  Second?: string;
}

/** Predicts the shorter answer, or the one in `by`. */
function judge(by: (material: Asked) => string = shorter): Model & { asked: Asked[] } {
  const asked: Asked[] = [];
  return {
    id: "judge",
    asked,
    generate: async ({ messages }, signal) => {
      signal?.throwIfAborted();
      const material = JSON.parse(String(messages[1]?.content)) as Asked;
      asked.push(material);
      const text =
        material.First === undefined
          ? '{"persona":"Likes short answers."}'
          : JSON.stringify({ reasoning: "Short.", hypotheses: ["Busy."], prediction: by(material) });
      return { text, finish: "stop", usage: { inputTokens: 1, outputTokens: 1 } };
    },
  };
}

function shorter({ First = "", Second = "" }: Asked): string {
  return First.length < Second.length ? "First" : "Second";
}

async function made(options: SynthesizeMeOptions): Promise<Persona> {
  return (await all(synthesizeMe({ choices, ...options }).personas(5)))[0] as Persona;
}

function judgeFacet(persona: Persona): { demos: PreferenceTrace[]; accuracy?: number } {
  return persona.facets?.preferenceJudge as { demos: PreferenceTrace[]; accuracy?: number };
}

sourceConformance(async () => synthesizeMe({ choices, model: judge() }));

test("10 pairs are 7 for training and 3 to validate, by time", () => {
  const { train, validation } = trainAndValidation(choices);
  assert.deepEqual([train, validation], [choices.slice(0, 7), choices.slice(7)]);
  assert.deepEqual(trainAndValidation([1]), { train: [1], validation: [] });
});

test("a wrong prediction is no example, the persona is in the later prompts", async () => {
  const model = judge();
  const counts = tally();
  const persona = await made({ model, tally: counts, speaker: "Ada" });
  assert.equal(personaSchema.safeParse(persona).success, true);
  assert.equal(persona.summary, "Likes short answers.");
  const { demos, accuracy } = judgeFacet(persona);
  assert.equal(accuracy, 1);
  assert.equal(demos.length, 4);
  for (const { earlier = [] } of model.asked) {
    assert.equal(
      earlier.some(({ context }) => context === "Question 2"),
      false,
    );
  }
  // 7 traces; a first set that validates on 3 choices in both orders; the persona; the same with it: 7 + 6 + 1 + 6
  assert.deepEqual(counts.report().calls, 20);
  assert.deepEqual(
    model.asked.slice(14).every((asked) => asked.persona !== undefined),
    true,
  );
  const { asked, kept, dropped } = counts.report();
  assert.deepEqual({ asked, kept, dropped }, { asked: 8, kept: 7, dropped: { "wrong prediction": 1 } });
});

test("a judge that always says First is right half of the time, and ten sets are tried", async () => {
  const model = judge(() => "First");
  const { accuracy } = judgeFacet(await made({ model }));
  assert.equal(accuracy, 0.5);
  // 7 traces, 10 sets of 3 choices in 2 orders, the persona, 10 sets again: 7 + 60 + 1 + 60
  assert.equal(model.asked.length, 128);
});

test("all traces wrong, replies that cannot be used, one choice", async () => {
  const counts = tally();
  const wrong = await made({
    model: judge((asked) => (shorter(asked) === "First" ? "Second" : "First")),
    choices: choices.slice(0, 2),
    tally: counts,
  });
  assert.equal(wrong.summary, undefined);
  assert.deepEqual(judgeFacet(wrong), { demos: [] });
  assert.deepEqual(counts.report().dropped, { "wrong prediction": 1 });
  const broken = tally();
  await made({ model: judge(() => "Neither"), tally: broken });
  assert.deepEqual(broken.report().dropped, { unparsed: 7 });
  const one = await made({ model: judge(), choices: choices.slice(0, 1) });
  assert.equal(judgeFacet(one).demos.length, 1);
  assert.throws(() => synthesizeMe(), /no choices/);
  assert.throws(() => synthesizeMe({ choices }), /needs actor/);
});
