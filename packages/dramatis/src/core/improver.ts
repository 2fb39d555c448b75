import type { Measure } from "./measure.ts";
import type { Persona } from "./persona.ts";

/** Proposes changed personas that may measure better. */
export interface Improver {
  readonly name: string;
  candidates(
    persona: Persona,
    measure: Measure,
    budget: { calls: number },
    signal?: AbortSignal,
  ): AsyncIterable<Persona>;
}
