/**
 * Share of the persona's claims that a reply satisfies: the relevant ones entailed, the others not contradicted.
 *
 * APC score of Peng and Shang 2024: Σ g·e + (1−g)·(1−c) over the claims, here divided by their number, in [0, 1].
 * We depart: relevance g to the partner's turn before comes from sentence vectors (the mapping of `relevance`), a
 * reply that opens the conversation has g = 0, and c and e are the stronger of both directions. The unit is a turn.
 * A persona of more than 200 claims is not judged claim by claim: each turn meets those that are most like it and a
 * spread sample of the others, which stand for their neighbours: at most .011 off in 40 replies to 1,000 claims, but half of the evidence is lost.
 * Conversations with many claims that are rarely called for sit near 1: read it beside delta-apc.
 * No claims or no turns of the speaker: null, n = 0. An empty turn counts as refused, another
 * that cannot be judged as unparsed.
 *
 * @paper 53
 * @needs nli, embed
 */
import type { Measure } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { BASE_RATES } from "../base-rates.ts";
import { RELEVANCE } from "../relevance.ts";
import { scoreActivePassive, WHOLE_UP_TO } from "./active-passive.ts";

/** @param wholeUpTo most claims that are judged one by one; with more, a sample of them stands for all. */
export function apc({ wholeUpTo = WHOLE_UP_TO }: { wholeUpTo?: number } = {}): Measure {
  const name = "apc";
  return {
    name,
    score: (subject, context) =>
      scoreActivePassive(name, { subject, context, wholeUpTo, pick: (reply) => reply.apc / reply.perStatement.length }),
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "3",
        unit: "ratio",
        direction: "higher",
        arguments: { relevance: RELEVANCE, baseRates: BASE_RATES, wholeUpTo },
        seed,
      }),
  };
}
