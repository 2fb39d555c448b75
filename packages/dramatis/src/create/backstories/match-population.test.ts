import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceConformance } from "../../core/conformance/index.ts";
import { all } from "../../core/conformance/shared.ts";
import { InputError, type Persona } from "../../core/index.ts";
import { tally } from "../tally.ts";
import { type Demographics, optionOf } from "./demographics.ts";
import { matchPopulation } from "./match-population.ts";
import { matchGreedily, matchOneToOne, populationWeights } from "./population-weights.ts";

function surveyed(young: number, democratic: number): Demographics {
  const rest = { asked: 20, refused: 0, unparsed: 0 };
  return {
    age: { options: ["18-29", "30 or older"], shares: [young, 1 - young], ...rest },
    party: { options: ["D", "R"], shares: [democratic, 1 - democratic], ...rest },
  };
}

const v1 = surveyed(0.9, 0.8);
const v2 = surveyed(0.6, 0.9);
const h1 = { id: "h1", answers: { age: 22, party: "D" } };
const h2 = { id: "h2", answers: { age: 47, party: "D" } };
const rounded = (rows: readonly Float64Array[]): number[][] =>
  rows.map((row) => [...row].map((weight) => Math.round(weight * 1e12) / 1e12));

test("weights are products of how probable each answer is (methods B-ANTHOLOGY)", () => {
  // .9 · .8 = .72, .6 · .9 = .54; (1 − .9) · .8 = .08, (1 − .6) · .9 = .36
  const weights = populationWeights([h1, h2], [v1, v2]);
  assert.deepEqual(rounded(weights), [
    [0.72, 0.54],
    [0.08, 0.36],
  ]);
  assert.deepEqual(matchGreedily(weights), [0, 1]);
  assert.deepEqual(matchOneToOne(weights), [0, 1]);
});

test("two people alike have the same story greedily, and one each one to one", () => {
  const weights = populationWeights([h1, h1], [v1, v2]);
  assert.deepEqual(matchGreedily(weights), [0, 0]);
  assert.deepEqual(matchOneToOne(weights).toSorted(), [0, 1]);
});

test("a trait without a distribution counts all options alike; one that nobody was asked counts nothing", () => {
  const unknown: Demographics = {
    ...v1,
    party: { options: ["D", "R"], shares: null, asked: 20, refused: 20, unparsed: 0 },
  };
  const { age } = v2;
  // .9 · ½; .6 · ½ where the party was never asked; the region nobody was
  const human = { id: "h", answers: { ...h1.answers, region: "South" } };
  assert.deepEqual(rounded(populationWeights([human], [unknown, { age } as Demographics, v1])), [[0.45, 0.3, 0.72]]);
});

test("options hold words and ranges", () => {
  const options = ["under 18", "18-29", "30,000-59,999", "65 or older", "100+"];
  const where = "age";
  const at = (value: string | number): number => optionOf(value, { options, where });
  assert.deepEqual([17, "18", 29, 45_000, 70, "65 OR OLDER"].map(at), [0, 1, 1, 2, 3, 3]);
  assert.throws(() => at("old"), InputError);
  assert.throws(() => at(18.5 + 20), InputError);
});

const person = (name: string, rest: Partial<Persona>): Persona => ({ schema: "dramatis.persona/1", name, ...rest });
const stories = [person("Rosa", { facets: { demographics: v1 } }), person("Ted", { facets: { demographics: v2 } })];
const people = [
  person("p", { identity: { social: { age: 22, party: "D" } } }),
  person("q", { identity: { social: { age: 23, party: "D", city: "Rome" } } }),
];

sourceConformance(async () => matchPopulation({ personas: [...stories, ...people] }));

test("each person yields a story's persona with the person's traits", async () => {
  const counts = tally();
  const matched = await all(
    matchPopulation({ personas: [...stories, ...people], how: "one-to-one", tally: counts }).personas(0),
  );
  assert.deepEqual(matched.map(({ name }) => name).toSorted(), ["Rosa", "Ted"]);
  assert.deepEqual(matched[1]?.identity?.social, { age: 23, party: "D" });
  const match = matched[0]?.facets?.match as { to: string; how: string };
  assert.deepEqual([match.to, match.how], ["p (3)", "one-to-one"]);
  assert.deepEqual((matched[0]?.facets?.provenance as Record<string, unknown> | undefined)?.["identity.social.age"], [
    { source: "census_sample", method: "match-population", from: "p (3)" },
  ]);
  assert.equal(counts.report().kept, 2);
});

test("whom no story fits, or none is left for, is dropped", async () => {
  const counts = tally();
  const certain = person("Certain", { facets: { demographics: surveyed(1, 1) } });
  const old = person("old", { identity: { social: { age: 50 } } });
  const matched = await all(
    matchPopulation({ personas: [certain, ...people, old], how: "one-to-one", tally: counts }).personas(0),
  );
  assert.equal(matched.length, 1);
  assert.deepEqual(counts.report(), {
    asked: 3,
    kept: 1,
    dropped: { "no story fits": 2 },
    calls: 0,
    usage: { inputTokens: 0, outputTokens: 0 },
  });
});

test("both stories and people are needed, with readable facets", () => {
  assert.throws(() => matchPopulation({ personas: people }), InputError);
  assert.throws(() => matchPopulation({ personas: stories }), InputError);
  assert.throws(
    () => matchPopulation({ personas: [person("x", { facets: { demographics: 3 } }), ...people] }),
    InputError,
  );
});
