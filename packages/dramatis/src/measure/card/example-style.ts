/**
 * How far the style of a reply lies from that of the persona's example lines, in standard deviations; 0 is the same.
 *
 * Ours: Burrows's Delta (2002), the mean |z(reply) − z(examples)|, over the dimensions of Brandt's style vector [192] that
 * its lightweight version fills: informality, sentence length, reading ease and function words, in the standard deviations
 * of 88,687 utterances of EmpatheticDialogues, the examples averaged. For comparison: two random utterances of that corpus
 * lie about one apart. English only: for a persona whose `style.language` is another, turns are missing as unsupported.
 * The unit is a turn; the farthest one is the evidence. A persona without `style.examples`, or no turn: null, n = 0. An
 * empty turn counts as refused.
 *
 * @paper 192
 */
import type { Measure } from "../../core/index.ts";
import { estimateOf, mean } from "../../stats/index.ts";
import { CHAT_SCALE, STYLE_DIMENSIONS, standardized, styleVector } from "../../transcript/index.ts";
import { isEnglish } from "../is-english.ts";
import { ownTurns } from "../own-turns.ts";
import { pointAtExtreme, type ScoredTurn } from "../point-at-extreme.ts";

const FILLED = ["informality", "sentenceLength", "readingEase", "functionWords"] as const;
/** A reply this far out is as strange as evidence can be. */
const FARTHEST = 4;

export function exampleStyle(): Measure {
  const name = "example-style";
  return {
    name,
    async score(subject, context) {
      context.signal?.throwIfAborted();
      const examples = (subject.persona.style?.examples ?? []).filter((line) => line.trim() !== "").map(style);
      const [first] = examples;
      if (first === undefined) return [];
      const own = first.map((_, i) => mean(examples.map((vector) => vector[i] as number)) as number);
      const turns = ownTurns(subject).map((message): ScoredTurn => {
        const unit = { cluster: message.session, turn: message.turn, value: null };
        if (!isEnglish(subject)) return { message, score: { ...unit, missing: "unsupported" } };
        if (message.text.trim() === "") return { message, score: { ...unit, missing: "refused" } };
        const value = mean(style(message.text).map((z, i) => Math.abs(z - (own[i] as number)))) as number;
        return { message, score: { ...unit, value }, extremity: value / FARTHEST };
      });
      return pointAtExtreme(turns);
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, { measure: name, version: "1", unit: "sd", direction: "lower", seed }),
  };
}

/** z-scores of the filled dimensions. */
function style(text: string): number[] {
  const all = standardized(styleVector(text), CHAT_SCALE);
  return FILLED.map((dimension) => all[STYLE_DIMENSIONS.indexOf(dimension)] as number);
}
