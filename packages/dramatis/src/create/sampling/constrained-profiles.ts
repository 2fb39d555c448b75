/**
 * Draws profiles one by one, without end: first what the raked table knows of a person, then each further fact given those
 * before it, under constraints that send a value back until it fits (no 14-year-old widow with a doctorate).
 *
 * PANORAMA, constrained selection: ordered attributes, each P(x | those before it), hard and soft
 * predicates. A value against a predicate is drawn again, 50 times at most, then the one before it; a soft predicate lets a
 * share of them stay; rejections are counted by predicate (`sampleColumns` reports them). We depart: age, education, marital
 * status and the like come from one raked table, so that what goes together there needs no order. Where `population` meets
 * margins to a person for a given number, people here come independently of each other. The adults of the United States by
 * default. A person for whom nothing fits is dropped; 1,000 in a row are an InputError.
 *
 * @paper 137
 */
import type { Source } from "../../core/index.ts";
import type { Material } from "../material.ts";
import { personOf } from "./person-of.ts";
import { countDropped, type PopulationOptions, prepared } from "./population.ts";
import { sampleColumns } from "./sample-columns.ts";

export function constrainedProfiles({
  population: given = "us-adults",
  tally,
}: Material & Omit<PopulationOptions, "size"> = {}): Source {
  return {
    name: "constrained-profiles",
    async *personas(seed, signal) {
      signal?.throwIfAborted();
      const sample = sampleColumns(await prepared(given), { seed, batchSize: 1 });
      let gone = 0;
      for (const batch of sample.batches(signal)) {
        countDropped(tally, sample.dropped() - gone);
        gone = sample.dropped();
        tally?.ask();
        tally?.keep();
        yield personOf({ sample, batch, i: 0, seed, method: "constrained-profiles" });
      }
    },
  };
}
