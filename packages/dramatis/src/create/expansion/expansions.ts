import type { Embedder, Persona, Statement } from "../../core/index.ts";
import { cosine, type Vectors } from "../../model/index.ts";
import { type Expansion, expansionsFacet } from "../../persona/expansions-facet.ts";
import { claims, readFacet } from "../../persona/index.ts";

/** An expansion before it stands in a persona. */
export type MadeExpansion = Omit<Expansion, "id">;

/** @throws InputError where the facet `expansions` is malformed. */
export function expansionsOf(persona: Persona): Expansion[] {
  return readFacet(persona, "expansions", expansionsFacet) ?? [];
}

/** The persona with these beside the expansions that it has. */
export function withExpansions(persona: Persona, made: readonly MadeExpansion[]): Persona {
  if (made.length === 0) return persona;
  const known = expansionsOf(persona);
  const taken = new Set(known.map(({ id }) => id));
  const expansions: Expansion[] = [...known];
  for (const one of made) {
    let number = expansions.length + 1;
    while (taken.has(`x${number}`)) number += 1;
    taken.add(`x${number}`);
    expansions.push({ id: `x${number}`, ...one });
  }
  return { ...persona, facets: { ...persona.facets, expansions } };
}

/** What a persona's expansions are made from: its claims. */
export function heads(persona: Persona): Statement[] {
  return claims(persona).filter(({ text }) => text.trim() !== "");
}

/** Cosine above which two texts say the same. */
const SAME_ABOVE = 0.9;

/** Says of text after text whether it is new: whether it repeats nothing that is known, nor one that was new before. */
export async function onlyNew(
  vectors: Vectors,
  known: readonly string[],
  signal?: AbortSignal,
): Promise<(text: string) => Promise<boolean>> {
  const seen = [...(await vectors(known, signal))];
  return async (text) => {
    const [vector] = await vectors([text], signal);
    if (vector === undefined || seen.some((other) => cosine(other, vector) > SAME_ABOVE)) return false;
    seen.push(vector);
    return true;
  };
}

export interface ActiveOptions {
  embedder: Embedder;
  /** Least cosine to the turn. */
  atLeast?: number;
  signal?: AbortSignal;
}

/** The expansions that a turn brings up, the nearest first (PeaCoK [40]); none before a turn came. */
export async function activeExpansions(
  persona: Persona,
  turn: string,
  { embedder, atLeast = 0.3, signal }: ActiveOptions,
): Promise<{ expansion: Expansion; cosine: number }[]> {
  const all = expansionsOf(persona);
  if (all.length === 0 || turn.trim() === "") return [];
  const [asked, ...vectors] = await embedder.embed([turn, ...all.map(({ text }) => text)], signal);
  return all
    .map((expansion, i) => ({ expansion, cosine: cosine(asked as Float32Array, vectors[i] as Float32Array) }))
    .filter((one) => one.cosine >= atLeast)
    .sort((a, b) => b.cosine - a.cosine);
}

/**
 * The one expansion to speak from at a turn: argmax of cos(turn, expansion) + .2 · P(its claim entails it). Stands for
 * COMPAC's discrete choice [49]; the id says which it was. null where the persona has none.
 */
export async function chooseExpansion(
  persona: Persona,
  turn: string,
  { embedder, signal }: Pick<ActiveOptions, "embedder" | "signal">,
): Promise<{ expansion: Expansion; score: number } | null> {
  const active = await activeExpansions(persona, turn, {
    embedder,
    atLeast: Number.NEGATIVE_INFINITY,
    ...(signal && { signal }),
  });
  return active
    .map(({ expansion, cosine }) => ({ expansion, score: cosine + 0.2 * (expansion.entail ?? 0) }))
    .reduce<{ expansion: Expansion; score: number } | null>(
      (best, one) => (best === null || one.score > best.score ? one : best),
      null,
    );
}
