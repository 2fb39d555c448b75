import assert from "node:assert/strict";
import { test } from "node:test";
import { all } from "../../core/conformance/shared.ts";
import { sourceConformance } from "../../core/conformance/source.ts";
import type { Persona } from "../../core/index.ts";
import { fakeEmbedder, replying } from "../../model/testing.ts";
import { personaSchema } from "../../persona/index.ts";
import type { SourceText } from "../material.ts";
import { tally } from "../tally.ts";
import { type JournalOptions, journal } from "./journal.ts";
import { representativeEntries } from "./representative-entries.ts";
import { entryLevels, spreadOf, traitsOf } from "./trait-levels.ts";

const WORK = "I work at the office and the meeting with my boss about the report was long. ";
const FISHING = "River trout bite at dawn while a rod bends over silver water near reeds. ";

/** Eight entries about work, four about fishing, each of more than 100 words. */
const entries: SourceText[] = Array.from({ length: 12 }, (_, i) => ({
  id: `day ${i + 1}`,
  text: (i % 3 === 2 ? FISHING : WORK).repeat(8) + "Again. ".repeat(i),
}));
const work = entries.filter(({ text }) => text.startsWith("I work")).map(({ id }) => id);

async function made(options: JournalOptions): Promise<Persona> {
  return (
    await all(journal({ texts: entries, embedder: fakeEmbedder(), speaker: "Ada", ...options }).personas(3))
  )[0] as Persona;
}

sourceConformance(async () => journal({ texts: entries, embedder: fakeEmbedder() }));

test("of eight entries about work and four about fishing, work is kept", async () => {
  const counts = tally();
  const short = { id: "short", text: "Rain." };
  const persona = await made({ texts: [...entries, short], tally: counts });
  assert.equal(personaSchema.safeParse(persona).success, true);
  const facet = persona.facets?.journal as { entries: string[]; clusters: number[]; isFew: boolean };
  assert.deepEqual([...facet.entries].sort(), [...work].sort());
  assert.equal(facet.isFew, false);
  assert.deepEqual(
    persona.statements?.map(({ text, provenance }) => [text, provenance?.[0]?.quote]),
    [["I work at the office and the meeting with my boss about the report was long.", WORK.trim()]],
  );
  assert.deepEqual(counts.report().dropped, { "too short": 1, "not representative": 4 });
});

test("the largest cluster, of equal ones the one nearest the mean of all", () => {
  const at = (x: number, y: number): Float32Array => Float32Array.from([x, y]);
  // two clusters of three; the mean of all six is (.66, .34): nearer the first
  const vectors = [at(1, 0), at(0.99, 0.01), at(0.98, 0), at(0.33, 0.67), at(0.33, 0.66), at(0.33, 0.7)];
  assert.deepEqual(representativeEntries(vectors).kept.sort(), [0, 1, 2]);
  assert.deepEqual(representativeEntries(vectors.slice(0, 4)).kept, [0, 1, 2, 3]);
  assert.deepEqual(representativeEntries([]).kept, []);
  const alike = Array.from({ length: 8 }, () => at(1, 0));
  assert.deepEqual(representativeEntries(alike, { most: 2 }), { kept: [0, 1], sizes: [8], silhouette: null });
});

test("fewer than five entries are all kept and flagged, and need no embedder", async () => {
  const [first] = entries;
  const source = journal({ texts: [first as SourceText] });
  const [persona] = await all(source.personas(0));
  assert.deepEqual(persona?.facets?.journal, { entries: ["day 1"], clusters: [1], isFew: true });
  assert.throws(() => journal({ texts: entries }), /journal needs embed/);
  assert.throws(() => journal({ texts: [{ id: "e", text: "" }] }), /1 entry, none of more than 100 words/);
  assert.throws(() => journal(), /no texts/);
});

test("levels by a model are kept where the entries agree", async () => {
  const of = (openness: number, neuroticism: number): object => ({
    ...{ openness, conscientiousness: 5, extraversion: 5, agreeableness: 5, neuroticism },
  });
  // openness 7, 8, 9: (6 + 7 + 8) / 8 / 3 = .875, sd .102; neuroticism 1, 9, 1: 0, 1, 0, sd .471 > .25
  const model = replying(of(7, 1), of(8, 9), of(9, 1));
  const persona = await made({ texts: entries.slice(0, 3), model });
  const levels = Object.fromEntries((persona.traits ?? []).map(({ dimension, level }) => [dimension, level]));
  assert.deepEqual(levels, { openness: 0.875, conscientiousness: 0.5, extraversion: 0.5, agreeableness: 0.5 });
  const facet = persona.facets?.journal as { traitsThatDisagree: string[] };
  assert.deepEqual(facet.traitsThatDisagree, ["neuroticism"]);
  const counts = tally();
  const none = await made({ texts: entries.slice(0, 1), model: replying("?"), tally: counts });
  assert.equal(none.traits, undefined);
  assert.deepEqual(counts.report().dropped, { unparsed: 1 });
});

test("levels from readings: the share of the high side, weighed by how much is about the trait", () => {
  const reading = (trait: string, high: number, low: number): Parameters<typeof entryLevels>[0][number] => [
    { trait, direction: "high", probability: high },
    { trait, direction: "low", probability: low },
  ];
  // (.6 + .1) / (.6 + .2 + .1 + .1) = .7
  const levels = entryLevels([reading("openness", 0.6, 0.2), reading("openness", 0.1, 0.1)]);
  assert.ok(Math.abs((levels.openness as number) - 0.7) < 1e-12);
  assert.deepEqual(entryLevels([[]]), {});
  const spread = spreadOf([{ openness: 0 }, { openness: 1 }]);
  assert.deepEqual(spread, [{ trait: "openness", level: 0.5, sd: 0.5, entries: 2 }]);
  assert.deepEqual(traitsOf(spread, { most: 0.25, made: { source: "llm_inferred" } }), []);
});
