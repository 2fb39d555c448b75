import type { Persona } from "../../core/index.ts";
import type { Lorebook } from "./lorebook.ts";
import { readLorebook } from "./read-lorebook.ts";

/**
 * The lorebook of a persona: its facet `lorebook`, which is as a card has it, or as any other tool writes one; undefined
 * where it has none.
 *
 * @throws InputError when it is no lorebook.
 */
export function lorebookOf(persona: Persona): Lorebook | undefined {
  const facet = persona.facets?.lorebook;
  return facet === undefined ? undefined : readLorebook(facet, `${persona.name}: facets.lorebook`).book;
}
