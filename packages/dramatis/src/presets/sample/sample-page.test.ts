import assert from "node:assert/strict";
import { test } from "node:test";
import { preparePopulation, readPopulation, writePopulation } from "../../create/index.ts";
import { smallPopulation } from "../../create/sampling/testing-population.ts";
import { sampleHtml } from "../../report/index.ts";
import { samplePage } from "./sample-page.ts";

const nowhere = async (): Promise<void> => undefined;

test("margins, conditionals and pairs, and which variables a table has together", async () => {
  const population = smallPopulation({
    notes: ["Nobody is real."],
    sources: { us: { title: "All", publisher: "Us", url: "u", accessed: "2026-11-21", licence: "ours" } },
    constraints: [{ name: "no such pet", when: { degree: ["doctorate"], pet: ["dog"] }, keep: 0.5 }],
    bigFive: { norms: { age: "age", sex: "sex", men: ["male"], women: ["female"] } },
  });
  const drawn = await writePopulation({
    ...{ population: preparePopulation(population), size: 400, seed: 3, format: "jsonl", sink: nowhere },
  });
  const page = samplePage({ population, seed: 3, drawn });
  assert.deepEqual([page.population, page.people, page.seed, page.survey], ["village", 400, 3, null]);
  assert.deepEqual(
    page.margins.map(({ name }) => name),
    ["sex by age", "degree"],
  );
  assert.deepEqual(
    page.variables.map(({ name, tied }) => [name, tied]),
    [
      ["sex", ["age", "pet"]],
      ["age", ["sex"]],
      ["degree", ["pet"]],
      ["pet", ["sex", "degree"]],
    ],
  );
  assert.deepEqual(page.traitsBy, ["age", "sex"]);
  assert.equal(page.traits.length, 5);
  assert.equal(page.rejected[0]?.name, "no such pet");
  const [, degree] = page.margins;
  // ½ (√(2·.8·.2/(π·400)) + the same): 0.01596
  assert.ok(Math.abs((degree?.byChance ?? 0) - 0.015958) < 1e-6);
  assert.match(sampleHtml(page), /Nobody is real\./);
});

test("rows of a survey are together in one table, and tell of how many they are worth", async () => {
  const population = smallPopulation({ margins: [{ name: "degree", over: ["degree"], counts: [80, 20] }] });
  const rows = [
    ...Array.from({ length: 18 }, () => ({ sex: "female", age: "20", degree: "doctorate" })),
    ...Array.from({ length: 2 }, () => ({ sex: "male", age: "50", degree: "none" })),
  ];
  const given = { ...population, description: { ...population.description, microdata: { file: "rows.csv" } }, rows };
  const drawn = await writePopulation({
    ...{ population: preparePopulation(given), size: 50, seed: 1, format: "jsonl", sink: nowhere },
  });
  const page = samplePage({ population: given, seed: 1, drawn });
  assert.equal(page.survey?.rows, 20);
  // 18 rows of weight 20/18 and 2 of 40: 100² / (18 · (20/18)² + 2 · 40²) = 3.10
  assert.ok(Math.abs((page.survey?.effective ?? 0) - 3.1034) < 1e-3);
  assert.deepEqual(page.variables[0]?.tied, ["age", "degree", "pet"]);
  assert.match(sampleHtml(page), /a few rows stand for many people/);
});

test("the shipped population gives a page without a warning", async () => {
  const population = await readPopulation("us-adults");
  const drawn = await writePopulation({
    ...{ population: preparePopulation(population), size: 200, seed: 1, format: "jsonl", sink: nowhere },
  });
  const html = sampleHtml(samplePage({ population, seed: 1, drawn }));
  assert.doesNotMatch(html, /class="warning"/);
  assert.match(html, /<b>household income<\/b>/);
});
