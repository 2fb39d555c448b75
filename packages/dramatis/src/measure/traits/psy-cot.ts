/**
 * Share of the persona's Big Five traits whose pole, high or low, a judge finds in what it said by way of a questionnaire.
 *
 * PsyCoT (Yang et al. 2023): the items of a questionnaire are rated one a turn, each with the ratings before it in view, and
 * then comes one choice between high and low. By default a trait is high where the mean of the keyed ratings is 3 or more;
 * `by: "choice"` takes the last word, as the paper does. We depart: items are of the public-domain IPIP, and polarity
 * comes from their key, since hints in the authors' notebook name wrong items. A score's cluster is the conversation; the
 * unit is a trait that the persona's file puts off the middle. Without a word: refused; without a usable verdict: unparsed.
 * No such trait, nothing said: null, n = 0.
 *
 * @paper 89
 * @needs judge
 */
import type { Measure, Score } from "../../core/index.ts";
import { rubricVersion } from "../../model/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { judgeOf } from "../judged.ts";
import { ownTurns, whyUnscored } from "../own-turns.ts";
import { CHOICE, ITEM, psyCotReading } from "./psy-cot-reader.ts";
import { type BigFiveTrait, targetLevels, withWords } from "./trait-reader.ts";

export interface PsyCotOptions {
  by?: "ratings" | "choice";
}

export function psyCot({ by = "ratings" }: PsyCotOptions = {}): Measure {
  const name = "psy-cot";
  return {
    name,
    async score(subject, context) {
      const judge = judgeOf(name, context);
      context.signal?.throwIfAborted();
      const turns = ownTurns(subject);
      const wanted = Object.entries(targetLevels(subject.persona)).filter(([, level]) => level !== 0.5);
      if (turns.length === 0 || wanted.length === 0) return [];
      const unit = { cluster: subject.transcript.session };
      const texts = turns.map(({ text }) => text);
      if (withWords(texts).length === 0) return [{ ...unit, value: null, missing: whyUnscored(turns) }];
      return Promise.all(
        wanted.map(async ([trait, level]): Promise<Score> => {
          const asked = { texts, trait: trait as BigFiveTrait };
          const { score, choice } = await psyCotReading(judge, asked, context.signal);
          const isHigh = by === "choice" ? choice && choice === "high" : score === null ? null : score >= 3;
          const own = { ...unit, part: trait };
          if (isHigh === null) return { ...own, value: null, missing: "unparsed" };
          return { ...own, value: isHigh === level > 0.5 ? 1 : 0 };
        }),
      );
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "higher",
        arguments: { by, rubrics: { item: rubricVersion(ITEM), choice: rubricVersion(CHOICE) } },
        seed,
      }),
  };
}
