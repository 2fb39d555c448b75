import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceConformance } from "../../core/conformance/index.ts";
import { all } from "../../core/conformance/shared.ts";
import { InputError } from "../../core/index.ts";
import { replying } from "../../model/testing.ts";
import { abilitiesFacet } from "../../persona/facets.ts";
import { personaSchema, renderPersona } from "../../persona/index.ts";
import { tally } from "../tally.ts";
import { abilities, isUnbalanced, OUT_OF_SCOPE, type SourcedAbility } from "./abilities.ts";

const text =
  "I can't climb stairs, so I use the ramp at the back. I am proud that I run the office at work. My hearing is fine. Loud noise is hard for me.";
const texts = [{ id: "interview-1", title: "Mara", text }];

sourceConformance(async () => abilities({ texts }));

test("by words: what is hard, what helps and what goes well, with its place in the text", async () => {
  const counts = tally();
  const [mara] = await all(abilities({ texts, tally: counts }).personas(0));
  const found = mara?.facets?.abilities as SourcedAbility[];
  const sides = found.map(({ area, strength, constraint, adaptation, warning }) => ({
    area,
    strength,
    constraint,
    adaptation,
    warning,
  }));
  assert.deepEqual(sides, [
    {
      area: "mobility",
      constraint: "I can't climb stairs",
      adaptation: "so I use the ramp at the back.",
      strength: undefined,
      warning: undefined,
    },
    {
      area: "work",
      strength: "I am proud that I run the office at work.",
      constraint: undefined,
      adaptation: undefined,
      warning: undefined,
    },
    {
      area: "hearing",
      constraint: "Loud noise is hard for me.",
      strength: undefined,
      adaptation: undefined,
      warning: "unbalanced_ability",
    },
  ]);
  for (const { quote = "", span: [from, to] = [0, 0] } of found.flatMap(({ provenance }) => provenance)) {
    assert.equal(text.slice(from, to), quote);
  }
  assert.equal(mara?.name, "Mara");
  assert.deepEqual(mara?.knowledge?.documents, [{ id: "interview-1", title: "Mara", text }]);
  assert.deepEqual(mara?.rules, [OUT_OF_SCOPE]);
  assert.ok(personaSchema.safeParse(mara).success && abilitiesFacet.safeParse(found).success);
  assert.match(mara ? renderPersona(mara).system : "", /use the ramp/);
  assert.deepEqual([counts.report().asked, counts.report().kept], [4, 4]);
});

test("a model's entries must quote the text and say something", async () => {
  const model = replying({
    abilities: [
      { area: "Mobility", constraint: "I cannot climb stairs", quote: "I can't climb stairs" },
      { area: "mobility", adaptation: "I use ramps", context: "at the back", quote: "I use the ramp" },
      { area: "work", strength: "I fly planes", quote: "I fly planes" },
      { area: "work", context: "an office", quote: "office" },
    ],
  });
  const counts = tally();
  const [mara] = await all(abilities({ texts, model, tally: counts }).personas(0));
  const [mobility, ...rest] = (mara?.facets?.abilities ?? []) as SourcedAbility[];
  assert.deepEqual(
    [mobility?.constraint, mobility?.adaptation, mobility?.context, mobility?.warning],
    ["I cannot climb stairs", "I use ramps", "at the back", undefined],
  );
  assert.equal(mobility?.provenance.length, 2);
  assert.equal(mobility?.provenance[0]?.model, "replying");
  assert.deepEqual(rest, []);
  assert.deepEqual(counts.report().dropped, { "quote not in the text": 1, "says nothing": 1 });
});

test("a text that tells of nothing yields nobody; a reply that is no data is counted", async () => {
  assert.deepEqual(await all(abilities({ texts: [{ id: "x", text: "It rained." }] }).personas(0)), []);
  const counts = tally();
  assert.deepEqual(await all(abilities({ texts, model: replying("?"), tally: counts }).personas(0)), []);
  assert.deepEqual(counts.report().dropped, { unparsed: 1 });
});

test("a long text is read in parts", async () => {
  const long = Array.from({ length: 30 }, (_, i) => `${i} ${"x".repeat(990)}`).join("\n\n");
  const model = replying({ abilities: [] });
  await all(abilities({ texts: [{ id: "long", text: long }], model }).personas(0));
  // 30 paragraphs of about 1,000 characters, 12,000 at once
  assert.equal(model.asked.length, 3);
});

test("constraints alone are unbalanced", () => {
  assert.equal(isUnbalanced({ area: "work", constraint: "c" }), true);
  assert.equal(isUnbalanced({ area: "work", constraint: "c", adaptation: "a" }), false);
  assert.equal(isUnbalanced({ area: "work", strength: "s" }), false);
  assert.throws(() => abilities(), InputError);
});
