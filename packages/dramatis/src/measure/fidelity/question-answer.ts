/**
 * Share of the partner's questions about a claim of the persona that the speaker answers as the claim says.
 *
 * Q&A consistency of Abdulhai et al. 2025 (arXiv 2511.00222), where a language model writes questions from the persona
 * and compares the answers. We depart: the questions are those of the transcript. A partner's turn with a question mark is
 * about the claim most relevant to it, if that relevance is at least .5 (the mapping of `relevance`); the reply agrees where
 * it entails the claim, or the claim entails it, and neither contradicts the other (p at least .5, most probable label).
 * An answer that evades the question does not agree, so the share is below 1 in natural talk. The unit is a reply.
 * No claims, no questions, or none about a claim: null, n = 0. An empty reply counts as refused, another
 * that cannot be judged as unparsed.
 *
 * @paper 234
 * @needs nli, embed
 */
import type { Measure, MeasureContext, Message, Score, Statement, Subject } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { BASE_RATES } from "../base-rates.ts";
import { distinctClaims } from "../distinct-claims.ts";
import { type BothWays, claimEvidence, contradiction, entailment, judgeBothWays, THRESHOLD } from "../judge-pairs.ts";
import { ownTurns, partnerBefore, whyUnscored } from "../own-turns.ts";
import { RELEVANCE, relevance } from "../relevance.ts";
import { questionMarks } from "../text.ts";

/** Relevance from which a question is about a claim. */
const ABOUT = 0.5;

export function questionAnswer(): Measure {
  const name = "question-answer";
  return {
    name,
    async score(subject, context) {
      const answers = await answersAboutClaims(name, subject, context);
      const pairs = answers.map(({ reply, claim }) => ({ line: reply.text, text: claim.text }));
      const verdicts = await judgeBothWays(name, pairs, context);
      return answers.map(({ reply, claim }, i) => scoreAnswer(reply, claim, verdicts[i] ?? null));
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "higher",
        arguments: { threshold: THRESHOLD, baseRates: BASE_RATES, relevance: RELEVANCE, about: ABOUT },
        seed,
      }),
  };
}

/** The first reply to each question that is about a claim, with that claim. */
async function answersAboutClaims(
  measure: string,
  subject: Subject,
  context: MeasureContext,
): Promise<{ reply: Message; claim: Statement }[]> {
  const claims = distinctClaims(subject.persona);
  const asked = new Map<Message, Message>();
  for (const reply of ownTurns(subject)) {
    const question = partnerBefore(subject, reply);
    if (question && questionMarks(question.text) > 0 && !asked.has(question)) asked.set(question, reply);
  }
  const queries = [...asked.keys()].map((question) => question.text);
  const rows = await relevance(measure, { queries, claims: claims.map(({ text }) => text) }, context);
  return [...asked.values()].flatMap((reply, i) => {
    const row = rows[i] ?? [];
    const most = Math.max(...row);
    const claim = claims[row.indexOf(most)];
    return claim && most >= ABOUT ? [{ reply, claim }] : [];
  });
}

function scoreAnswer(reply: Message, claim: Statement, verdicts: BothWays | null): Score {
  const unit = { cluster: reply.session, turn: reply.turn };
  if (!verdicts) return { ...unit, value: null, missing: whyUnscored([reply]) };
  const against = contradiction(verdicts);
  if (against > 0)
    return { ...unit, value: 0, evidence: claimEvidence(reply, { claim, strength: against }, "contradicts") };
  const strength = entailment(verdicts);
  if (strength > 0) return { ...unit, value: 1, evidence: claimEvidence(reply, { claim, strength }, "entails") };
  return { ...unit, value: 0 };
}
