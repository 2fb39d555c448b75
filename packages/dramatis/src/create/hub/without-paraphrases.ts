import type { Embedder, Persona } from "../../core/index.ts";
import type { Tally } from "../tally.ts";
import { inBatches } from "./in-batches.ts";
import { isMostlyLatin } from "./language.ts";
import { NearVectors } from "./near-vectors.ts";
import { personaLine } from "./persona-line.ts";

export interface WithoutParaphrasesOptions {
  embedder: Embedder;
  /** Two personas whose cosine is above this say the same. [52] has .9, and .5 for a small set that is to be very diverse. */
  threshold?: number;
  /** What two personas are compared by. */
  text?: (persona: Persona) => string;
  /**
   * Whether the embedder reads a text; one that it cannot read is kept uncompared. By default those in Latin letters: the
   * bundled embedder takes any two Chinese sentences for the same. Give `() => true` with one that reads all languages.
   */
  reads?: (text: string) => boolean;
  /** Texts that are embedded at once. The middle of the first batch is taken for that of all. */
  batch?: number;
  seed?: number;
  /** Counts these personas alone: asked are those that come in, dropped those that are a "paraphrase". */
  tally?: Tally;
  signal?: AbortSignal;
}

/**
 * The personas without those that mean what an earlier one means (Persona Hub [52]: embedding cosine > .9), in their order.
 * For what `withoutDuplicates` has left: it costs an embedding each, and finds about 19 of 20 at a cosine of .9 and nearly
 * all at .95; below a threshold of .8 it misses many. No persona is dropped that is less near.
 *
 * @throws the signal's reason.
 */
export async function* withoutParaphrases(
  personas: Iterable<Persona> | AsyncIterable<Persona>,
  { embedder, threshold = 0.9, text = personaLine, reads = isMostlyLatin, ...options }: WithoutParaphrasesOptions,
): AsyncGenerator<Persona> {
  const { batch = 64, seed = 0, tally, signal } = options;
  let seen: NearVectors | undefined;
  for await (const some of inBatches(personas, batch)) {
    const texts = some.map(text);
    const vectors = await embedder.embed(texts, signal);
    seen ??= new NearVectors({ dim: embedder.dim, threshold, mean: meanOf(vectors), seed });
    for (const [i, persona] of some.entries()) {
      signal?.throwIfAborted();
      tally?.ask();
      if (reads(texts[i] as string) && seen.add(vectors[i] as Float32Array) !== null) {
        tally?.drop("paraphrase");
        continue;
      }
      tally?.keep();
      yield persona;
    }
  }
}

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (const [i, value] of vector.entries()) sum[i] = (sum[i] as number) + value;
  return sum.map((value) => value / vectors.length);
}
