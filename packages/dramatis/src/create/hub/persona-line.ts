import type { Persona } from "../../core/index.ts";
import { claims } from "../../persona/index.ts";

/** What a persona is compared by: its summary, or else all that can be said of it in sentences, or else its name. */
export function personaLine(persona: Persona): string {
  if (persona.summary !== undefined && persona.summary.trim() !== "") return persona.summary;
  return (
    claims(persona)
      .map(({ text }) => text)
      .join(" ") || persona.name
  );
}
