import { type Embedder, type MeasureContext, type Nli, UnsupportedError } from "../core/index.ts";

/** The NLI judge of the context. @throws UnsupportedError where there is none. */
export function neededNli(measure: string, { nli }: MeasureContext): Nli {
  if (!nli) throw new UnsupportedError(measure, "nli", "name one with --nli, such as --nli understudy");
  return nli;
}

/** The embedder of the context. @throws UnsupportedError where there is none. */
export function neededEmbedder(measure: string, { embedder }: MeasureContext): Embedder {
  if (!embedder)
    throw new UnsupportedError(measure, "embed", "name one with --embedder, such as --embedder understudy");
  return embedder;
}
