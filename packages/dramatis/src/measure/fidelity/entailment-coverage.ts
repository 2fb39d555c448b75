/**
 * Share of the persona's claims that something the speaker said in the conversation entails.
 *
 * Dialogue NLI (Welleck et al. 2019) for the verdicts; the coverage over a session is ours. A claim is shown where some
 * line, as premise, entails it with p at least .5 and as the most probable label; the line is the evidence. The unit is
 * a claim in a session. A short conversation cannot show many claims: compare conversations of like length.
 * No claims or no turns of the speaker: null, n = 0. A claim that could be judged against no line is missing.
 *
 * @paper 234
 * @needs nli
 */
import type { Measure, Score } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { BASE_RATES } from "../base-rates.ts";
import { claimEvidence, clear, type MetLine, meetClaims, THRESHOLD } from "../judge-pairs.ts";
import { whyUnscored } from "../own-turns.ts";

export function entailmentCoverage(): Measure {
  const name = "entailment-coverage";
  return {
    name,
    async score(subject, context) {
      const lines = await meetClaims(name, subject, context);
      return (lines[0]?.meetings ?? []).map((_, column) => scoreClaim(lines, column));
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "higher",
        counts: "claims",
        arguments: { threshold: THRESHOLD, baseRates: BASE_RATES },
        seed,
      }),
  };
}

function scoreClaim(lines: readonly MetLine[], column: number): Score {
  let shown: MetLine | null = null;
  let strength = 0;
  let judged = false;
  for (const line of lines) {
    const verdicts = line.meetings[column]?.verdicts;
    if (!verdicts) continue;
    judged = true;
    const p = clear(verdicts.forward, "entail");
    if (p > strength) {
      strength = p;
      shown = line;
    }
  }
  const first = lines[0] as MetLine;
  const claim = (first.meetings[column] as MetLine["meetings"][number]).claim;
  const cluster = first.message.session;
  if (!judged) return { cluster, value: null, missing: whyUnscored(lines.map(({ message }) => message)) };
  if (!shown) return { cluster, value: 0 };
  return { cluster, value: 1, evidence: claimEvidence(shown.message, { claim, strength }, "entails") };
}
