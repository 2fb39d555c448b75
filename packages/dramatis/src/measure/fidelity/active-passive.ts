import type { MeasureContext, Message, Score, Statement, Subject } from "../../core/index.ts";
import { distinctClaims } from "../distinct-claims.ts";
import { type BothWays, claimEvidence, isJudged, type Meeting, meetClaims } from "../judge-pairs.ts";
import { neededEmbedder } from "../needed.ts";
import { ownTurns, partnerBefore, whyUnscored } from "../own-turns.ts";
import { dot, relevance, relevanceOf } from "../relevance.ts";
import { meetSampled, type SampledReply } from "./sampled-claims.ts";

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
 * Claims up to which every turn meets every claim. A persona with more is long out of the reach of the plain product (1,000
 * claims and 1,000 turns are two million verdicts), so there each turn meets as many as its mean needs.
 */
export const WHOLE_UP_TO = 200;

export interface ActivePassiveOptions {
  subject: Subject;
  context: MeasureContext;
  /** Makes the score of a turn. */
  pick(score: ActivePassive): number;
  /** Most claims that are judged one by one; with more, a sample stands for all. Without, all are, however many. */
  wholeUpTo?: number;
}

/**
 * One score per turn of the speaker: `pick` makes it from the turn's APC over the claims that could be judged. The query
 * is what the partner said before; c and e are the stronger of the two directions.
 */
export async function scoreActivePassive(measure: string, options: ActivePassiveOptions): Promise<Score[]> {
  const { wholeUpTo = Number.POSITIVE_INFINITY } = options;
  const isSampled = distinctClaims(options.subject.persona).length > wholeUpTo;
  return isSampled ? scoreSampled(measure, options) : scoreWhole(measure, options);
}

async function scoreWhole(measure: string, { subject, context, pick }: ActivePassiveOptions): Promise<Score[]> {
  const lines = await meetClaims(measure, subject, context);
  const claims = lines[0]?.meetings.map(({ claim }) => claim.text) ?? [];
  const queries = lines.map(({ message }) => partnerBefore(subject, message)?.text ?? null);
  const relevances = await relevance(measure, { queries, claims }, context);
  return lines.map(({ message, meetings }, row) => {
    if (!isJudged(meetings)) return unscored(message);
    const judged = meetings.flatMap((meeting, i) =>
      meeting.verdicts ? [{ meeting, terms: termsOf(meeting.verdicts, relevances[row]?.[i] ?? 0) }] : [],
    );
    return scored(message, pick(activePassive(judged.map(({ terms }) => terms))), judged);
  });
}

/** As `scoreWhole`, each turn from a sample of the claims: all texts are embedded once, and say what is worth judging. */
async function scoreSampled(measure: string, { subject, context, pick }: ActivePassiveOptions): Promise<Score[]> {
  const claims = distinctClaims(subject.persona);
  const messages = ownTurns(subject);
  const queries = messages.map((message) => partnerBefore(subject, message)?.text ?? null);
  const texts = [...claims, ...messages].map(({ text }) => text);
  const asked = queries.map((query) => query ?? "");
  const vectors = await neededEmbedder(measure, context).embed([...texts, ...asked], context.signal);
  const vectorAt = (i: number): Float32Array => vectors[i] as Float32Array;
  const replies = messages.map(({ text }, row) => {
    const likeness = claims.map((_, i) => dot(vectorAt(i), vectorAt(claims.length + row)));
    const order = claims.map((_, i) => i).sort((a, b) => (likeness[b] as number) - (likeness[a] as number));
    const query = queries[row] === null ? null : vectorAt(claims.length + messages.length + row);
    const g = claims.map((_, i) => (query === null ? 0 : relevanceOf(dot(vectorAt(i), query))));
    const moved = (claim: number, verdicts: BothWays): number => gain(termsOf(verdicts, g[claim] as number));
    return { text, order, g, moved };
  });
  const met = await meetSampled(measure, { replies, claims }, context);
  return messages.map((message, row) => {
    const sample = met[row];
    const g = replies[row]?.g;
    if (!sample || !g) return unscored(message);
    const terms = claims.map((_, i) => termsOf(verdictsAt(sample, i), g[i] as number));
    const judged = [...sample.judged].map(([i, verdicts]) => ({
      meeting: { claim: claims[i] as Statement, verdicts },
      terms: terms[i] as StatementTerms,
    }));
    return scored(message, pick(activePassive(terms)), judged);
  });
}

function verdictsAt({ judged, standIn }: SampledReply, claim: number): BothWays {
  return judged.get(standIn[claim] as number) as BothWays;
}

/** What one claim adds to ΔAPC. */
function gain({ g, c, e }: StatementTerms): number {
  return g * e - (1 - g) * c;
}

function unscored(message: Message): Score {
  return { cluster: message.session, turn: message.turn, value: null, missing: whyUnscored([message]) };
}

function scored(message: Message, value: number, judged: Parameters<typeof evidenceOf>[1]): Score {
  return { cluster: message.session, turn: message.turn, value, ...evidenceOf(message, judged) };
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
