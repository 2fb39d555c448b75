import type { Persona } from "./persona.ts";

/** A way to create personas. */
export interface Source {
  /** kebab-case. */
  readonly name: string;
  /**
   * At least one persona, perhaps without end. The same seed gives the same personas in the same order, also when two
   * iterations run at once. No persona comes after an abort: the iteration ends, or rejects with the signal's reason.
   */
  personas(seed: number, signal?: AbortSignal): AsyncIterable<Persona>;
}
