/**
 * How long the persona keeps choosing what the person did, along a chain of behaviours.
 *
 * BehaviorChain (2025): at each node the true course so far is told, and one of four behaviours is chosen.
 * "cum" (CumAcc) rewards streaks, "maxChain" is the longest one, "avg" the share of right nodes; each is computed for
 * every chain and averaged over chains. Nodes are questions with options whose notes name the `chain` and the `node`.
 * A score's `turn` is its node, so that curves show where chains break. We depart: a reply that is no option makes its
 * chain missing, where the authors count it as wrong. Whether a chain was asked to its end cannot be seen here. The unit
 * is a chain. No chain: null, n = 0.
 *
 * @paper 57
 */
import type { Measure, Score } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { choicesOf } from "../choice-answer.ts";
import { byCluster } from "./by-cluster.ts";
import { type ChainMetrics, chainMetrics } from "./chain-metrics.ts";
import { scoreChoice } from "./choice-accuracy.ts";

export interface BehaviorChainOptions {
  metric?: keyof ChainMetrics;
}

export function behaviorChain({ metric = "cum" }: BehaviorChainOptions = {}): Measure {
  const name = "behavior-chain";
  return {
    name,
    async score(subject, context) {
      context.signal?.throwIfAborted();
      return choicesOf(subject).flatMap((choice): Score[] => {
        const { chain, node } = choice.noted;
        if (typeof chain !== "string" || chain === "" || !Number.isInteger(node)) return [];
        return [{ ...scoreChoice(choice), cluster: chain, turn: node as number }];
      });
    },
    aggregate: (scores, seed) => {
      const chains = byCluster(scores, (values) => chainMetrics(values.map((value) => value === 1))?.[metric] ?? null);
      return estimateOf(chains, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "higher",
        arguments: { metric },
        seed,
      });
    },
  };
}
