/**
 * How much the sentences of one reply agree on a trait, from 0 (both ends of the scale) to 1 (all alike).
 *
 * IC of Shin et al. 2025 (atomic-level persona fidelity), 1 − σ/2 over the ratings of a reply's sentences from 1 to 5,
 * rated by a judge as in atomic-fidelity-judged. A reply that is wholly out of character is consistent: read it beside that
 * one. The unit is a turn and a trait, with two revealing sentences or more. No Big Five traits or no such turn: null,
 * n = 0. A turn with a refusal counts as refused, one whose ratings cannot be read as unparsed.
 *
 * @paper 125
 * @needs judge
 */
import type { Measure, Score } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { atomicMetrics } from "./atomic-metrics.ts";
import { traitArguments, traitAtoms } from "./trait-atoms.ts";

export function atomicInternalConsistency(): Measure {
  const name = "atomic-internal-consistency";
  return {
    name,
    async score(subject, context) {
      const turns = await traitAtoms(name, subject, context);
      return turns.flatMap(({ message, level, atoms, missing }): Score[] => {
        const unit = { cluster: message.session, turn: message.turn };
        if (missing) return [{ ...unit, value: null, missing }];
        const value = atomicMetrics([[atoms.map(({ score }) => score)]], level).ic;
        return value === null ? [] : [{ ...unit, value }];
      });
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "higher",
        arguments: traitArguments(),
        seed,
      }),
  };
}
