/**
 * How much of the persona the speaker showed: the expected share of its claims that something said entails.
 *
 * Dialogue NLI (Welleck et al. 2019) for the verdicts; the coverage over a session is ours. A claim's value is the
 * probability, weighed by base rates, with which the line that shows it best, as premise, entails it; where that is at
 * least .5 and the most probable label, the line is the evidence. The unit is a claim in a session. A short conversation
 * cannot show many claims: compare conversations of like length.
 * No claims or no turns of the speaker: null, n = 0. A claim that could be judged against no line is missing.
 *
 * @paper 234
 * @needs nli
 */
import type { Measure, Score } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { BASE_RATES } from "../base-rates.ts";
import { claimEvidence, clear, type MetLine, meetClaims } from "../judge-pairs.ts";
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
        version: "2",
        unit: "ratio",
        direction: "higher",
        counts: "claims",
        arguments: { baseRates: BASE_RATES },
        seed,
      }),
  };
}

function scoreClaim(lines: readonly MetLine[], column: number): Score {
  let best: MetLine | null = null;
  let value = -1;
  for (const line of lines) {
    const p = line.meetings[column]?.verdicts?.forward.entail ?? -1;
    if (p > value) [best, value] = [line, p];
  }
  const cluster = (lines[0] as MetLine).message.session;
  const meeting = best?.meetings[column];
  if (!best || !meeting?.verdicts) {
    return { cluster, value: null, missing: whyUnscored(lines.map(({ message }) => message)) };
  }
  const strength = clear(meeting.verdicts.forward, "entail");
  if (strength === 0) return { cluster, value };
  return { cluster, value, evidence: claimEvidence(best.message, { claim: meeting.claim, strength }, "entails") };
}
