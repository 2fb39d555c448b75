/**
 * Draws people of a population whose margins, joint tables and constraints are given: its tables are raked until all hold,
 * cut to whole people so that every variable's shares are met, and dealt out in an order of which every part is a fair sample.
 *
 * PERSONA (Castricato et al. 2024) draws its people from rows of census microdata; that is the mode of a description with
 * `microdata`, whose rows are raked to margins too where it has some. Without rows a table is raked (ipf.ts), whole people
 * come by TRS with one variable after the other made exact (allocate-people.ts), the rest from conditional tables under
 * constraints (person-draw.ts), personality from correlated normals with norms of sex and age (big-five.ts). We depart: people
 * have numbers instead of names, and what no table says (hobbies, quirks) is left to complete-profiles. 1,000 adults of the
 * United States by default. A population that cannot be is an InputError that says which of its margins contradict each other.
 *
 * @paper 30
 */
import type { Source } from "../../core/index.ts";
import type { Material } from "../material.ts";
import type { Tally } from "../tally.ts";
import { personOf } from "./person-of.ts";
import type { Population } from "./population-description.ts";
import { readPopulation, shippedPopulations } from "./read-population.ts";
import { type PreparedPopulation, preparePopulation, sampleColumns } from "./sample-columns.ts";

export interface PopulationOptions {
  /** The name of one that is shipped, a file, or one that was read; "us-adults" by default. */
  population?: string | Population | PreparedPopulation;
  /** How many people; 1,000 by default. */
  size?: number;
}

/** Few at a time, for whoever stops early. */
const BATCH = 64;

export function population({
  population: given = "us-adults",
  size = 1000,
  tally,
}: Material & PopulationOptions = {}): Source {
  return {
    name: "population",
    async *personas(seed, signal) {
      signal?.throwIfAborted();
      const sample = sampleColumns(await prepared(given), { size, seed, batchSize: BATCH });
      let gone = 0;
      const settle = (): void => {
        countDropped(tally, sample.dropped() - gone);
        gone = sample.dropped();
      };
      for (const batch of sample.batches(signal)) {
        settle();
        for (let i = 0; i < batch.length; i++) {
          signal?.throwIfAborted();
          tally?.ask();
          tally?.keep();
          yield personOf({ sample, batch, i, seed });
        }
      }
      settle();
    },
  };
}

/** People for whom nothing fitted. */
export function countDropped(tally: Tally | undefined, dropped: number): void {
  if (dropped === 0) return;
  tally?.ask(dropped);
  tally?.drop("no values fit the constraints", dropped);
}

/** Shipped populations do not change, so each is raked once. */
const shipped = new Map<string, Promise<PreparedPopulation>>();

/** Read and raked, from whatever of it is given. */
export async function prepared(given: string | Population | PreparedPopulation): Promise<PreparedPopulation> {
  if (typeof given === "object") return "cells" in given ? given : preparePopulation(given);
  if (!shippedPopulations().includes(given)) return preparePopulation(await readPopulation(given));
  const known = shipped.get(given) ?? readPopulation(given).then(preparePopulation);
  shipped.set(given, known);
  return known;
}
