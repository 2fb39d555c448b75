import type { NliVerdict } from "../core/index.ts";

/**
 * How often a line of a conversation entails, leaves open or contradicts a claim of its own persona. Among 55,218 pairs of
 * PersonaChat validation people with Dialogue NLI triples: .070, .928, .002. Contradiction is set ten times as high, since
 * the conversations that are checked are those one doubts.
 */
export const BASE_RATES: NliVerdict = { entail: 0.07, neutral: 0.91, contradict: 0.02 };

/**
 * A verdict as it holds in conversation. NLI judges are trained and calibrated where a third of pairs has each label;
 * a line says nothing of most claims, so their probabilities are weighted by the base rates over a third (Bayes' rule for
 * a changed prior; Saerens et al. 2002). A verdict that is certain stays as it is.
 */
export function inConversation(verdict: NliVerdict): NliVerdict {
  const entail = verdict.entail * BASE_RATES.entail;
  const neutral = verdict.neutral * BASE_RATES.neutral;
  const contradict = verdict.contradict * BASE_RATES.contradict;
  const sum = entail + neutral + contradict;
  return { entail: entail / sum, neutral: neutral / sum, contradict: contradict / sum };
}
