import type { Random } from "../../core/index.ts";
import { ABSENT, type CompiledConstraint, compileConstraints, type Draft } from "./constraints.ts";
import type { Conditional, PopulationDescription } from "./population-description.ts";
import { entriesOfValues, flat, labelsOfTable } from "./population-tables.ts";

/** Rejections of one value before the one drawn before it is drawn anew. */
const TRIES = 50;
/** Rejections of one person before it is given up. */
const MOST_REJECTIONS = 5000;

/** One table of P(value | given). */
export interface ConditionalTable {
  variable: number;
  name: string;
  /** The row of the table that a person's values lead to, or -1. */
  rowOf(codes: ArrayLike<number>): number;
  /** For each row the shares of the values, added up; a row of zeros gives no value. */
  rows: Float64Array[];
}

export interface PersonDraw {
  tables: ConditionalTable[];
  /**
   * Draws what the raked table leaves open: the numbers of its variables, then the conditionals in order. A value against a
   * constraint is drawn again, 50 times at most, then the one before it. False where nothing fits.
   *
   * @param draft has the raked values (and numbers of a survey's row) and is filled in.
   */
  draw(draft: Draft, random: Random): boolean;
  /** How many values each constraint rejected so far. */
  rejected: ReadonlyMap<string, number>;
}

interface Step {
  variable: number;
  draw(draft: Draft, random: Random): void;
  /** Those whose last variable is drawn here. */
  constraints: CompiledConstraint[];
}

/** @param isRaked whether a variable (by its place) has its value before the draw; `hasNumber`, its number too. */
export function personDraw(
  description: PopulationDescription,
  isRaked: (variable: number) => boolean,
  hasNumber: (variable: number) => boolean,
): PersonDraw {
  const tables = conditionalTables(description);
  const steps = stepsOf(description, { tables, isRaked, hasNumber });
  const rejected = new Map<string, number>();
  const rejects = (
    { name, keep, isViolated, isAlwaysViolated, values }: CompiledConstraint,
    draft: Draft,
    random: Random,
  ): boolean => {
    if (!isViolated(draft)) return false;
    // What the raked table could see is in its weights already.
    if ([...values].every(isRaked) && isAlwaysViolated(draft.codes)) return false;
    if (keep > 0 && random.next() < keep) return false;
    rejected.set(name, (rejected.get(name) ?? 0) + 1);
    return true;
  };
  return {
    tables,
    rejected,
    draw: (draft, random) => {
      const tries = new Uint8Array(steps.length);
      let left = MOST_REJECTIONS;
      let at = 0;
      while (at < steps.length) {
        const { draw, constraints } = steps[at] as Step;
        draw(draft, random);
        if (!constraints.some((constraint) => rejects(constraint, draft, random))) {
          at += 1;
          if (at < steps.length) tries[at] = 0;
          continue;
        }
        left -= 1;
        tries[at] = (tries[at] as number) + 1;
        while ((tries[at] as number) > TRIES) {
          at -= 1;
          if (at < 0) return false;
          tries[at] = (tries[at] as number) + 1;
        }
        if (left === 0) return false;
      }
      return true;
    },
  };
}

interface StepParts {
  tables: readonly ConditionalTable[];
  isRaked(variable: number): boolean;
  hasNumber(variable: number): boolean;
}

function stepsOf(description: PopulationDescription, { tables, isRaked, hasNumber }: StepParts): Step[] {
  const variables = Object.values(description.variables);
  const numbers = [...variables.keys()].filter(
    (variable) => variables[variable]?.ranges && isRaked(variable) && !hasNumber(variable),
  );
  const steps: Step[] = [
    ...numbers.map(
      (variable): Step => ({
        variable,
        draw: (draft, random) => drawNumber(draft, variables[variable]?.ranges, { variable, random }),
        constraints: [],
      }),
    ),
    ...tables.map(
      (table): Step => ({
        variable: table.variable,
        draw: (draft, random) => {
          draft.codes[table.variable] = drawValue(table, draft.codes, random);
          drawNumber(draft, variables[table.variable]?.ranges, { variable: table.variable, random });
        },
        constraints: [],
      }),
    ),
  ];
  for (const constraint of compileConstraints(description)) {
    const last = steps.findLast(({ variable }) =>
      isRaked(variable) ? constraint.numbers.has(variable) : constraint.values.has(variable),
    );
    last?.constraints.push(constraint);
  }
  return steps;
}

function drawNumber(
  draft: Draft,
  ranges: readonly [number, number][] | undefined,
  { variable, random }: { variable: number; random: Random },
): void {
  if (ranges === undefined) return;
  const range = ranges[draft.codes[variable] as number];
  draft.numbers[variable] = range === undefined ? Number.NaN : range[0] + random.int(range[1] - range[0] + 1);
}

function drawValue({ rowOf, rows }: ConditionalTable, codes: Uint8Array, random: Random): number {
  const row = rows[rowOf(codes)];
  const all = row?.at(-1) ?? 0;
  if (row === undefined || all === 0) return ABSENT;
  const mark = random.next() * all;
  const code = row.findIndex((sum) => mark < sum);
  return code === -1 ? row.length - 1 : code;
}

/** The tables, each after those of its given variables. */
function conditionalTables(description: PopulationDescription): ConditionalTable[] {
  const left = [...(description.conditionals ?? [])];
  const ordered: Conditional[] = [];
  while (left.length > 0) {
    const waiting = new Set(left.map(({ variable }) => variable));
    const next = left.findIndex(({ given }) => !given.some((name) => waiting.has(name)));
    ordered.push(...left.splice(next, 1));
  }
  return ordered.map((conditional) => compile(description, conditional));
}

function compile(description: PopulationDescription, conditional: Conditional): ConditionalTable {
  const names = Object.keys(description.variables);
  const given = conditional.given.map((name) => ({
    variable: names.indexOf(name),
    entries: entriesOfValues(description, conditional, name),
    size: labelsOfTable(description, conditional, name).length,
  }));
  const counts = flat(conditional.counts);
  const width = description.variables[conditional.variable]?.values.length ?? 0;
  const rows = Array.from({ length: counts.length / width }, (_, row) => {
    let sum = 0;
    return Float64Array.from(counts.slice(row * width, (row + 1) * width), (count) => {
      sum += count;
      return sum;
    });
  });
  const rowOf = (codes: ArrayLike<number>): number => {
    let row = 0;
    for (const { variable, entries, size } of given) {
      const entry = entries[codes[variable] as number] ?? -1;
      if (entry === -1) return -1;
      row = row * size + entry;
    }
    return row;
  };
  return { variable: names.indexOf(conditional.variable), name: conditional.variable, rowOf, rows };
}
