import type { Embedder } from "./embedder.ts";
import type { Estimate, Missing } from "./estimate.ts";
import type { Model } from "./model.ts";
import type { Nli } from "./nli.ts";
import type { Persona } from "./persona.ts";
import type { Transcript } from "./transcript.ts";

/** What is measured: one persona in one conversation. */
export interface Subject {
  persona: Persona;
  personaVersion: string;
  transcript: Transcript;
  /** Whose turns are judged against the persona. */
  speaker: string;
}

/** What a measure may use. A member that is absent is a need that is not met. */
export interface MeasureContext {
  nli?: Nli;
  embedder?: Embedder;
  judge?: Model;
  actor?: Model;
  signal?: AbortSignal;
  seed: number;
}

/** One scored unit, and what it points at. */
export interface Score {
  /** null with `missing` set when the unit could not be scored. */
  value: number | null;
  missing?: Missing;
  /** Weight in the mean; 1 unless said. A ratio Σw·v/Σw is a weighted mean. */
  weight?: number;
  /** Independent unit that the interval resamples; by default the session. */
  cluster: string;
  /** Part of the whole that it belongs to, where a measure is put together of parts: a task, a repeat. */
  part?: string;
  /** Turn the unit belongs to, for curves and evidence. */
  turn?: number;
  /** Shown to the reader when it moved the result. */
  evidence?: Evidence;
}

/** A sentence that shows why. */
export interface Evidence {
  session: string;
  turn: number;
  /** What was said. */
  quote: string;
  /** What it meets: a statement of the persona, or an earlier turn. */
  against?: { statement?: string; turn?: number; text: string };
  verdict: "contradicts" | "entails" | "repeats" | "other";
  /** How sure, 0..1. */
  strength: number;
}

export interface Measure {
  readonly name: string;
  score(subject: Subject, context: MeasureContext): Promise<Score[]>;
  /** Throws nothing on an empty list: the estimate is null with n = 0. `seed` is that of the interval's resampling. */
  aggregate(scores: readonly Score[], seed?: number): Estimate;
}
