import { statedFacts } from "./stated-facts.ts";

/** The clauses of a message in which the speaker states something of themselves, as texts alone. */
export function selfStatements(text: string): string[] {
  return statedFacts(text).map((fact) => fact.text);
}
