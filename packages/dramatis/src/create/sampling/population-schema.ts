import { z } from "zod";
import type { Counts, PopulationDescription } from "./population-description.ts";

const name = z.string().regex(/\S/, "text that is not blank");
const names = z.array(name).min(1);

const counts: z.ZodType<Counts> = z.lazy(() =>
  z.union([z.array(z.number().min(0)), z.array(counts)], "a list of numbers that are zero or more, or of such lists"),
);

const conditions = z.record(
  name,
  z.union(
    [names, z.strictObject({ min: z.number().exactOptional(), max: z.number().exactOptional() })],
    "a list of values, or { min, max }",
  ),
);

const variable = z.strictObject({
  values: names.max(250),
  ranges: z.array(z.tuple([z.int(), z.int()])).exactOptional(),
});

const source = z.strictObject({
  title: name,
  publisher: name,
  table: name.exactOptional(),
  survey: name.exactOptional(),
  url: z.url({ error: "an address such as https://…" }),
  accessed: name,
  licence: name,
});

const table = {
  source: z.union([name, names], "the key of a source, or a list of them").exactOptional(),
  groups: z.record(name, z.record(name, names)).exactOptional(),
  counts,
};
const over = names;

const constraint = z.strictObject({
  name,
  when: conditions,
  expect: conditions.exactOptional(),
  keep: z.number().min(0).max(1).exactOptional(),
});

const bigFive = z.strictObject({
  correlations: z
    .array(z.array(z.number().min(-1).max(1)).length(5))
    .length(5)
    .exactOptional(),
  norms: z.strictObject({ age: name, sex: name, men: z.array(name), women: z.array(name) }).exactOptional(),
  facets: z.boolean().exactOptional(),
});

/** What a population file may hold; `checkPopulation` looks at what hangs together. */
export const populationSchema: z.ZodType<PopulationDescription> = z.strictObject({
  schema: z.literal("dramatis.population/1"),
  name,
  about: z.string().exactOptional(),
  notes: z.array(z.string()).exactOptional(),
  sources: z.record(name, source).exactOptional(),
  variables: z.record(name, variable),
  margins: z
    .array(z.strictObject({ name, over, ...table, unit: z.enum(["people", "percent"]).exactOptional() }))
    .exactOptional(),
  seeds: z.array(z.strictObject({ name, over, ...table })).exactOptional(),
  conditionals: z.array(z.strictObject({ variable: name, given: z.array(name), ...table })).exactOptional(),
  constraints: z.array(constraint).exactOptional(),
  bigFive: bigFive.exactOptional(),
  microdata: z.strictObject({ file: name, weight: name.exactOptional() }).exactOptional(),
});
