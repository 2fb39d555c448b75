import type { Persona, Provenance } from "../../core/index.ts";
import { BIG_FIVE, BIG_FIVE_FACETS } from "./big-five.ts";
import type { PeopleBatch, PeopleSample } from "./sample-columns.ts";

export interface PersonTask {
  sample: PeopleSample;
  batch: PeopleBatch;
  /** Which of the batch. */
  i: number;
  seed: number;
  /** The method that the person is made by. */
  method?: string;
}

/** Person of a sample as a persona: "Person 0000001", for a name would say more than the tables do. */
export function personOf({
  sample: { description, traits },
  batch,
  i,
  seed,
  method = "population",
}: PersonTask): Persona {
  const drawn: Provenance = { source: "census_sample", method, seed, from: description.name };
  const derived: Provenance = { source: "derived_code", method: "big-five", seed };
  const social = Object.entries(description.variables).flatMap(
    ([name, { values }], at): [string, string | number][] => {
      const value = batch.numbers[at]?.[i] ?? values[batch.codes[at]?.[i] as number];
      return value === undefined || Number.isNaN(value) ? [] : [[name, value]];
    },
  );
  return {
    schema: "dramatis.persona/1",
    name: `Person ${String(batch.first + i).padStart(7, "0")}`,
    kind: "population",
    identity: { social: Object.fromEntries(social) },
    ...(traits.length > 0 && {
      traits: traits.map((name, at) => ({
        system: "big5" as const,
        ...traitName(name),
        level: batch.levels[at]?.[i] ?? 0,
        provenance: [derived],
      })),
    }),
    provenance: [drawn],
  };
}

/** A facet such as E2 belongs to a dimension. */
function traitName(name: string): { dimension: string; facet?: string } {
  const facet = BIG_FIVE_FACETS.indexOf(name);
  return facet === -1 ? { dimension: name } : { dimension: BIG_FIVE[Math.floor(facet / 6)] ?? "", facet: name };
}
