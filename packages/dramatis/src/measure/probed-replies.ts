import type { Measure, MeasureContext, Message, Score, Statement, Subject } from "../core/index.ts";
import { estimateOf } from "../stats/index.ts";
import { BASE_RATES } from "./base-rates.ts";
import { distinctClaims } from "./distinct-claims.ts";
import { type BothWays, claimEvidence, contradiction, entailment, judgeBothWays, THRESHOLD } from "./judge-pairs.ts";
import { whyUnscored } from "./own-turns.ts";
import { type NotedProbe, repliesToProbes } from "./replies-to-probes.ts";

interface ProbedReply {
  reply: Message;
  probe: NotedProbe;
  claim: Statement;
}

const HESITATION = "(?:(?:oh|well|ah|haha|um|hmm|uh)[\\s,.!]+)*";
const YES = new RegExp(
  `^${HESITATION}(?:(?:yes|yeah|yep|yup|yea|sure|of course|indeed|absolutely|definitely|exactly)\\b|(?:correct|right|that's right|true)(?=\\s*[,.!]|$))`,
  "i",
);
const NO = new RegExp(
  `^${HESITATION}(?:(?:no|nope|nah)\\b(?! (?:clue|doubt|idea|problem|worries)\\b)|(?:not (?:at all|really|true)|never|wrong|of course not|absolutely not|definitely not)\\b)`,
  "i",
);

/**
 * How a speaker answers the probes of a kind, one score a reply: 1 where it is true to the probed statement, 0 where it is
 * not. A "yes" or "no" at its start decides where the probe says which one is true; else the judge does, by a clear
 * entailment or contradiction in either direction, the contradiction first. What neither decides is missing as unparsed,
 * an empty reply as refused.
 */
export function probeMeasure(name: string, kind: "yes-no" | "bait"): Measure {
  return {
    name,
    score: (subject, context) => scoreProbes(name, probedReplies(subject, kind), context),
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "higher",
        arguments: { threshold: THRESHOLD, baseRates: BASE_RATES },
        seed,
      }),
  };
}

async function scoreProbes(name: string, probed: readonly ProbedReply[], context: MeasureContext): Promise<Score[]> {
  const pairs = probed.map(({ reply, claim }) => ({ line: reply.text, text: claim.text }));
  const verdicts = await judgeBothWays(name, pairs, context);
  return probed.map((found, i) => scoreReply(found, verdicts[i] ?? null));
}

function scoreReply({ reply, probe, claim }: ProbedReply, verdicts: BothWays | null): Score {
  const unit = { cluster: reply.session, turn: reply.turn };
  const said = probe.expected && yesOrNo(reply.text);
  if (said !== undefined) {
    const isRight = said === probe.expected;
    return {
      ...unit,
      value: isRight ? 1 : 0,
      evidence: claimEvidence(reply, { claim, strength: 1 }, isRight ? "entails" : "contradicts"),
    };
  }
  if (!verdicts) return { ...unit, value: null, missing: whyUnscored([reply]) };
  const against = contradiction(verdicts);
  if (against > 0)
    return { ...unit, value: 0, evidence: claimEvidence(reply, { claim, strength: against }, "contradicts") };
  const strength = entailment(verdicts);
  if (strength > 0) return { ...unit, value: 1, evidence: claimEvidence(reply, { claim, strength }, "entails") };
  return { ...unit, value: null, missing: whyUnscored([reply]) };
}

/** What a reply begins by saying. */
export function yesOrNo(text: string): "yes" | "no" | undefined {
  const plain = text.trim().replaceAll("’", "'");
  return NO.test(plain) ? "no" : YES.test(plain) ? "yes" : undefined;
}

/** The first reply to each probe of the kind whose statement the persona has. */
function probedReplies(subject: Subject, kind: string): ProbedReply[] {
  const claims = new Map(distinctClaims(subject.persona).map((claim) => [claim.id, claim]));
  return repliesToProbes(subject, kind).flatMap(({ reply, probe }) => {
    const claim = claims.get(probe.statement ?? "");
    return claim ? [{ reply, probe, claim }] : [];
  });
}
