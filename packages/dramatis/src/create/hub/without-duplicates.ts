import type { Persona } from "../../core/index.ts";
import type { Tally } from "../tally.ts";
import { NearDuplicates, type NearDuplicatesOptions } from "./near-duplicates.ts";
import { personaLine } from "./persona-line.ts";

export interface WithoutDuplicatesOptions extends NearDuplicatesOptions {
  /** What two personas are compared by. */
  text?: (persona: Persona) => string;
  /** Counts these personas alone: asked are those that come in, dropped those that are a "duplicate". */
  tally?: Tally;
  signal?: AbortSignal;
}

/**
 * The personas without those whose words nearly repeat those of an earlier one (Persona Hub [52]: MinHash of single words,
 * 128 values, Jaccard ≥ .9), in their order, as they come. Of those of a similarity of just .9 about one in 10,000 is not
 * found; none is dropped that is less similar. Keeps about 300 bytes of each one-liner, and none of its text.
 *
 * @throws RangeError for a threshold outside (0, 1]. @throws the signal's reason.
 */
export async function* withoutDuplicates(
  personas: Iterable<Persona> | AsyncIterable<Persona>,
  { text = personaLine, tally, signal, ...options }: WithoutDuplicatesOptions = {},
): AsyncGenerator<Persona> {
  const seen = new NearDuplicates(options);
  for await (const persona of personas) {
    signal?.throwIfAborted();
    tally?.ask();
    if (seen.add(text(persona)) !== null) {
      tally?.drop("duplicate");
      continue;
    }
    tally?.keep();
    yield persona;
  }
}
