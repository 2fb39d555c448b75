/** All that the page of people who were drawn shows, as plain data. Every text in it may be untrusted. */
export interface SamplePage {
  population: string;
  about?: string;
  seed: number;
  people: number;
  /** Drawn, and given up because nothing fitted. */
  dropped: number;
  /** Values that each constraint turned away. */
  rejected: readonly { name: string; times: number }[];
  margins: readonly SampleDistance[];
  conditionals: readonly SampleDistance[];
  /** Two raked variables at a time. */
  pairs: readonly { over: readonly [string, string]; tvd: number }[];
  raking: { iterations: number; error: number };
  /** The rows of a survey that people are drawn from, and of how many unweighted ones they are worth. */
  survey: { rows: number; effective: number } | null;
  variables: readonly SampledVariable[];
  traits: readonly SampledTrait[];
  /** What the traits depend on; empty where on nothing. */
  traitsBy: readonly string[];
  notes: readonly string[];
  sources: readonly SampleSource[];
}

export interface SampleDistance {
  name: string;
  /** Share of the people who would have to change, 0..1. */
  tvd: number;
  /** The largest gap of one entry, 0..1. */
  largest: number;
  /** What chance alone would leave of people drawn each on their own, about. */
  byChance: number;
}

export interface SampledVariable {
  name: string;
  /** Those who have a value of it. */
  people: number;
  values: readonly { value: string; drawn: number; target: number | null }[];
  /** Variables that some table has together with it. */
  tied: readonly string[];
}

/** Levels of 0 to 1. */
export interface SampledTrait {
  name: string;
  mean: number;
  sd: number;
  bins: readonly number[];
}

export interface SampleSource {
  title: string;
  publisher: string;
  survey?: string;
  url: string;
  accessed: string;
  licence: string;
}
