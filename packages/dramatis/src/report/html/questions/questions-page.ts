import type { Estimate } from "../../../core/index.ts";

/** All that the page of a questionnaire without a key shows, as plain data. Every text in it may be untrusted. */
export interface QuestionsPage {
  run: string;
  questionnaire: { name: string; title: string; licence: string; source: string };
  /** Who answered for the personas. */
  model: string;
  asked: {
    mode: string;
    answers: "probabilities" | "words";
    language: string;
    wordings: readonly string[];
    orders: number;
    repeats: number;
    seed: number;
    /** Field that says how many people a persona stands for. */
    weights?: string;
    by: readonly string[];
    /** Where people's answers are from. */
    against?: string;
  };
  people: readonly string[];
  questions: readonly QuestionShown[];
  styles: AnswerStyles;
  against: PeopleCompared | null;
  /** Reasons of what failed. */
  failures: readonly { message: string; times: number }[];
}

export interface QuestionShown {
  id: string;
  text: string;
  topic?: string;
  wave?: string;
  options: readonly string[];
  /** The distance of its tabs, in words; null where there are no people to hold it against. */
  distance: string | null;
  /** Everybody first, then groups; empty where nobody's answer could be read. */
  tabs: readonly AnswerTab[];
  /** How often it was put, and what came of it without an answer. */
  asked: number;
  refused: number;
  unparsed: number;
  failed: number;
}

/** How one group answered a question. */
export interface AnswerTab {
  /** null for everybody. */
  group: GroupShown | null;
  n: number;
  missing: number;
  /** What weights cost: n over the size of an unweighted sample that would be as sure. */
  designEffect: number;
  /** One for each option. */
  shares: readonly PlacedShare[];
  /** People of that group; null where none are known. */
  people: { n: number; shares: readonly PlacedShare[] } | null;
  /** From people, by the question's distance. */
  distance: number | null;
}

/** Those of whom a field says the same. */
export interface GroupShown {
  field: string;
  value: string;
}

export interface PlacedShare {
  share: number;
  low: number;
  high: number;
}

/** What answers owe to how they are asked. */
export interface AnswerStyles {
  /** Share of answers that go to the option shown first, above an even share. */
  firstPlace: Estimate;
  /** Total variation of everybody's answers between two orders of the options, over questions. */
  orderEffect: Estimate;
  /** Of everybody's answers, as a share of the most that there can be, over questions. */
  entropy: Estimate;
  refused: Estimate;
  unparsed: Estimate;
  failed: Estimate;
}

/** How far the personas' answers lie from people's. */
export interface PeopleCompared {
  /** The distance that is drawn, in words. */
  distance: string;
  /** Its largest value where all questions have one. */
  most: number | null;
  /** Everybody, then groups, then topics. */
  sides: readonly ComparedSide[];
  /** Everybody's mean of the distance, resampling personas. */
  overPersonas: { value: number; low: number | null; high: number | null; n: number } | null;
  /** Everybody by every distance. */
  distances: readonly (PeopleDistances & { distance: string })[];
}

/** PeopleDistances from people: of the personas, and of what they are held against. */
export interface PeopleDistances {
  personas: Estimate;
  halves: Estimate;
  even: Estimate;
  commonest: Estimate;
}

export interface ComparedSide extends PeopleDistances {
  kind: "everybody" | "group" | "topic";
  /** The field of a group; empty for others. */
  field: string;
  /** The value of a group's field, or the topic. */
  name: string;
  /** How much nearer than even answers, question by question; below 0 is farther. */
  gainOnEven: Estimate;
}
