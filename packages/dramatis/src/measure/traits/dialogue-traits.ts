/**
 * How near the personality that a persona's lines show comes to that of its file: 1 less the difference of the levels.
 *
 * The metric of Dynamic Personality Generation (2024): the Big Five are assessed from a dialogue and compared with the
 * target; people whose traits are read from multiparty dialogue are the task of FriendsPersona (Jiang et al. 2020). The
 * assessor is a judge who scores each trait from 1 to 5, `repeats` times; a reader of another kind can be given
 * (`traitsByNli`, `traitsByClassifier`, `traitsByQuestionnaire`). Names are taken out before reading, so that a known
 * character is not recognised. Read benchmarks/traits before trusting any of them. A score's cluster is the conversation;
 * the unit is a trait of the file; one of which the lines show nothing is missing as unparsed. Only empty turns count as
 * refused. No trait in the file, or nothing said: null, n = 0.
 *
 * @paper 117, 159
 * @needs judge
 */
import type { Measure, MeasureContext, Score } from "../../core/index.ts";
import { rubricVersion } from "../../model/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { withoutNames } from "../characters/interview-rubrics.ts";
import { judgeOf } from "../judged.ts";
import { ownTurns, whyUnscored } from "../own-turns.ts";
import { type BigFiveTrait, type DialogueTraitReader, targetLevels, withWords } from "./trait-reader.ts";
import { ASSESSMENT, traitsByJudge } from "./traits-by-judge.ts";

export interface DialogueTraitsOptions {
  /** In place of the judge. */
  reader?: DialogueTraitReader;
  /** Verdicts that the judge's levels are the mean of. */
  repeats?: number;
}

export function dialogueTraits({ reader, repeats = 1 }: DialogueTraitsOptions = {}): Measure {
  const name = "dialogue-traits";
  const readerOf = (context: MeasureContext): DialogueTraitReader =>
    reader ?? traitsByJudge(judgeOf(name, context), { repeats });
  return {
    name,
    async score(subject, context) {
      const assessor = readerOf(context);
      context.signal?.throwIfAborted();
      const turns = ownTurns(subject);
      const wanted = Object.entries(targetLevels(subject.persona));
      if (turns.length === 0 || wanted.length === 0) return [];
      const unit = { cluster: subject.transcript.session };
      const names = [subject.persona.name, subject.speaker];
      const texts = withWords(turns.map(({ text }) => withoutNames(text, names)));
      if (texts.length === 0) return [{ ...unit, value: null, missing: whyUnscored(turns) }];
      const levels = await assessor.read(texts, context.signal);
      return wanted.map(([trait, level]): Score => {
        const found = levels[trait as BigFiveTrait];
        const own = { ...unit, part: trait };
        if (found === undefined) return { ...own, value: null, missing: "unparsed" };
        return { ...own, value: 1 - Math.abs(found - level) };
      });
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "higher",
        arguments: reader ? { reader: reader.id } : { repeats, rubric: rubricVersion(ASSESSMENT) },
        seed,
      }),
  };
}
