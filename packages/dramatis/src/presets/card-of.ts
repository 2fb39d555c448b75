import type { Persona } from "../core/index.ts";
import { cardFacet, readFacet } from "../persona/index.ts";
import type { LoreTopic } from "../simulate/index.ts";

/** What a check asks a character card beside its statements. */
export interface CardSuite {
  greetings: string[];
  topics: LoreTopic[];
}

/** More greetings than this are alike. */
const MOST_GREETINGS = 4;

/** What a persona that comes from a character card, or has a lorebook, is asked besides; undefined for another. */
export function cardOf(persona: Persona): CardSuite | undefined {
  const card = readFacet(persona, "card", cardFacet);
  if (card === undefined) return undefined;
  const greetings = (card.greetings ?? []).filter((text) => text.trim() !== "").slice(0, MOST_GREETINGS);
  return { greetings, topics: [] };
}
