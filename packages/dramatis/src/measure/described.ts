import type { Persona } from "../core/index.ts";
import { renderPersona } from "../persona/index.ts";

/** All that is known of a persona, as it is put before who writes questions and who judges. */
export function described(persona: Persona): { name: string; description: string } {
  const { system } = renderPersona(persona, { person: "third", without: ["ROLE"] });
  return { name: persona.name, description: system };
}
