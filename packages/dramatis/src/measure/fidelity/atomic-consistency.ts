/**
 * How much the clauses of one reply agree on being in or out of character, from 0 (half of them each) to 1 (all alike).
 *
 * IC of Shin et al. 2025 (atomic-level persona fidelity), 1 − σ/2 over the codes of a reply's clauses on the scale 1 to
 * 5. We depart as in atomic-fidelity: clauses by rule, coded 1 or 5 by NLI against every claim. A reply that is wholly
 * out of character is consistent: read it beside atomic-fidelity. The unit is a turn with two revealing clauses or
 * more; all sessions are pooled. No claims or no such turn: null, n = 0. An empty turn counts as refused, another that
 * cannot be judged as unparsed.
 *
 * @paper 125
 * @needs nli
 */
import type { Measure, Score } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { BASE_RATES } from "../base-rates.ts";
import { THRESHOLD } from "../judge-pairs.ts";
import { atomicMetrics } from "./atomic-metrics.ts";
import { judgedAtoms, weightiest } from "./judged-atoms.ts";

export function atomicConsistency(): Measure {
  const name = "atomic-consistency";
  return {
    name,
    async score(subject, context) {
      const turns = await judgedAtoms(name, subject, context);
      return turns.flatMap(({ message, atoms, missing }): Score[] => {
        const unit = { cluster: message.session, turn: message.turn };
        if (missing) return [{ ...unit, value: null, missing }];
        const value = atomicMetrics([[atoms.map(({ code }) => code)]], "high").ic;
        if (value === null) return [];
        const evidence = value < 1 ? weightiest(atoms)?.evidence : undefined;
        return [{ ...unit, value, ...(evidence && { evidence }) }];
      });
    },
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
