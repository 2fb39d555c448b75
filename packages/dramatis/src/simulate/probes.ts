import { random, type Statement } from "../core/index.ts";
import { bait } from "./probing/bait.ts";
import { readClause } from "./probing/clause.ts";
import { openQuestion } from "./probing/open-question.ts";
import { yesNoQuestion } from "./probing/yes-no-question.ts";

/** A question that holds the persona to one statement. */
export interface Probe {
  /** A bait takes something for granted that the statement makes false. */
  kind: "open" | "yes-no" | "bait";
  /** Ends with a question mark. */
  text: string;
  /** Id of the statement. */
  statement: string;
  /** The answer that is true to the statement, where "yes" or "no" says it without doubt. */
  expected?: "yes" | "no";
}

export interface Probes {
  /** No text twice. */
  probes: Probe[];
  /** Ids of the statements that no rule could turn into a yes-or-no question; they have an open one only. */
  openOnly: string[];
}

/**
 * Questions from first-person statements in English, by rules: an open one, one to answer by yes or no, and a bait. What
 * no rule is sure of gives an open question, never a garbled one. The order is drawn from `seed`: every statement is
 * asked about before any is asked about again, and the kinds alternate.
 */
export function makeProbes(statements: readonly Statement[], { seed }: { seed: number }): Probes {
  const draws = random(seed);
  const openOnly: string[] = [];
  const found = statements.map((statement) => {
    const clause = readClause(statement.text);
    if (clause === null) openOnly.push(statement.id);
    const open: Probe = { kind: "open", text: openQuestion(statement).text, statement: statement.id };
    const lure = clause && bait(clause, draws);
    return [
      ...(clause ? [{ kind: "yes-no", statement: statement.id, ...yesNoQuestion(clause) } as const] : []),
      ...(lure ? [{ kind: "bait", statement: statement.id, ...lure } as const] : []),
      open,
    ];
  });
  return { probes: distinct(dealt(draws.shuffle(found))), openOnly };
}

/** One of each statement, then another of each, beginning with another kind at each statement. */
function dealt(found: readonly (readonly Probe[])[]): Probe[] {
  const most = Math.max(0, ...found.map((own) => own.length));
  return Array.from({ length: most }, (_, round) =>
    found.flatMap((own, i) => (round < own.length ? [own[(round + i) % own.length] as Probe] : [])),
  ).flat();
}

function distinct(probes: readonly Probe[]): Probe[] {
  const seen = new Set<string>();
  return probes.filter(({ text }) => {
    const isNew = !seen.has(text);
    seen.add(text);
    return isNew;
  });
}
