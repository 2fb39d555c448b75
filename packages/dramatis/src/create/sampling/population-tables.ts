import type { Counts, PopulationDescription, PopulationTable } from "./population-description.ts";

type Variables = Pick<PopulationDescription, "variables">;
type Groups = Pick<PopulationTable, "groups">;

/** What a table calls the entries of one of its variables: its groups, or the variable's own values. */
export function labelsOfTable({ variables }: Variables, { groups }: Groups, variable: string): string[] {
  const own = groups?.[variable];
  return own === undefined ? (variables[variable]?.values ?? []) : Object.keys(own);
}

/** For each value of a variable the entry of the table that it belongs to, or -1. */
export function entriesOfValues({ variables }: Variables, { groups }: Groups, variable: string): Int32Array {
  const values = variables[variable]?.values ?? [];
  const own = groups?.[variable];
  if (own === undefined) return Int32Array.from(values, (_, i) => i);
  const lists = Object.values(own);
  return Int32Array.from(values, (value) => lists.findIndex((list) => list.includes(value)));
}

/** The numbers of nested lists, in order. */
export function flat(counts: Counts): number[] {
  return counts.flatMap((part) => (typeof part === "number" ? [part] : flat(part)));
}

/** The variables of the raked table, in the order of the description; with microdata, all that no conditional gives. */
export function rakedVariables(description: PopulationDescription): string[] {
  const { variables, margins = [], seeds = [], conditionals = [], microdata } = description;
  const drawn = conditionals.map(({ variable }) => variable);
  const inTables = new Set([...margins, ...seeds].flatMap(({ over }) => over));
  return Object.keys(variables).filter(
    (name) => inTables.has(name) || (microdata !== undefined && !drawn.includes(name)),
  );
}
