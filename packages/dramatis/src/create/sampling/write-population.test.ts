import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parquetReadObjects } from "hyparquet";
import { personaSchema } from "../../persona/index.ts";
import { preparePopulation } from "./sample-columns.ts";
import { smallPopulation } from "./testing-population.ts";
import { type PopulationFormat, type WritePopulationOptions, writePopulation } from "./write-population.ts";

const population = preparePopulation(
  smallPopulation({
    conditionals: [{ variable: "pet", given: ["sex"], groups: { sex: { women: ["female"] } }, counts: [[3, 1]] }],
    bigFive: { norms: { age: "age", sex: "sex", men: ["male"], women: ["female"] } },
  }),
);

async function written(format: PopulationFormat, more: Partial<WritePopulationOptions> = {}): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  await writePopulation({
    population,
    size: 500,
    seed: 7,
    format,
    sink: async (bytes) => void chunks.push(bytes),
    ...more,
  });
  return Buffer.concat(chunks);
}

const rowsOf = (bytes: Uint8Array): Record<string, unknown>[] =>
  Buffer.from(bytes)
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("writePopulation", () => {
  test("JSON lines: a row each, and no key where there is no value", async () => {
    const rows = rowsOf(await written("jsonl"));
    assert.equal(rows.length, 500);
    assert.deepEqual(
      rows.map(({ id }) => id),
      Array.from({ length: 500 }, (_, i) => i + 1),
    );
    const woman = rows.find(({ sex }) => sex === "female") ?? {};
    assert.deepEqual(Object.keys(woman), [
      "id",
      "sex",
      "age",
      "degree",
      "pet",
      "openness",
      "conscientiousness",
      "extraversion",
      "agreeableness",
      "neuroticism",
    ]);
    assert.equal(Object.hasOwn(rows.find(({ sex }) => sex === "male") ?? {}, "pet"), false);
    assert.equal(rows.filter(({ sex }) => sex === "female").length, 250);
  });

  test("Parquet has the same people", async () => {
    const bytes = await written("parquet");
    const rows = await parquetReadObjects({ file: Uint8Array.from(bytes).buffer });
    const lines = rowsOf(await written("jsonl"));
    const known = rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)));
    assert.deepEqual(known, lines);
  });

  test("personas are personas", async () => {
    const personas = rowsOf(await written("personas", { size: 20 })).map((row) => personaSchema.parse(row));
    assert.equal(personas[0]?.name, "Person 0000001");
    assert.equal(personas[0]?.provenance?.[0]?.source, "census_sample");
    assert.equal(personas[0]?.traits?.length, 5);
  });

  test("the same seed, the same bytes; progress to the end", async () => {
    for (const format of ["jsonl", "parquet", "personas"] as const) {
      const seen: number[] = [];
      const first = await written(format, { onProgress: (people) => seen.push(people) });
      assert.deepEqual(await written(format), first, format);
      assert.notDeepEqual(await written(format, { seed: 8 }), first, format);
      assert.equal(seen.at(-1), 500);
    }
  });

  test("an abort between batches, and a sink that fails", async () => {
    const stop = new AbortController();
    const sink = async (): Promise<void> => stop.abort(new Error("enough"));
    await assert.rejects(written("jsonl", { size: 20_000, sink, signal: stop.signal }), /enough/);
    await assert.rejects(written("jsonl", { sink: () => Promise.reject(new Error("full")) }), /full/);
  });
});
