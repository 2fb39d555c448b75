import type { Estimate } from "./estimate.ts";
import type { Evidence } from "./measure.ts";
import type { Usage } from "./model.ts";
import type { Statement } from "./persona-parts.ts";
import type { Transcript } from "./transcript.ts";

/** A measure's mean at one turn, over sessions, with its 95 % interval. */
export interface CurvePoint {
  /** The speaker's own turns, counted from 1, so that sessions which others open are alike. */
  turn: number;
  value: number;
  low: number | null;
  high: number | null;
  n: number;
}

/** What a measure gives for one of the parts it is put together of: a trait, a task. */
export interface PartEstimate {
  part: string;
  /** null where nothing of it could be scored. */
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
}

/** One bound of a gate file, and whether the interval (not just the value) is on the right side of it. */
export interface GateVerdict {
  measure: string;
  bound: { min?: number; max?: number };
  verdict: "pass" | "fail" | "undecided";
  /** Scored turns that would decide it at the present value; null where none can be said. */
  moreTurns: number | null;
  message: string;
}

/** What took part in judging, and how far it can be trusted. */
export interface Witness {
  role: "nli" | "embedder" | "judge" | "actor";
  id: string;
  card?: string;
}

/** How true one persona's conversations are to it. */
export interface CheckResult {
  persona: string;
  version: string;
  speaker: string;
  /** The claims that the conversation was held against. */
  claims: Statement[];
  measures: Record<string, Estimate>;
  /** Measure → mean by turn, where the measure scores turns. */
  curves: Record<string, CurvePoint[]>;
  /** Measure → its parts, where it has two or more; absent where none has. */
  parts?: Record<string, PartEstimate[]>;
  evidence: (Evidence & { measure: string })[];
  transcripts: Transcript[];
  /** Where the check made the conversations itself: the models that played the persona, and its users beside a script. */
  interview?: { actor: string; user: string; repeats: number; turns: number };
  witnesses: Witness[];
  gate?: GateVerdict[];
  /** Trials that failed, with why; their units are counted as missing. */
  failures: { measure: string; session: string; code: string; message: string }[];
}

/** What a run of `check` leaves behind: one result per persona. */
export interface CheckReport {
  run: string;
  /** ISO 8601. */
  startedAt: string;
  seconds: number;
  usage: Usage;
  results: CheckResult[];
}
