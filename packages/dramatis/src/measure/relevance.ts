import type { MeasureContext } from "../core/index.ts";
import { neededEmbedder } from "./needed.ts";

/**
 * `midpoint`: cosine at which a query is as likely as not to call for a claim. `slope`: cosine over which the odds grow by
 * e. Fitted to the bundled embedder on conversations of PersonaChat validation (training people; a claim is called for
 * where the reply shares a Dialogue NLI triple with it; both outcomes weigh the same) by fit_relevance.py of the training
 * recipe. The cosine says little of it: area under the curve .574 on 6,595 held-out pairs, so g stays near one half.
 * Another embedder may want others: measures record them.
 */
export const RELEVANCE = { midpoint: 0.26, slope: 0.73 } as const;

/**
 * g(s, q): how far a query calls for each claim, in [0, 1], one row per query. The mapping is ours: a logistic of the
 * cosine of the two sentence vectors, 1 / (1 + exp(−(cos − .26) / .73)), where the paper of APC [53] trains a
 * classifier. A null query calls for nothing: its row is 0.
 *
 * @throws UnsupportedError where the context has no embedder.
 */
export async function relevance(
  measure: string,
  { queries, claims }: { queries: readonly (string | null)[]; claims: readonly string[] },
  context: MeasureContext,
): Promise<number[][]> {
  const embedder = neededEmbedder(measure, context);
  context.signal?.throwIfAborted();
  const asked = queries.filter((query) => query !== null);
  if (asked.length === 0) return queries.map(() => claims.map(() => 0));
  const vectors = await embedder.embed([...claims, ...asked], context.signal);
  let next = claims.length;
  return queries.map((query) => {
    if (query === null) return claims.map(() => 0);
    const vector = vectors[next++] as Float32Array;
    return claims.map((_, i) => relevanceOf(dot(vectors[i] as Float32Array, vector)));
  });
}

/** g of a cosine. */
export function relevanceOf(cosine: number): number {
  return 1 / (1 + Math.exp(-(cosine - RELEVANCE.midpoint) / RELEVANCE.slope));
}

/** The cosine of two vectors of length 1. */
export function dot(a: Float32Array, b: Float32Array): number {
  // An index, not an iterator: this runs once for every claim and reply.
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
