import { InputError } from "../../core/index.ts";
import { effectiveSize } from "../../stats/index.ts";
import { type CompiledConstraint, compileConstraints } from "./constraints.ts";
import { contradictions } from "./contradictions.ts";
import { type Fit, ipf, type Margin, marginSums, people } from "./ipf.ts";
import { microdataCells } from "./microdata-cells.ts";
import type { Population, PopulationDescription, PopulationMargin, PopulationTable } from "./population-description.ts";
import { entriesOfValues, flat, labelsOfTable, rakedVariables } from "./population-tables.ts";

/** The kinds of people that a population is made of: the cells of a table, or the rows of a survey. */
export interface Cells {
  /** The variables they are told apart by, as places in the description. */
  variables: number[];
  /** For each of them the value of each cell, as a place among its values. */
  codes: Uint8Array[];
  /** For each of them the number of each cell, where the rows of a survey have one. */
  numbers: (Float64Array | undefined)[];
  /** Before raking: people, or 1 where nothing is known of them. */
  weights: Float64Array;
}

export interface RakedCells extends Cells {
  margins: Margin[];
  fit: Pick<Fit, "iterations" | "error">;
  /** Of the rows of a survey, by their raked weights: (Σw)²/Σw². */
  effectiveSize?: number;
}

/** A table with more cells than this does not fit its purpose: most of them would hold nobody. */
const MOST_CELLS = 2 ** 22;

/**
 * The raked table of a population: its margins hold together, and structural zeros are zero.
 *
 * @throws InputError naming the margins that contradict each other, and the smallest change that would reconcile them.
 */
export function rakedCells(population: Population): RakedCells {
  const { description, rows } = population;
  const cells = rows === undefined ? tableCells(description) : microdataCells(description, rows);
  const allowed = applyConstraints(description, cells);
  for (const seed of description.seeds ?? []) applySeed(description, allowed, seed);
  const margins = (description.margins ?? []).map((margin) => marginOf(description, allowed, margin));
  scalePercents(description, margins);
  const { weights, iterations, error } = fitted(description, allowed, margins);
  const effective = rows === undefined ? {} : { effectiveSize: effectiveSize(weights) };
  return { ...allowed, weights, margins, fit: { iterations, error }, ...effective };
}

function fitted({ name }: PopulationDescription, { weights: seed }: Cells, margins: Margin[]): Fit {
  const refuse = (found: string): InputError =>
    new InputError({ where: name, found, expected: "margins that can hold at once" });
  const [known, ...others] = contradictions({ seed, margins });
  if (known !== undefined) throw refuse(`${known.message}${others.length > 0 ? ` (${others.length} more)` : ""}`);
  const fit = ipf({ seed, margins });
  if (fit.converged) return fit;
  const worst = margins.map((margin) => worstOf(fit, margin)).sort((a, b) => b.off - a.off);
  const off = worst.slice(0, 3).map(({ text }) => text);
  throw refuse(
    `no table found in ${fit.iterations} rounds, any two margins agree but not all of them; still off: ${off.join("; ")}`,
  );
}

function worstOf({ weights }: Fit, margin: Margin): { off: number; text: string } {
  const gaps = marginSums(weights, margin).map((sum, at) => (margin.targets[at] as number) - sum);
  const at = gaps.reduce((worst, gap, i) => (Math.abs(gap) > Math.abs(gaps[worst] as number) ? i : worst), 0);
  const gap = gaps[at] as number;
  const text = `"${margin.name}" wants ${Math.abs(Math.round(gap))} ${gap > 0 ? "more" : "fewer"} of [${margin.labels[at]}]`;
  return { off: Math.abs(gap), text };
}

/** Every combination of values, each with 1; the last variable changes fastest. */
function tableCells(description: PopulationDescription): Cells {
  const names = Object.keys(description.variables);
  const raked = rakedVariables(description);
  const sizes = raked.map((name) => description.variables[name]?.values.length ?? 0);
  const count = sizes.reduce((product, size) => product * size, 1);
  if (count > MOST_CELLS) {
    const found = `a table of ${count.toLocaleString("en-US")} cells over ${raked.join(", ")}`;
    throw new InputError({
      where: description.name,
      found,
      expected: `at most ${MOST_CELLS.toLocaleString("en-US")}`,
      fix: "move a variable to the conditionals",
    });
  }
  const strides = sizes.map((_, i) => sizes.slice(i + 1).reduce((product, size) => product * size, 1));
  const codes = sizes.map((size, i) =>
    Uint8Array.from({ length: count }, (_, cell) => Math.floor(cell / (strides[i] as number)) % size),
  );
  return {
    variables: raked.map((name) => names.indexOf(name)),
    codes,
    numbers: codes.map(() => undefined),
    weights: new Float64Array(count).fill(1),
  };
}

