import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Persona } from "../../../core/index.ts";
import { type SamplingReport, sampleColumns } from "../../../create/index.ts";
import { type DrawnTrait, type DrawnVariable, peopleTally } from "../../../create/sampling/people-tally.ts";
import { personOf } from "../../../create/sampling/person-of.ts";
import { prepared } from "../../../create/sampling/population.ts";
import { readLines } from "../../../persona/index.ts";
import { lineSink, unwritable, writeWhole } from "../../../run/index.ts";
import { HttpFault } from "../../http-fault.ts";

export interface DrawnPopulation {
  /** Equal for equal draws. */
  id: string;
  population: string;
  size: number;
  seed: number;
  report: SamplingReport;
  margins: DrawnVariable[];
  traits: DrawnTrait[];
}

export interface DrawPeople {
  population: string;
  size: number;
  seed: number;
  onProgress?: (people: number) => void;
  signal?: AbortSignal;
}

/** Populations that were drawn: `<id>/about.json` and `<id>/people.jsonl`, a persona on each line. */
export interface PopulationStore {
  /** Whole or not at all. @throws InputError; the signal's reason */
  draw(options: DrawPeople): Promise<DrawnPopulation>;
  list(): Pick<DrawnPopulation, "id" | "population" | "size" | "seed">[];
  /** @throws HttpFault 404 */
  get(id: string): DrawnPopulation;
  /** In the order of drawing, from `offset`. @throws HttpFault 404 */
  people(id: string, page: { offset: number; limit: number }): Promise<Persona[]>;
  /** Their file. @throws HttpFault 404 */
  file(id: string): string;
}

const BATCH = 256;

export function populationStore(folder: string): PopulationStore {
  const aboutOf = (id: string): string => join(folder, id, "about.json");
  const get = (id: string): DrawnPopulation => {
    if (!/^[a-z0-9-]+$/.test(id) || !existsSync(aboutOf(id))) {
      throw new HttpFault(404, `no population ${JSON.stringify(id.slice(0, 80))} was drawn here`);
    }
    return JSON.parse(readFileSync(aboutOf(id), "utf8")) as DrawnPopulation;
  };
  const file = (id: string): string => join(folder, get(id).id, "people.jsonl");
  return {
    get,
    file,
    async draw(options) {
      const { population, size, seed } = options;
      const id = `${population}-${size}-${seed}`;
      const drawn = await drawTo(join(folder, id), options);
      const about: DrawnPopulation = { id, population, size, seed, ...drawn };
      writeWhole(aboutOf(id), `${JSON.stringify(about)}\n`);
      return about;
    },
    list() {
      if (!existsSync(folder)) return [];
      const ids = readdirSync(folder).filter((id) => existsSync(aboutOf(id)));
      return ids.sort().map((id) => {
        const { population, size, seed } = get(id);
        return { id, population, size, seed };
      });
    },
    async people(id, { offset, limit }) {
      const found: Persona[] = [];
      if (limit < 1) return found;
      for await (const { text, number } of readLines(file(id))) {
        if (number > offset) found.push(JSON.parse(text) as Persona);
        if (found.length === limit) break;
      }
      return found;
    },
  };
}

type Drawn = Pick<DrawnPopulation, "report" | "margins" | "traits">;

async function drawTo(
  folder: string,
  { population: name, size, seed, onProgress, signal }: DrawPeople,
): Promise<Drawn> {
  const population = await prepared(name);
  const sample = sampleColumns(population, { size, seed, batchSize: BATCH });
  const tally = peopleTally(population, sample.traits);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw unwritable(folder, error);
  }
  const sink = await lineSink(join(folder, "people.jsonl"));
  let people = 0;
  try {
    for (const batch of sample.batches(signal)) {
      const lines = Array.from({ length: batch.length }, (_, i) =>
        JSON.stringify(personOf({ sample, batch, i, seed })),
      );
      await sink.write(`${lines.join("\n")}\n`);
      tally.keep(batch);
      people += batch.length;
      onProgress?.(people);
    }
    await sink.keep();
  } finally {
    await sink.discard();
  }
  const { variables, traits } = tally.tables();
  return { report: sample.report(), margins: variables, traits };
}
