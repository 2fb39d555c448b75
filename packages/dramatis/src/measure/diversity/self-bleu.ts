/**
 * How much each of the speaker's turns looks like the others, by BLEU; lower is more diverse.
 *
 * Self-BLEU-4 of Zhu et al. 2018 (Texygen): BLEU (Papineni et al. 2002) of a text against all others as references, with
 * uniform weights over 1- to 4-grams and smoothing 1 of Chen and Cherry 2014 (a count of 0 becomes .1). At most 200
 * other turns, drawn by the seed, are references. It rises with length, as distinct-n falls. The unit is a turn;
 * the one most like the others is the evidence. Fewer than two turns with words: null, n = 0. An empty turn counts as
 * refused, one without words as unparsed. Needs no persona.
 *
 * @paper 180
 */
import { type Measure, type Random, random } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { ownTurns, whyUnscored } from "../own-turns.ts";
import { pointAtExtreme, type ScoredTurn } from "../point-at-extreme.ts";
import { ngrams, words } from "../text.ts";

const LONGEST = 4;
const MOST_REFERENCES = 200;
const SMOOTHED_ZERO = 0.1;

export function selfBleu(): Measure {
  const name = "self-bleu";
  return {
    name,
    async score(subject, context) {
      context.signal?.throwIfAborted();
      const turns = ownTurns(subject).map((message) => ({ message, tokens: words(message.text) }));
      const spoken = turns.filter(({ tokens }) => tokens.length > 0);
      const bleu = bleuAgainstOthers(
        spoken.map(({ tokens }) => tokens),
        context.seed,
      ).values();
      const scored = turns.flatMap(({ message, tokens }): ScoredTurn[] => {
        const unit = { cluster: message.session, turn: message.turn };
        if (tokens.length === 0) return [{ message, score: { ...unit, value: null, missing: whyUnscored([message]) } }];
        const { value } = bleu.next();
        return value === undefined ? [] : [{ message, score: { ...unit, value }, extremity: value }];
      });
      return pointAtExtreme(scored);
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, { measure: name, version: "1", unit: "ratio", direction: "lower", seed }),
  };
}

/** BLEU-4 of each text of words against the others; nothing for fewer than two texts. */
export function bleuAgainstOthers(texts: readonly (readonly string[])[], seed: number): number[] {
  if (texts.length < 2) return [];
  const generator = random(seed);
  const all = texts.map(counted);
  return all.map((text) => {
    const others = all.filter((other) => other !== text);
    return bleu(text, drawn(others, generator));
  });
}

/** BLEU-4 of each text of words against the references, at least one. */
export function bleuAgainst(
  texts: readonly (readonly string[])[],
  references: readonly (readonly string[])[],
  seed: number,
): number[] {
  const against = drawn(references.map(counted), random(seed));
  return texts.map((text) => bleu(counted(text), against));
}

function counted(text: readonly string[]): Counted {
  const grams = Array.from({ length: LONGEST }, (_, n) => count(ngrams(text, n + 1)));
  return { length: text.length, grams };
}

function drawn(references: readonly Counted[], generator: Random): readonly Counted[] {
  return references.length > MOST_REFERENCES ? generator.shuffle(references).slice(0, MOST_REFERENCES) : references;
}

interface Counted {
  length: number;
  /** For each n from 1: n-gram → count. */
  grams: Map<string, number>[];
}

function bleu(text: Counted, references: readonly Counted[]): number {
  const logPrecision = text.grams.map((grams, n) => {
    let matched = 0;
    for (const [gram, times] of grams) {
      const allowed = references.reduce((most, other) => Math.max(most, other.grams[n]?.get(gram) ?? 0), 0);
      matched += Math.min(times, allowed);
    }
    const total = Math.max(1, text.length - n);
    return Math.log((matched || SMOOTHED_ZERO) / total);
  });
  const closest = references.reduce((best, { length }) => {
    const gap = Math.abs(length - text.length) - Math.abs(best - text.length);
    return gap < 0 || (gap === 0 && length < best) ? length : best;
  }, Number.POSITIVE_INFINITY);
  const brevity = Math.min(0, 1 - closest / text.length);
  return Math.exp(brevity + logPrecision.reduce((sum, log) => sum + log, 0) / LONGEST);
}

function count(grams: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const gram of grams) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  return counts;
}
