import { contentId, type Persona } from "../core/index.ts";

/**
 * The version of a persona: a hash of its content. Equal content gives the same version whatever the order of keys,
 * the comments, and the file format.
 *
 * Provenance does not count, neither on a leaf nor under the `provenance` facet: it says where a value came from, and a
 * persona whose sources were noted later behaves as before. Everything that can change behaviour counts.
 */
export function personaVersion(persona: Persona): string {
  const { provenance: _own, facets, ...core } = persona;
  const { provenance: _leaves, ...behaviour } = facets ?? {};
  return contentId({
    ...core,
    statements: core.statements?.map(withoutProvenance),
    traits: core.traits?.map(withoutProvenance),
    facets: facets === undefined || Object.keys(behaviour).length === 0 ? undefined : behaviour,
  });
}

function withoutProvenance<T extends { provenance?: unknown }>(part: T): Omit<T, "provenance"> {
  const { provenance: _, ...rest } = part;
  return rest;
}
