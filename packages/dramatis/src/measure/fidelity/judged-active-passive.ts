import { z } from "zod";
import type { MeasureContext, Message, Score, Statement, Subject } from "../../core/index.ts";
import { type Case, type Judged, type Rubric, rubricVersion } from "../../model/index.ts";
import { distinctClaims } from "../distinct-claims.ts";
import { claimEvidence } from "../judge-pairs.ts";
import { judgeOf, whyNoVerdict } from "../judged.ts";
import { neededEmbedder } from "../needed.ts";
import { ownTurns, partnerBefore } from "../own-turns.ts";
import { dot } from "../relevance.ts";
import { type ActivePassive, activePassive, type StatementTerms } from "./active-passive.ts";

export interface JudgedApcOptions {
  /**
   * Only so many statements, those nearest in meaning to question and reply, are put before the judge for each reply; the
   * others count as neither called for nor contradicted. By default all are. Needs an embedder.
   */
  nearest?: number;
}

interface Relevance {
  reason: string;
  relevant: boolean;
}

interface Stance {
  reason: string;
  label: "entailed" | "neutral" | "contradicted";
}

const RELEVANCE_RUBRIC: Rubric<Relevance> = {
  name: "apc-relevance",
  policy: `A user says something to a character. Does a good answer draw on what the statement says of the character? "relevant" is
true where it does, false where the answer can do without it. First the reason in one short sentence.`,
  shape: z.object({ reason: z.string(), relevant: z.boolean() }),
};

const STANCE_RUBRIC: Rubric<Stance> = {
  name: "apc-stance",
  policy: `A character answers a user. What does the answer do to the statement, which is true of the character, as of the date where
one is given? "entailed": who hears the answer knows that the statement is true. "contradicted": the answer cannot be true
together with the statement, or tells something that the statement makes false, be it in a detail. "neutral": neither. First
the reason in one short sentence.`,
  shape: z.object({ reason: z.string(), label: z.enum(["entailed", "neutral", "contradicted"]) }),
};

/** What a number made of these verdicts depends on. */
export function judgedApcArguments({ nearest }: JudgedApcOptions): Record<string, unknown> {
  const rubrics = { relevance: rubricVersion(RELEVANCE_RUBRIC), stance: rubricVersion(STANCE_RUBRIC) };
  return { rubrics, prefilter: nearest === undefined ? "none" : `${nearest} nearest` };
}

/** A reply and a statement that is put before the judge. */
interface Pair {
  message: Message;
  query: string | null;
  claim: Statement;
}

interface Meeting {
  claim: Statement;
  terms: StatementTerms;
}

export interface ScoreJudgedApc extends JudgedApcOptions {
  subject: Subject;
  context: MeasureContext;
  /** From a turn's APC over the statements that could be judged. */
  pick: (score: ActivePassive) => number;
}

/** One score per turn of the speaker; two calls a reply and statement. */
export async function scoreJudgedApc(measure: string, options: ScoreJudgedApc): Promise<Score[]> {
  const { subject, context, pick } = options;
  const judge = judgeOf(measure, context);
  context.signal?.throwIfAborted();
  const claims = distinctClaims(subject.persona);
  const said = claims.length === 0 ? [] : ownTurns(subject);
  const spoken = said.filter(({ text }) => text.trim() !== "");
  const kept = await keptClaims(measure, options, { claims, spoken });
  const pairs = spoken.flatMap((message, i) => {
    const query = partnerBefore(subject, message)?.text ?? null;
    return (kept[i] ?? []).map((claim): Pair => ({ message, query, claim }));
  });
  const asked = pairs.filter(({ query }) => query !== null);
  const about = aboutOf(subject);
  const calledFor = await judge.judge(
    RELEVANCE_RUBRIC,
    asked.map((pair) => relevanceCase(pair, about)),
    context.signal,
  );
  const stances = await judge.judge(
    STANCE_RUBRIC,
    pairs.map((pair) => stanceCase(pair, about)),
    context.signal,
  );
  return said.map((message) => {
    const unit = { cluster: message.session, turn: message.turn };
    const own = pairs.flatMap((pair, i) => (pair.message === message ? [{ pair, i }] : []));
    if (own.length === 0) return { ...unit, value: null, missing: "refused" };
    const met = own.flatMap(({ pair, i }) => meetingOf(pair, calledFor[asked.indexOf(pair)], stances[i]));
    if (met.length === 0)
      return { ...unit, value: null, missing: whyNoVerdict(stances[own[0]?.i ?? 0] as Judged<Stance>) };
    const passedOver = claims.length - own.length;
    const rest = Array.from({ length: passedOver }, () => ({ g: 0, c: 0, e: 0 }));
    return {
      ...unit,
      value: pick(activePassive([...met.map(({ terms }) => terms), ...rest])),
      ...evidenceOf(message, met),
    };
  });
}

/** For each reply the statements that the judge is asked about. */
async function keptClaims(
  measure: string,
  { context, nearest, subject }: ScoreJudgedApc,
  { claims, spoken }: { claims: readonly Statement[]; spoken: readonly Message[] },
): Promise<(readonly Statement[])[]> {
  if (nearest === undefined) return spoken.map(() => claims);
  const embedder = neededEmbedder(measure, context);
  if (claims.length <= nearest || spoken.length === 0) return spoken.map(() => claims);
  const exchanges = spoken.map((message) => `${partnerBefore(subject, message)?.text ?? ""}\n${message.text}`);
  const vectors = await embedder.embed([...claims.map(({ text }) => text), ...exchanges], context.signal);
  return spoken.map((_, row) => {
    const own = vectors[claims.length + row] as Float32Array;
    const near = claims.map((claim, i) => ({ claim, cosine: dot(vectors[i] as Float32Array, own) }));
    return near
      .sort((a, b) => b.cosine - a.cosine)
      .slice(0, nearest)
      .map(({ claim }) => claim);
  });
}

function aboutOf({ persona }: Subject): Record<string, unknown> {
  const asOf = persona.knowledge?.cutoff;
  return { character: persona.name, ...(asOf !== undefined && { asOf }) };
}

function relevanceCase({ query, claim }: Pair, about: Record<string, unknown>): Case {
  return { known: { ...about, statement: claim.text, user: query }, tested: {} };
}

function stanceCase({ message, query, claim }: Pair, about: Record<string, unknown>): Case {
  return {
    known: { ...about, statement: claim.text, ...(query !== null && { user: query }) },
    tested: { answer: message.text },
  };
}

/** Nothing where a verdict is lacking. A reply that opens the conversation was called for by nothing. */
function meetingOf(
  { query, claim }: Pair,
  relevance: Judged<Relevance> | undefined,
  stance: Judged<Stance> | undefined,
): Meeting[] {
  const label = stance?.verdict?.label;
  const relevant = query === null ? false : relevance?.verdict?.relevant;
  if (label === undefined || relevant === undefined) return [];
  const terms = { g: relevant ? 1 : 0, c: label === "contradicted" ? 1 : 0, e: label === "entailed" ? 1 : 0 };
  return [{ claim, terms }];
}

/** A statement that is contradicted though nothing called for it, or else one that was called for and entailed. */
function evidenceOf(message: Message, met: readonly Meeting[]): Pick<Score, "evidence"> {
  const broken = met.find(({ terms: { c } }) => c === 1);
  if (broken) return { evidence: claimEvidence(message, { claim: broken.claim, strength: 1 }, "contradicts") };
  const shown = met.find(({ terms: { g, e } }) => g * e === 1);
  return shown ? { evidence: claimEvidence(message, { claim: shown.claim, strength: 1 }, "entails") } : {};
}
