import type { CheckResult, Estimate, Evidence } from "../core/index.ts";
import { formatMissing } from "./format-estimate.ts";

/** One thing that a line was found to do, with every measure that found it. */
export interface Finding extends Evidence {
  measures: string[];
  /** What an interviewer asked to hear it: a "yes" says nothing without it. */
  question?: string;
}

const FIRST: Record<Evidence["verdict"], number> = { contradicts: 0, repeats: 1, other: 2, entails: 3 };

/**
 * The evidence with what several measures found on the same line said once, at its greatest strength and with the
 * shortest quote: that a line and a clause of it contradict one statement is one finding.
 * Contradictions come first, then repetitions, other remarks and support; the strongest first within each.
 */
export function findings(result: CheckResult): Finding[] {
  const found = new Map<string, Finding>();
  for (const { measure, ...evidence } of result.evidence) {
    const { session, turn, quote, against, verdict } = evidence;
    const key = JSON.stringify([session, turn, verdict, against?.statement, against?.turn, against?.text]);
    const known = found.get(key);
    if (known === undefined) {
      const question = questionBefore(result, evidence);
      found.set(key, { ...evidence, measures: [measure], ...(question !== undefined && { question }) });
      continue;
    }
    if (!known.measures.includes(measure)) known.measures.push(measure);
    known.strength = Math.max(known.strength, evidence.strength);
    if (quote.length < known.quote.length) known.quote = quote;
  }
  return [...found.values()].sort((a, b) => FIRST[a.verdict] - FIRST[b.verdict] || b.strength - a.strength);
}

function questionBefore({ transcripts }: CheckResult, { session, turn }: Evidence): string | undefined {
  const messages = transcripts.find((transcript) => transcript.session === session)?.messages ?? [];
  const before = messages.find((message) => message.turn === turn - 1);
  return before?.evidence?.probe === undefined ? undefined : before.text;
}

/** What speaks against the persona, or is at least worth a look: everything but support. */
export function flagged(all: readonly Finding[]): Finding[] {
  return all.filter((finding) => finding.verdict !== "entails");
}

/** "contradicts statement s3", "repeats turn 4", "supports statement s1", "flagged". */
export function verdictPhrase(finding: Finding): string {
  const verb = { contradicts: "contradicts", entails: "supports", repeats: "repeats", other: "meets" }[finding.verdict];
  const { against } = finding;
  if (against === undefined) return finding.verdict === "other" ? "flagged" : verb;
  if (against.turn !== undefined) return `${verb} turn ${against.turn}`;
  return against.statement === undefined ? `${verb} the persona` : `${verb} statement ${against.statement}`;
}

export interface FailureGroup {
  measure: string;
  code: string;
  message: string;
  times: number;
}

/** Failures with the same cause said once, with how often it happened. */
export function failureGroups(result: CheckResult): FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const { measure, code, message } of result.failures) {
    const key = JSON.stringify([measure, code, message]);
    const group = groups.get(key) ?? { measure, code, message, times: 0 };
    group.times += 1;
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Why a measure has no value: what failed and how to mend it, or what was missing. */
export function missingReason(result: CheckResult, measure: string, estimate: Estimate): string {
  const causes = failureGroups(result).filter((group) => group.measure === measure);
  if (causes.length > 0) return causes.map(({ code, message }) => `${code}: ${message}`).join("; ");
  return formatMissing(estimate) || "nothing to score";
}
