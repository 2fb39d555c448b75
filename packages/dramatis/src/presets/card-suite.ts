import type { Persona } from "../core/index.ts";
import { cardOf, withNames } from "../persona/index.ts";
import type { LoreTopic } from "../simulate/index.ts";

/** What a check asks a character card beside its statements. */
export interface CardSuite {
  greetings: string[];
  topics: LoreTopic[];
}

/** More greetings than this are alike. */
const MOST_GREETINGS = 4;

/** What a persona that comes from a character card, or has a lorebook, is asked besides; undefined for another. */
export function cardSuite(persona: Persona): CardSuite | undefined {
  if (persona.facets?.card === undefined) return undefined;
  const { greetings = [] } = cardOf(persona);
  const said = greetings.map((text) => withNames(text, persona.name)).filter((text) => text.trim() !== "");
  return { greetings: said.slice(0, MOST_GREETINGS), topics: [] };
}
