/**
 * Share of pairs of which the persona picks the right one in both orders.
 *
 * PersonaFeedback (2025) asks which of two replies is tailored to a person; chance is .5. We ask each pair in
 * both orders and count it only when both are right, which makes chance .25 for who guesses and 0 for who always takes
 * the first; `flipRate` says how often the place decided. The two questions of a pair share their `cluster`. The unit is
 * a pair; one with an unread reply is missing. No pair: null, n = 0.
 *
 * @paper 123
 */
import type { Measure, Score } from "../../core/index.ts";
import { estimateOf, mean } from "../../stats/index.ts";
import { choicesOf } from "../choice-answer.ts";
import { byCluster } from "./by-cluster.ts";
import { scoreChoice } from "./choice-accuracy.ts";

export function bothOrders(): Measure {
  const name = "both-orders";
  return {
    name,
    async score(subject, context) {
      context.signal?.throwIfAborted();
      return choicesOf(subject)
        .filter(({ options, noted }) => options.length === 2 && typeof noted.cluster === "string")
        .map(scoreChoice);
    },
    aggregate: (scores, seed) =>
      estimateOf(
        byCluster(scores, (values) => (values.every((value) => value === 1) ? 1 : 0)),
        { measure: name, version: "1", unit: "ratio", direction: "higher", seed },
      ),
  };
}

/** Share of pairs, read in both orders, of which only one answer was right: the place decided. null for none. */
export function flipRate(scores: readonly Score[]): number | null {
  const pairs = byCluster(scores, (values) =>
    values.length === 2 ? Math.abs((values[0] ?? 0) - (values[1] ?? 0)) : null,
  );
  return mean(pairs.flatMap(({ value }) => value ?? []));
}
