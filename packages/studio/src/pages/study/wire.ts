// What the server says of checks, surveys, populations and calibrations, as far as these pages read it.

import type { Estimate } from "../../api/types.ts";

export interface Evidence {
  measure: string;
  session: string;
  turn: number;
  quote: string;
  against?: { statement?: string; turn?: number; text: string };
  verdict: "contradicts" | "entails" | "repeats" | "other";
  strength: number;
}

export interface Line {
  turn: number;
  speaker: string;
  text: string;
}

export interface Talk {
  session: string;
  messages: Line[];
}

export interface CurvePoint {
  turn: number;
  value: number;
  low: number | null;
  high: number | null;
  n: number;
}

/** One persona's part of a check. */
export interface CheckResult {
  persona: string;
  version: string;
  run: string;
  speaker: string;
  measures: Record<string, Estimate>;
  evidence: Evidence[];
  curves: Record<string, CurvePoint[]>;
  witnesses: { role: string; id: string; card?: string }[];
  gate?: { measure: string; verdict: "pass" | "fail" | "undecided"; message: string }[];
  failures: { measure: string; session: string; code: string; message: string }[];
  /** Absent where the conversations were not kept. */
  transcripts?: Talk[];
  claims?: { id: string; text: string }[];
}

/** One scale or facet of a questionnaire, over everybody who answered. */
export interface ScaleReport {
  scale: string;
  facet?: string;
  estimate: Estimate;
}

/** One person on one scale; `unit` is the share of its range. */
export interface PersonScore {
  scale: string;
  facet?: string;
  value: number | null;
  unit: number | null;
}

export interface SurveyResult {
  made: { instrument: string; model: string };
  scales: ScaleReport[];
  people: { person: string; version: string; scores: PersonScore[] }[];
}

/** One measure on two runs, item by item. */
export interface PairedDifference {
  measure: string;
  unit: Estimate["unit"];
  direction: Estimate["direction"];
  pairs: number;
  unpaired: number;
  before: number | null;
  after: number | null;
  difference: number | null;
  low: number | null;
  high: number | null;
  p: number | null;
  adjusted: number | null;
  smallest: number | null;
  verdict: "better" | "worse" | "changed" | "no difference seen" | "nothing to compare";
  items: { item: string; before: number; after: number }[];
}

export interface ComparedRun {
  run: string;
  personas: { persona: string; version: string }[];
  witnesses: { role: string; id: string }[];
}

export interface RunComparison {
  before: ComparedRun;
  after: ComparedRun;
  measures: PairedDifference[];
}
