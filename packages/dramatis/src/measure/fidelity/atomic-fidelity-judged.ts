/**
 * Share of the sentences of a reply that show a trait at the persona's level, of those that show it at all.
 *
 * ACC of Shin et al. 2025 (atomic-level persona fidelity) with a judge, as the authors have it: a reply is cut into
 * sentences, each rated on five options for each Big Five trait that the persona has, or as not revealing it; in character
 * is a rating in the persona's third of the scale (low, neutral, high). Our cut gives the authors' 334 shipped atoms of 66
 * replies. We depart: rubrics in our words, the reason before the number, and the question before a reply is shown in every
 * task. The unit is a turn and a trait; the sentence farthest off is evidence. A turn that reveals nothing is no unit, one
 * with a refusal counts as refused, one whose ratings cannot be read as unparsed. No Big Five traits: null, n = 0. One call
 * a sentence and trait.
 *
 * @paper 125
 * @needs judge
 */
import type { Evidence, Measure, Score } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { type AtomicLevel, atomicMetrics } from "./atomic-metrics.ts";
import { type TraitTurn, traitArguments, traitAtoms } from "./trait-atoms.ts";
import { TRAIT_SCALES } from "./trait-options.prompts.ts";

/** The middle of a level's third. */
const CENTRE: Record<AtomicLevel, number> = { low: 1, neutral: 3, high: 5 };

export function atomicFidelityJudged(): Measure {
  const name = "atomic-fidelity-judged";
  return {
    name,
    async score(subject, context) {
      const turns = await traitAtoms(name, subject, context);
      return turns.flatMap((turn): Score[] => {
        const unit = { cluster: turn.message.session, turn: turn.message.turn };
        if (turn.missing) return [{ ...unit, value: null, missing: turn.missing }];
        const value = atomicMetrics([[turn.atoms.map(({ score }) => score)]], turn.level).acc;
        if (value === null) return [];
        return [{ ...unit, value, ...(value < 1 && { evidence: farthest(turn) }) }];
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

/** The sentence farthest from the level, with what the judge said of it. */
function farthest({ message: { session, turn }, trait, level, atoms }: TraitTurn): Evidence {
  const off = ({ score }: { score: number }): number => Math.abs(score - CENTRE[level]);
  const worst = atoms.reduce((most, atom) => (off(atom) > off(most) ? atom : most));
  const text = `${TRAIT_SCALES[trait].name} is ${level}; rated ${worst.score} of 5: ${worst.reason}`;
  return { session, turn, quote: worst.text, against: { text }, verdict: "contradicts", strength: off(worst) / 4 };
}
