/** Counts by variable, outermost first, down to a list of numbers for the last one. */
export type Counts = number[] | Counts[];

/** Where numbers come from. */
export interface PopulationSource {
  title: string;
  publisher: string;
  table?: string;
  survey?: string;
  url: string;
  /** When it was read: YYYY-MM-DD. */
  accessed: string;
  licence: string;
}

export interface PopulationVariable {
  /** At most 250 of them. */
  values: string[];
  /** First and last whole number that each value stands for; people get one of them, each as likely. */
  ranges?: [number, number][];
}

export interface PopulationTable {
  name: string;
  /** The variables, outermost first. */
  over: string[];
  /** Keys of `sources`. */
  source?: string | string[];
  /** Values taken together, by variable; of a value in no group the table says nothing. */
  groups?: Record<string, Record<string, string[]>>;
  counts: Counts;
}

export interface PopulationMargin extends PopulationTable {
  /** Percents add up to 100, give or take 1, and become people. "people" by default. */
  unit?: "people" | "percent";
}

/** P(variable | given): by the given variables in their order, then by the values of the variable. */
export interface Conditional extends Omit<PopulationTable, "name" | "over"> {
  variable: string;
  /** The variables that come before it; a person whose values are in no group has no value of it. */
  given: string[];
}

/** By variable the values that are meant, or the numbers from `min` to `max`. All of them at once. */
export type Conditions = Record<string, string[] | { min?: number; max?: number }>;

export interface Constraint {
  name: string;
  /** Whom it speaks of. */
  when: Conditions;
  /** What must then be; without it there may be nobody of that kind. */
  expect?: Conditions;
  /** The share of those against it that may stay, 0 by default. Margins come first where they say how many there are. */
  keep?: number;
}

export interface BigFiveDescription {
  /** Of openness, conscientiousness, extraversion, agreeableness and neuroticism; van der Linden et al. 2010 by default. */
  correlations?: number[][];
  /** Moves levels by age and sex: which variables those are, and which values are men's and women's. */
  norms?: { age: string; sex: string; men: string[]; women: string[] };
  /** Six facets of each as well: 30 numbers more. */
  facets?: boolean;
}

/** A population as a file describes it: `*.yaml` or `*.json`. */
export interface PopulationDescription {
  schema: "dramatis.population/1";
  name: string;
  about?: string;
  notes?: string[];
  sources?: Record<string, PopulationSource>;
  variables: Record<string, PopulationVariable>;
  /** What the people must add up to. */
  margins?: PopulationMargin[];
  /** What the raking starts from: their odds ratios stay where no margin says otherwise. A 0 stays 0. */
  seeds?: PopulationTable[];
  conditionals?: Conditional[];
  constraints?: Constraint[];
  bigFive?: BigFiveDescription;
  /** People of a survey, one a row of a CSV file beside this one, and the column with their weights. */
  microdata?: { file: string; weight?: string };
}

/** A description that has been checked, and the rows of its microdata. */
export interface Population {
  description: PopulationDescription;
  rows?: Record<string, string>[];
}
