import type { Measure } from "./measure.ts";
import type { Persona } from "./persona.ts";

/** Proposes changed personas that may measure better. */
export interface Improver {
  /** kebab-case. */
  readonly name: string;
  /**
   * Personas that differ from the given one, which is left as it is; the same task gives the same personas. Asks the
   * measure at most `budget.calls` times and yields at most as many personas; without calls, none. None comes after an
   * abort: the iteration ends, or rejects with the signal's reason.
   */
  candidates(
    persona: Persona,
    measure: Measure,
    budget: { calls: number },
    signal?: AbortSignal,
  ): AsyncIterable<Persona>;
}
