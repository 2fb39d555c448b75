import { ABSENT } from "./constraints.ts";
import type { PeopleBatch, PreparedPopulation } from "./sample-columns.ts";

/** One variable of the people that were drawn, beside what it should be. */
export interface DrawnVariable {
  variable: string;
  /** Those who have a value of it; the shares are theirs. */
  people: number;
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

/** How the people that were drawn are made up. */
export interface PeopleTables {
  variables: DrawnVariable[];
  traits: DrawnTrait[];
}

/** Counts people by value and by trait, batch by batch; memory does not grow with their number. */
export interface PeopleTally {
  keep(batch: PeopleBatch): void;
  tables(): PeopleTables;
}

const BINS = 20;

/** @param traits as those of the sample that the batches are of. */
export function peopleTally({ description, cells }: PreparedPopulation, traits: readonly string[]): PeopleTally {
  const variables = Object.entries(description.variables);
  const counts = variables.map(([, { values }]) => new Float64Array(values.length));
  const levels = traits.map(() => ({ bins: new Float64Array(BINS), people: 0, sum: 0, squares: 0 }));
  return {
    keep({ codes, levels: drawn, length }) {
      for (const [at, own] of counts.entries()) {
        for (const code of codes[at]?.subarray(0, length) ?? [])
          if (code !== ABSENT) own[code] = (own[code] as number) + 1;
      }
      for (const [at, own] of levels.entries())
        for (const level of drawn[at]?.subarray(0, length) ?? []) add(own, level);
    },
    tables: () => ({
      variables: variables.map(([variable, { values }], at) => {
        const own = counts[at] as Float64Array;
        const target = targetOf(cells, { variable: at, values: values.length });
        const drawn = shares(own);
        return {
          variable,
          people: sum(own),
          values: values.map((value, i) => ({ value, drawn: drawn[i] as number, target: target?.[i] ?? null })),
        };
      }),
      traits: traits.map((trait, at) => ({ trait, ...momentsOf(levels[at] as Levels) })),
    }),
  };
}

interface Levels {
  bins: Float64Array;
  people: number;
  sum: number;
  squares: number;
}

/** Sums are taken about the middle of the scale, so that few digits are lost. */
const MIDDLE = 0.5;

function add(own: Levels, level: number): void {
  const bin = Math.min(BINS - 1, Math.floor(level * BINS));
  own.bins[bin] = (own.bins[bin] as number) + 1;
  own.people += 1;
  own.sum += level - MIDDLE;
  own.squares += (level - MIDDLE) ** 2;
}

function momentsOf({ bins, people, sum, squares }: Levels): Omit<DrawnTrait, "trait"> {
  const mean = people === 0 ? 0 : sum / people;
  const variance = people < 2 ? 0 : Math.max(0, squares - people * mean ** 2) / (people - 1);
  return { mean: people === 0 ? 0 : MIDDLE + mean, sd: Math.sqrt(variance), bins: [...bins] };
}

/** The shares of a variable's values in the raked table; undefined where it is none of that table's. */
function targetOf(
  { variables, codes, weights }: PreparedPopulation["cells"],
  { variable, values }: { variable: number; values: number },
): Float64Array | undefined {
  const own = codes[variables.indexOf(variable)];
  if (own === undefined) return undefined;
  const sums = new Float64Array(values);
  for (const [cell, code] of own.entries()) sums[code] = (sums[code] as number) + (weights[cell] as number);
  return shares(sums);
}

function shares(amounts: Float64Array): Float64Array {
  const all = sum(amounts) || 1;
  return amounts.map((amount) => amount / all);
}

function sum(amounts: Float64Array): number {
  return amounts.reduce((before, amount) => before + amount, 0);
}
