import { InputError, type Random, random } from "../../core/index.ts";
import { allocatePeople } from "./allocate-people.ts";
import { BIG_FIVE, BIG_FIVE_FACETS, bigFive } from "./big-five.ts";
import { checkPopulation } from "./check-population.ts";
import { ABSENT, type Draft } from "./constraints.ts";
import { type DrawCell, drawWithoutReplacement, drawWithReplacement } from "./draw-cells.ts";
import { type PersonDraw, personDraw } from "./person-draw.ts";
import type { Population, PopulationDescription } from "./population-description.ts";
import { type RakedCells, rakedCells } from "./raked-cells.ts";
import { type SamplingReport, samplingCounts } from "./sampling-report.ts";

/** A population whose margins hold together: what people are drawn from, any number of times. */
export interface PreparedPopulation {
  description: PopulationDescription;
  cells: RakedCells;
}

/** People side by side, by variable. */
export interface PeopleBatch {
  /** The number of the first of them, from 1. */
  first: number;
  length: number;
  /** For each variable of the description the place of each person's value, 255 for none. */
  codes: Uint8Array[];
  /** For each variable with ranges each person's number, NaN for none. */
  numbers: (Float64Array | undefined)[];
  /** Levels of 0 to 1 with three places, in the order of `traits`. */
  levels: Float64Array[];
}

export interface PeopleSample {
  description: PopulationDescription;
  /** The Big Five and perhaps their facets; none where the description asks for none. */
  traits: readonly string[];
  /** Once: the people are drawn as they are taken. Memory does not grow with their number. */
  batches(signal?: AbortSignal): Generator<PeopleBatch, void, void>;
  /** People so far for whom nothing fitted. */
  dropped(): number;
  /** What came out so far, beside what was asked for. */
  report(): SamplingReport;
}

export interface SampleOptions {
  /** How many, with every margin met as closely as whole people can; without it people come without end, each on its own. */
  size?: number;
  seed: number;
  /** Does not change who comes. */
  batchSize?: number;
}

/** People at most: more than there are, and few enough for a 32-bit number. */
const MOST_PEOPLE = 2 ** 31 - 1;

/** In a row; then there is nobody to be had. */
const MOST_DROPPED = 1000;

/**
 * @throws InputError for a description that does not hang together; naming the margins that contradict each other, and the
 *   smallest change that would reconcile them.
 */
export function preparePopulation(population: Population): PreparedPopulation {
  checkPopulation(population.description, population.description.name);
  return { description: population.description, cells: rakedCells(population) };
}

/**
 * Draws people of a population, in columns. The same seed gives the same people.
 *
 * @throws InputError for a size that is not a whole number from 1 to 2,147,483,647; while people are taken, for constraints
 *   that nobody meets.
 */
export function sampleColumns(
  { description, cells }: PreparedPopulation,
  { size, seed, batchSize = 8192 }: SampleOptions,
): PeopleSample {
  if (size !== undefined && (!Number.isInteger(size) || size < 1 || size > MOST_PEOPLE)) {
    throw new InputError({
      where: "size",
      found: String(size),
      expected: `a whole number from 1 to ${MOST_PEOPLE.toLocaleString("en-US")}`,
    });
  }
  const draws = random(seed);
  const person = personDraw(
    description,
    (variable) => cells.variables.includes(variable),
    (variable) => cells.numbers[cells.variables.indexOf(variable)] !== undefined,
  );
  const nextCell = size === undefined ? drawWithReplacement(cells.weights) : exactly(cells, size, draws);
  const counts = samplingCounts(description, cells, person);
  const traits = traitsOf(description);
  return {
    description,
    traits: traits.names,
    *batches(signal) {
      for (let first = 1; ; ) {
        signal?.throwIfAborted();
        const batch = nextBatch({ description, cells, person, nextCell, counts, traits, draws, first, batchSize });
        if (batch.length === 0 && first === 1) throw unmeetable(description);
        if (batch.length === 0) return;
        yield batch;
        first += batch.length;
      }
    },
    dropped: counts.dropped,
    report: counts.report,
  };
}