/** Without the cells that cannot be; those that may be but rarely count for less. */
function applyConstraints(description: PopulationDescription, cells: Cells): Cells {
  const constraints = compileConstraints(description).filter(({ values }) =>
    [...values].every((variable) => cells.variables.includes(variable)),
  );
  const factors = Float64Array.from(cells.weights, (weight, cell) =>
    weight === 0 ? 0 : factorOf(cell, cells, constraints),
  );
  const kept = [...factors.keys()].filter((cell) => (factors[cell] as number) > 0);
  const pick = (column: Float64Array): Float64Array => Float64Array.from(kept, (cell) => column[cell] as number);
  return {
    variables: cells.variables,
    codes: cells.codes.map((column) => Uint8Array.from(kept, (cell) => column[cell] as number)),
    numbers: cells.numbers.map((column) => column && pick(column)),
    weights: pick(cells.weights.map((weight, cell) => weight * (factors[cell] as number))),
  };
}

function factorOf(cell: number, cells: Cells, constraints: readonly CompiledConstraint[]): number {
  if (constraints.length === 0) return 1;
  const person: number[] = [];
  for (const [i, variable] of cells.variables.entries()) person[variable] = cells.codes[i]?.[cell] as number;
  return constraints.reduce(
    (factor, { keep, isAlwaysViolated }) => (isAlwaysViolated(person) ? factor * keep : factor),
    1,
  );
}

/** For each cell the entry of the table that it belongs to, or -1. */
function entriesOfCells(description: PopulationDescription, cells: Cells, table: PopulationTable): Int32Array {
  const names = Object.keys(description.variables);
  const index = new Int32Array(cells.weights.length);
  for (const variable of table.over) {
    const entries = entriesOfValues(description, table, variable);
    const size = labelsOfTable(description, table, variable).length;
    const codes = cells.codes[cells.variables.indexOf(names.indexOf(variable))] as Uint8Array;
    for (let cell = 0; cell < index.length; cell++) {
      const entry = entries[codes[cell] as number] as number;
      const before = index[cell] as number;
      index[cell] = before < 0 || entry < 0 ? -1 : before * size + entry;
    }
  }
  return index;
}

/** Every cell counts for as much as the seed's entry that it belongs to. */
function applySeed(description: PopulationDescription, cells: Cells, table: PopulationTable): void {
  const index = entriesOfCells(description, cells, table);
  const counts = flat(table.counts);
  for (let cell = 0; cell < index.length; cell++) {
    const entry = index[cell] as number;
    if (entry >= 0) cells.weights[cell] = (cells.weights[cell] as number) * (counts[entry] as number);
  }
}

function marginOf(description: PopulationDescription, cells: Cells, margin: PopulationMargin): Margin {
  const lists = margin.over.map((variable) => labelsOfTable(description, margin, variable));
  const labels = lists.reduce<string[]>(
    (all, list) => all.flatMap((before) => list.map((label) => (before === "" ? label : `${before}, ${label}`))),
    [""],
  );
  return {
    name: margin.name,
    labels,
    targets: Float64Array.from(flat(margin.counts)),
    index: entriesOfCells(description, cells, margin),
  };
}

/** Percents become people of as many as the other margins count, or 100. */
function scalePercents({ margins = [] }: PopulationDescription, compiled: readonly Margin[]): void {
  const all = people(compiled.filter((_, i) => margins[i]?.unit !== "percent")) || 100;
  for (const [i, { targets }] of compiled.entries()) {
    if (margins[i]?.unit !== "percent") continue;
    const sum = targets.reduce((before, target) => before + target, 0);
    for (let at = 0; at < targets.length; at++) targets[at] = ((targets[at] as number) * all) / sum;
  }
}
