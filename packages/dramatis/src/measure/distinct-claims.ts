import type { Persona, Statement } from "../core/index.ts";
import { claims } from "../persona/index.ts";

/** The persona's claims; those with the same words, case and spacing aside, once. */
export function distinctClaims(persona: Persona): Statement[] {
  const seen = new Map<string, Statement>();
  for (const claim of claims(persona)) {
    const key = claim.text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
    if (key !== "" && !seen.has(key)) seen.set(key, claim);
  }
  return [...seen.values()];
}
