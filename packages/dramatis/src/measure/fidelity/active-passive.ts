import type { MeasureContext, Message, Score, Subject } from "../../core/index.ts";
import { type BothWays, claimEvidence, isJudged, type Meeting, meetClaims } from "../judge-pairs.ts";
import { partnerBefore, whyUnscored } from "../own-turns.ts";
import { relevance } from "../relevance.ts";

/** One statement met by one reply: g relevance to the query, c contradicted, e entailed, each in [0, 1]. */
export interface StatementTerms {
  g: number;
  c: number;
  e: number;
}

export interface ActivePassive {
  /** Σ g·e + (1−g)·(1−c), in [0, |S|]. */
  apc: number;
  /** APC of a reply that says nothing: Σ 1−g. */
  neutral: number;
  /** apc − neutral = Σ g·e − (1−g)·c. */
  delta: number;
  /** The terms of `apc`, in order. */
  perStatement: number[];
}

/** Active–passive constraint score of one reply (Peng and Shang 2024, equation of APC). No statements give 0 everywhere. */
export function activePassive(statements: readonly StatementTerms[]): ActivePassive {
  const perStatement = statements.map(({ g, c, e }) => g * e + (1 - g) * (1 - c));
  const apc = perStatement.reduce((sum, term) => sum + term, 0);
  const neutral = statements.reduce((sum, { g }) => sum + 1 - g, 0);
  return { apc, neutral, delta: apc - neutral, perStatement };
}

/**
 * One score per turn of the speaker: `pick` makes it from the turn's APC and its number of judged statements. The query
 * is what the partner said before; c and e are the stronger of the two directions.
 */
export async function scoreActivePassive(
  measure: string,
  { subject, context, pick }: { subject: Subject; context: MeasureContext; pick: (score: ActivePassive) => number },
): Promise<Score[]> {
  const lines = await meetClaims(measure, subject, context);
  const claims = lines[0]?.meetings.map(({ claim }) => claim.text) ?? [];
  const queries = lines.map(({ message }) => partnerBefore(subject, message)?.text ?? null);
  const relevances = await relevance(measure, { queries, claims }, context);
  return lines.map(({ message, meetings }, row) => {
    const unit = { cluster: message.session, turn: message.turn };
    if (!isJudged(meetings)) return { ...unit, value: null, missing: whyUnscored([message]) };
    const judged = meetings.flatMap((meeting, i) =>
      meeting.verdicts ? [{ meeting, terms: termsOf(meeting.verdicts, relevances[row]?.[i] ?? 0) }] : [],
    );
    return { ...unit, value: pick(activePassive(judged.map(({ terms }) => terms))), ...evidenceOf(message, judged) };
  });
}

function termsOf({ forward, backward }: BothWays, g: number): StatementTerms {
  return { g, c: Math.max(forward.contradict, backward.contradict), e: Math.max(forward.entail, backward.entail) };
}

/** What moved the score most, a passive statement contradicted or an active one entailed, if the verdict is at least .5. */
function evidenceOf(
  message: Message,
  judged: readonly { meeting: Meeting; terms: StatementTerms }[],
): Pick<Score, "evidence"> {
  const moved = judged.flatMap(({ meeting: { claim }, terms: { g, c, e } }) => [
    { claim, verdict: "contradicts" as const, strength: c, moved: (1 - g) * c },
    { claim, verdict: "entails" as const, strength: e, moved: g * e },
  ]);
  const most = moved.reduce((best, one) => (one.moved > best.moved ? one : best));
  return most.strength >= 0.5 ? { evidence: claimEvidence(message, most, most.verdict) } : {};
}
