import type { Persona } from "./persona.ts";

/** A way to create personas. */
export interface Source {
  readonly name: string;
  /** The same seed gives the same personas, in the same order. */
  personas(seed: number, signal?: AbortSignal): AsyncIterable<Persona>;
}
