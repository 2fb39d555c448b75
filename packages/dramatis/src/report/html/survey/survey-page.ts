import type { Estimate, Missing } from "../../../core/index.ts";

/** All that the page of a survey shows, as plain data. Every text in it may be untrusted. */
export interface SurveyPage {
  run: string;
  /** One, or two that the same people answered. */
  questionnaires: readonly QuestionnairePage[];
  /** How the two hang together. */
  together: readonly SurveyForest[];
}

/** One questionnaire and what came of it. */
export interface QuestionnairePage {
  instrument: { name: string; title: string; licence: string; source: string; citation?: string };
  /** Names of the options; those of a scale stand from the least. */
  options: readonly string[];
  /** Items have options of their own: an answer is what the option is worth. */
  hasOwnOptions: boolean;
  /** Least and most of an answer. */
  range: readonly [least: number, most: number];
  /** Who answered for the personas, and who read open answers. */
  model: string;
  judge?: string;
  asked: {
    mode: string;
    answers: "probabilities" | "words";
    language: string;
    wordings: readonly string[];
    orders: number;
    repeats: number;
    seed: number;
  };
  people: readonly string[];
  /** The norm group, where one was chosen. */
  group?: string;
  /** Scales, then their facets, over everybody. */
  parts: readonly SurveyPart[];
  /** Of few people, each by itself, parts in the same order; empty for many. */
  each: readonly { person: string; parts: readonly PersonPart[] }[];
  /** Names of the columns of `SurveyItem.ways`. */
  ways: readonly string[];
  items: readonly SurveyItem[];
  styles: SurveyStyles;
  wordings: SurveyComparison | null;
  orders: SurveyComparison | null;
  retest: readonly { scale: string; icc: number | null; r: number | null; n: number }[];
  facets: Readonly<Record<string, FacetCorrelations>>;
  /** What else was estimated by trait, such as whether assigned and measured levels move together. */
  forests: readonly SurveyForest[];
  /** Questions, and those without an answer by reason. */
  questions: number;
  missing: Readonly<Record<Missing, number>>;
  /** Reasons of those that failed. */
  failures: readonly { message: string; times: number }[];
  /** What must be said with every result of this instrument. */
  caveat?: string;
}

/** Estimates of one kind side by side. */
export interface SurveyForest {
  /** Over the drawing; forests of one heading stand together. */
  heading: string;
  title: string;
  /** What the values are, with their unit. */
  axis: string;
  /** The value of no effect; null where there is none. */
  none: number | null;
  ends?: readonly [low: number, high: number];
  rows: readonly { name: string; estimate: Estimate }[];
  /** What must be known to read it. */
  note: string;
}

export interface SurveyPart {
  scale: string;
  facet?: string;
  items: number;
  /** Least and most that it can be. */
  range: readonly [least: number, most: number];
  /** Of several people, over them; of one, over the answers. */
  estimate: Estimate;
  /** Between people. */
  sd: number | null;
  /** In the norm group, by the normal curve. */
  percentile: number | null;
  norm?: { mean: number; sd: number };
  reliability: SurveyReliability | null;
}

export interface PersonPart {
  /** Over the answers to the items. */
  estimate: Estimate;
  percentile: number | null;
}

export interface SurveyReliability {
  alpha: number | null;
  lambda6: number | null;
  omega: number | null;
  /** The factor behind ω is no good one. */
  heywood: boolean;
  people: number;
}

export interface SurveyItem {
  text: string;
  /** null for a filler. */
  scale: string | null;
  reversed: boolean;
  /** Mean answer of each of few people, reversed items turned around; empty for many. */
  people: readonly (number | null)[];
  /** Mean answer of everybody, one for each way of asking. */
  ways: readonly (number | null)[];
}

export interface SurveyStyles {
  acquiescence: Estimate;
  extremity: Estimate;
  firstPlace: Estimate;
  orderSensitivity: Estimate;
  refused: Estimate;
  unread: Estimate;
}

/** Every pair of wordings, or of orders, on each scale. */
export interface SurveyComparison {
  tests: readonly {
    scale: string;
    ways: readonly [string, string];
    difference: number;
    items: number;
    p: number;
    adjusted: number;
  }[];
  significant: number | null;
  largest: number | null;
  /** Of each scale's mean over the ways. */
  spread: Readonly<Record<string, number | null>>;
}

export interface FacetCorrelations {
  facets: readonly string[];
  correlations: readonly (readonly number[])[];
  mean: number | null;
}
