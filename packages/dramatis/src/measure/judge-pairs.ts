import type { Evidence, MeasureContext, Message, NliVerdict, Score, Statement, Subject } from "../core/index.ts";
import { inConversation } from "./base-rates.ts";
import { distinctClaims } from "./distinct-claims.ts";
import { neededNli } from "./needed.ts";
import { ownTurns, whyUnscored } from "./own-turns.ts";

/** One line met with one text, judged in both directions. */
export interface BothWays {
  /** The line as premise, the text as hypothesis: does the line show the text? */
  forward: NliVerdict;
  /** The text as premise, the line as hypothesis. */
  backward: NliVerdict;
}

/** One claim and what the judge says of a line and it; null where the pair could not be judged. */
export interface Meeting {
  claim: Statement;
  verdicts: BothWays | null;
}

/** One thing the speaker said, met with every claim of the persona. */
export interface MetLine {
  message: Message;
  meetings: Meeting[];
}

/** Probability from which a label counts, if it is also the most probable one. */
export const THRESHOLD = 0.5;

/** Judges all pairs in one call, both ways, weighed by base rates. A pair is null where either direction is. */
export async function judgeBothWays(
  measure: string,
  pairs: readonly { line: string; text: string }[],
  context: MeasureContext,
): Promise<(BothWays | null)[]> {
  const nli = neededNli(measure, context);
  context.signal?.throwIfAborted();
  if (pairs.length === 0) return [];
  const asked = pairs.flatMap(({ line, text }) => [
    { premise: line, hypothesis: text },
    { premise: text, hypothesis: line },
  ]);
  const verdicts = await nli.judge(asked, context.signal);
  return pairs.map((_, i) => {
    const forward = verdicts[2 * i];
    const backward = verdicts[2 * i + 1];
    return forward && backward ? { forward: inConversation(forward), backward: inConversation(backward) } : null;
  });
}

/** Every turn of the speaker against every claim of the persona. A persona without claims gives nothing to score. */
export async function meetClaims(measure: string, subject: Subject, context: MeasureContext): Promise<MetLine[]> {
  const messages = ownTurns(subject);
  const lines = messages.map((message) => message.text);
  const met = await meetLines(measure, { lines, claims: distinctClaims(subject.persona) }, context);
  return messages
    .map((message, i) => ({ message, meetings: met[i] ?? [] }))
    .filter(({ meetings }) => meetings.length > 0);
}

/** Lines against claims: one row a line. */
export async function meetLines(
  measure: string,
  { lines, claims }: { lines: readonly string[]; claims: readonly Statement[] },
  context: MeasureContext,
): Promise<Meeting[][]> {
  const pairs = lines.flatMap((line) => claims.map(({ text }) => ({ line, text })));
  const verdicts = await judgeBothWays(measure, pairs, context);
  return lines.map((_, row) =>
    claims.map((claim, column) => ({ claim, verdicts: verdicts[row * claims.length + column] ?? null })),
  );
}

/** True where the judge could say something of at least one pair. */
export function isJudged(meetings: readonly Meeting[]): boolean {
  return meetings.some(({ verdicts }) => verdicts !== null);
}

/**
 * One score a turn of the speaker, made by `rate` from the verdicts on the claims that could be judged; the evidence is the
 * turn's strongest contradiction.
 */
export async function scoreContradiction(
  measure: string,
  {
    subject,
    context,
    rate,
  }: { subject: Subject; context: MeasureContext; rate: (judged: BothWays[]) => Pick<Score, "value" | "weight"> },
): Promise<Score[]> {
  const lines = await meetClaims(measure, subject, context);
  return lines.map(({ message, meetings }) => {
    const unit = { cluster: message.session, turn: message.turn };
    if (!isJudged(meetings)) return { ...unit, value: null, missing: whyUnscored([message]) };
    const worst = strongest(meetings, contradiction);
    return {
      ...unit,
      ...rate(meetings.flatMap(({ verdicts }) => verdicts ?? [])),
      ...(worst ? { evidence: claimEvidence(message, worst, "contradicts") } : {}),
    };
  });
}

/** How strongly a pair contradicts: the worse direction, or 0 where contradiction is in neither the clear verdict. */
export function contradiction({ forward, backward }: BothWays): number {
  return Math.max(...[forward, backward].map((verdict) => clear(verdict, "contradict")));
}

/** How strongly a pair entails, in the better direction, or 0 where entailment is in neither the clear verdict. */
export function entailment({ forward, backward }: BothWays): number {
  return Math.max(...[forward, backward].map((verdict) => clear(verdict, "entail")));
}

/** The label's probability where it is the most probable and at least `THRESHOLD`, else 0. */
export function clear(verdict: NliVerdict, label: "entail" | "contradict"): number {
  const p = verdict[label];
  const isFirst = (Object.keys(verdict) as (keyof NliVerdict)[]).every(
    (other) => other === label || verdict[other] < p,
  );
  return isFirst && p >= THRESHOLD ? p : 0;
}

/** The meeting that a reading finds strongest; null where it is 0 everywhere. */
export function strongest(
  meetings: readonly Meeting[],
  reading: (verdicts: BothWays) => number,
): { claim: Statement; strength: number } | null {
  let best: { claim: Statement; strength: number } | null = null;
  for (const { claim, verdicts } of meetings) {
    const strength = verdicts ? reading(verdicts) : 0;
    if (strength > (best?.strength ?? 0)) best = { claim, strength };
  }
  return best;
}

/** Evidence of a line that meets a claim. */
export function claimEvidence(
  message: Message,
  { claim, strength }: { claim: Statement; strength: number },
  verdict: Evidence["verdict"],
): Evidence {
  const against = { statement: claim.id, text: claim.text };
  return { session: message.session, turn: message.turn, quote: message.text, against, verdict, strength };
}