function exactly({ weights, codes }: RakedCells, size: number, draws: Random): DrawCell {
  return drawWithoutReplacement(allocatePeople({ weights, codes, size, random: draws }));
}

interface Traits {
  names: readonly string[];
  draw(draft: Draft, draws: Random): number[];
}

function traitsOf({ bigFive: settings, variables }: PopulationDescription): Traits {
  if (settings === undefined) return { names: [], draw: () => [] };
  const { norms, facets = false, correlations } = settings;
  const draw = bigFive({ facets, ...(correlations && { correlations }) });
  const names = [...BIG_FIVE, ...(facets ? BIG_FIVE_FACETS : [])];
  if (norms === undefined) return { names, draw: (_, draws) => draw(draws) };
  const [age, sex] = [norms.age, norms.sex].map((name) => Object.keys(variables).indexOf(name)) as [number, number];
  const values = variables[norms.sex]?.values ?? [];
  return {
    names,
    draw: ({ codes, numbers }, draws) => {
      const value = values[codes[sex] as number] ?? "";
      const isWoman = norms.women.includes(value);
      const hasNorm = (isWoman || norms.men.includes(value)) && !Number.isNaN(numbers[age]);
      return draw(draws, hasNorm ? { isWoman, age: numbers[age] as number } : undefined);
    },
  };
}

interface BatchTask {
  description: PopulationDescription;
  cells: RakedCells;
  person: PersonDraw;
  nextCell: DrawCell;
  counts: ReturnType<typeof samplingCounts>;
  traits: Traits;
  draws: Random;
  first: number;
  batchSize: number;
}

function nextBatch({
  description,
  cells,
  person,
  nextCell,
  counts,
  traits,
  draws,
  first,
  batchSize,
}: BatchTask): PeopleBatch {
  const variables = Object.values(description.variables);
  const codes = variables.map(() => new Uint8Array(batchSize));
  const numbers = variables.map(({ ranges }) => ranges && new Float64Array(batchSize));
  const levels = traits.names.map(() => new Float64Array(batchSize));
  const draft: Draft = { codes: new Uint8Array(variables.length), numbers: new Float64Array(variables.length) };
  let [length, droppedInARow] = [0, 0];
  while (length < batchSize) {
    const cell = nextCell(draws);
    if (cell === undefined) break;
    startDraft(draft, cells, cell);
    if (!person.draw(draft, draws)) {
      counts.drop();
      droppedInARow += 1;
      if (droppedInARow === MOST_DROPPED) throw unmeetable(description);
      continue;
    }
    droppedInARow = 0;
    counts.keep(cell, draft.codes);
    const own = traits.draw(draft, draws);
    for (let i = 0; i < codes.length; i++) (codes[i] as Uint8Array)[length] = draft.codes[i] as number;
    for (let i = 0; i < codes.length; i++) {
      const column = numbers[i];
      if (column) column[length] = draft.numbers[i] as number;
    }
    for (let i = 0; i < own.length; i++) {
      (levels[i] as Float64Array)[length] = Math.round((own[i] as number) * 1000) / 1000;
    }
    length += 1;
  }
  return { first, length, codes, numbers, levels };
}

function unmeetable({ name, constraints = [] }: PopulationDescription): InputError {
  const found = `constraints that nobody meets: ${constraints.map((constraint) => constraint.name).join("; ")}`;
  return new InputError({ where: name, found, expected: "people for whom values fit" });
}

function startDraft({ codes, numbers }: Draft, cells: RakedCells, cell: number): void {
  codes.fill(ABSENT);
  numbers.fill(Number.NaN);
  for (let i = 0; i < cells.variables.length; i++) {
    const variable = cells.variables[i] as number;
    codes[variable] = cells.codes[i]?.[cell] as number;
    const column = cells.numbers[i];
    if (column) numbers[variable] = column[cell] as number;
  }
}
