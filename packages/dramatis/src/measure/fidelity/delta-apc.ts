/**
 * Number of the persona's claims that a reply satisfies beyond a reply that says nothing.
 *
 * ΔAPC of Peng and Shang 2024: Σ g·e − (1−g)·c over the claims, in points from −|S| to |S|; 0 is a reply that neither
 * shows nor breaks a claim. Departures and empty input as in apc, but that every turn meets every claim, however many: a sum
 * over a thousand claims is not told well enough from a sample of them. The unit is a turn.
 *
 * @paper 53
 * @needs nli, embed
 */
import type { Measure } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { BASE_RATES } from "../base-rates.ts";
import { RELEVANCE } from "../relevance.ts";
import { scoreActivePassive } from "./active-passive.ts";

export function deltaApc(): Measure {
  const name = "delta-apc";
  return {
    name,
    score: (subject, context) => scoreActivePassive(name, { subject, context, pick: (reply) => reply.delta }),
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "2",
        unit: "points",
        direction: "higher",
        arguments: { relevance: RELEVANCE, baseRates: BASE_RATES },
        seed,
      }),
  };
}
