import type { Persona, Provenance } from "../core/index.ts";

/**
 * The persona with the source of single fields noted by their path, such as `identity.social.age`, beside those that are
 * noted there already. Statements and traits carry their own.
 */
export function withProvenance(persona: Persona, sources: Readonly<Record<string, Provenance[]>>): Persona {
  if (Object.keys(sources).length === 0) return persona;
  const known = (persona.facets?.provenance ?? {}) as Record<string, Provenance[]>;
  return { ...persona, facets: { ...persona.facets, provenance: { ...known, ...sources } } };
}
