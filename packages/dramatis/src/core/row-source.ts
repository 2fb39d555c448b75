import type { ChatMessage } from "./model.ts";
import type { Provenance } from "./persona-parts.ts";

/** One example to train a model on: a conversation of which the assistant's messages are to be learnt. */
export interface TrainingRow {
  messages: ChatMessage[];
  /** Version of the persona that speaks, or whose question it is; absent where there is none. */
  persona?: string;
  /** How it came about, where a method has several ways. */
  stage?: string;
  /** `from` is the id of the instruction or the problem. */
  provenance: Provenance;
}

/** A way to make training rows of personas. */
export interface RowSource {
  /** kebab-case. */
  readonly name: string;
  /** The same seed, and a model that keeps to it, give the same rows in the same order. No row comes after an abort. */
  rows(seed: number, signal?: AbortSignal): AsyncIterable<TrainingRow>;
}
