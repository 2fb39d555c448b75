/**
 * Share of in-character clauses among those of a reply that reveal something about the persona.
 *
 * ACC of Shin et al. 2025 (atomic-level persona fidelity), which finds the out-of-character sentence inside a long
 * reply. We depart: a rule cuts replies into clauses in place of a language model, and NLI against every claim judges
 * them in place of a trait rating: out of character (1) where some claim is contradicted, in character (5) where some
 * claim is entailed and none contradicted, in either direction; else the clause reveals nothing and is left out. The
 * form with a judge, which rates traits, comes later; all metrics of the paper on given ratings are in `atomicMetrics`.
 * The unit is a turn, as the paper's is a response; all sessions are pooled. A turn that reveals nothing is no unit.
 * No claims or no revealing turn: null, n = 0. An empty turn counts as refused, another that cannot be judged as
 * unparsed.
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

export function atomicFidelity(): Measure {
  const name = "atomic-fidelity";
  return {
    name,
    async score(subject, context) {
      const turns = await judgedAtoms(name, subject, context);
      return turns.flatMap(({ message, atoms, missing }): Score[] => {
        const unit = { cluster: message.session, turn: message.turn };
        if (missing) return [{ ...unit, value: null, missing }];
        const value = atomicMetrics([[atoms.map(({ code }) => code)]], "high").acc;
        const worst = weightiest(atoms);
        return value === null || worst === null ? [] : [{ ...unit, value, evidence: worst.evidence }];
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
