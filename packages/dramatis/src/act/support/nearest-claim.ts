import type { Persona, Statement } from "../../core/index.ts";
import { claims } from "../../persona/index.ts";
import { nouns } from "../memory/nouns.ts";

/** The persona's claim that has the most nouns in common with a text, the first of equals; undefined where none has any. */
export function nearestClaim(persona: Persona, text: string): Statement | undefined {
  const about = nouns(text);
  let best: { claim: Statement; shared: number } | undefined;
  for (const claim of claims(persona)) {
    const shared = [...nouns(claim.text)].filter((noun) => about.has(noun)).length;
    if (shared > (best?.shared ?? 0)) best = { claim, shared };
  }
  return best?.claim;
}
