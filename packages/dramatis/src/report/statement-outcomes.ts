import type { Statement } from "../core/index.ts";
import type { Finding } from "./findings.ts";

/** A statement of the persona, and the lines that met it. */
export interface StatementOutcome {
  id: string;
  text: string;
  contradictedBy: Finding[];
  entailedBy: Finding[];
}

/**
 * How each statement fared: the given ones in their order, then any other that a line met.
 * A statement that is in the list with no lines was not touched by the conversation.
 */
export function statementOutcomes(all: readonly Finding[], statements: readonly Statement[] = []): StatementOutcome[] {
  const outcomes = new Map<string, StatementOutcome>();
  const outcome = (id: string, text: string): StatementOutcome => {
    const known = outcomes.get(id) ?? { id, text, contradictedBy: [], entailedBy: [] };
    outcomes.set(id, known);
    return known;
  };
  for (const { id, text } of statements) outcome(id, text);
  for (const finding of all) {
    if (finding.against?.statement === undefined) continue;
    const met = outcome(finding.against.statement, finding.against.text);
    if (finding.verdict === "contradicts") met.contradictedBy.push(finding);
    if (finding.verdict === "entails") met.entailedBy.push(finding);
  }
  return [...outcomes.values()];
}
