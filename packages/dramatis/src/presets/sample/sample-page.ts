import type { PeopleTables, Population, PopulationDescription, SamplingReport } from "../../create/index.ts";
import type { SampledVariable, SamplePage } from "../../report/index.ts";

export interface SamplePageOptions {
  population: Population;
  seed: number;
  drawn: SamplingReport & PeopleTables;
}

/** What the page of people who were drawn shows, from what they were drawn from and all that came of it. */
export function samplePage({ population: { description, rows }, seed, drawn }: SamplePageOptions): SamplePage {
  const { people, dropped, rejected, margins, pairs, conditionals, raking, effectiveSize, variables, traits } = drawn;
  const { name, about, notes = [], sources = {}, bigFive } = description;
  const tied = tablesOf(description);
  return {
    population: name,
    ...(about !== undefined && { about }),
    ...{ seed, people, dropped, pairs, raking, notes },
    rejected: Object.entries(rejected).flatMap(([constraint, times]) =>
      times > 0 ? [{ name: constraint, times }] : [],
    ),
    margins,
    conditionals: conditionals.map(({ variable, ...rest }) => ({ name: variable, ...rest })),
    survey: effectiveSize === undefined ? null : { rows: rows?.length ?? 0, effective: effectiveSize },
    variables: variables.map(
      (one): SampledVariable => ({
        ...{ name: one.variable, people: one.people, values: one.values },
        tied: Object.keys(description.variables).filter(
          (other) => other !== one.variable && tied.some((over) => over.has(one.variable) && over.has(other)),
        ),
      }),
    ),
    traits: traits.map(({ trait, ...rest }) => ({ name: trait, ...rest })),
    traitsBy: bigFive?.norms === undefined ? [] : [bigFive.norms.age, bigFive.norms.sex],
    sources: Object.values(sources),
  };
}

/** The variables of every table, constraint and survey, each a set of what is known together. */
function tablesOf({
  variables,
  margins = [],
  seeds = [],
  conditionals = [],
  constraints = [],
  microdata,
}: PopulationDescription): Set<string>[] {
  const given = new Set(conditionals.map(({ variable }) => variable));
  return [
    ...[...margins, ...seeds].map(({ over }) => new Set(over)),
    ...conditionals.map(({ variable, given: by }) => new Set([variable, ...by])),
    ...constraints.map(({ when, expect = {} }) => new Set([...Object.keys(when), ...Object.keys(expect)])),
    ...(microdata === undefined ? [] : [new Set(Object.keys(variables).filter((name) => !given.has(name)))]),
  ];
}
