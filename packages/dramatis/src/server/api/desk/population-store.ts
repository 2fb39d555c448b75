import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Persona } from "../../../core/index.ts";
import {
  type PeopleSample,
  type PreparedPopulation,
  type SamplingReport,
  sampleColumns,
} from "../../../create/index.ts";
import { personOf } from "../../../create/sampling/person-of.ts";
import { prepared } from "../../../create/sampling/population.ts";
import type { PeopleBatch } from "../../../create/sampling/sample-columns.ts";
import { readLines } from "../../../persona/index.ts";
import { lineSink, unwritable, writeWhole } from "../../../run/index.ts";
import { HttpFault } from "../../http-fault.ts";

/** One variable of the people that were drawn, beside what it should be. */
export interface DrawnMargin {
  variable: string;
  values: {
    value: string;
    /** Share of the people, 0..1. */
    drawn: number;
    /** Share that the tables ask for; null where it depends on other variables. */
    target: number | null;
  }[];
}

/** The levels of one trait, 0..1. */
export interface DrawnTrait {
  trait: string;
  mean: number;
  sd: number;
  /** People in each twentieth of the scale. */
  bins: number[];
}

export interface DrawnPopulation {
  /** Equal for equal draws. */
  id: string;
  population: string;
  size: number;
  seed: number;
  report: SamplingReport;
  margins: DrawnMargin[];
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
const BINS = 20;

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
  const tally = tallyOf(population, sample);
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
  return { report: sample.report(), ...tally.tables() };
}

/** Counts people by value and trait as they are drawn. */
function tallyOf(
  { description, cells }: PreparedPopulation,
  { traits }: PeopleSample,
): { keep(batch: PeopleBatch): void; tables(): Pick<Drawn, "margins" | "traits"> } {
  const variables = Object.entries(description.variables);
  const counts = variables.map(([, { values }]) => values.map(() => 0));
  const levels: number[][] = traits.map(() => []);
  return {
    keep({ codes, levels: drawn, length }) {
      for (const [at, own] of counts.entries()) {
        for (const code of codes[at]?.subarray(0, length) ?? [])
          if (code < own.length) own[code] = (own[code] ?? 0) + 1;
      }
      for (const [at, own] of levels.entries()) own.push(...(drawn[at]?.subarray(0, length) ?? []));
    },
    tables: () => ({
      margins: variables.map(([variable, { values }], at) => {
        const target = targetOf(cells, { variable: at, values: values.length });
        const drawn = shares(counts[at] ?? []);
        return {
          variable,
          values: values.map((value, i) => ({ value, drawn: drawn[i] ?? 0, target: target?.[i] ?? null })),
        };
      }),
      traits: traits.map((trait, at) => traitOf(trait, levels[at] ?? [])),
    }),
  };
}

/** The shares of a variable's values in the raked table; undefined where it is none of that table's. */
function targetOf(
  { variables, codes, weights }: PreparedPopulation["cells"],
  { variable, values }: { variable: number; values: number },
): number[] | undefined {
  const own = codes[variables.indexOf(variable)];
  if (own === undefined) return undefined;
  const sums = Array.from({ length: values }, () => 0);
  for (const [cell, code] of own.entries()) sums[code] = (sums[code] ?? 0) + (weights[cell] ?? 0);
  return shares(sums);
}

function shares(amounts: readonly number[]): number[] {
  const all = amounts.reduce((sum, amount) => sum + amount, 0) || 1;
  return amounts.map((amount) => amount / all);
}

function traitOf(trait: string, levels: readonly number[]): DrawnTrait {
  const bins = Array.from({ length: BINS }, () => 0);
  for (const level of levels) {
    const bin = Math.min(BINS - 1, Math.floor(level * BINS));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const centre = levels.reduce((sum, level) => sum + level, 0) / (levels.length || 1);
  const squares = levels.reduce((sum, level) => sum + (level - centre) ** 2, 0);
  return { trait, mean: centre, sd: Math.sqrt(squares / Math.max(1, levels.length - 1)), bins };
}
