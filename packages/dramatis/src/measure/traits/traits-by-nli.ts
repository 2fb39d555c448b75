import type { Nli } from "../../core/index.ts";
import { bigFive, MARKERS } from "../../persona/markers.ts";
import { mean } from "../../stats/index.ts";
import { BIG_FIVE, type BigFiveTrait, type DialogueTraitReader, withWords } from "./trait-reader.ts";

/** Words of a premise at most: NLI judges are of sentences. */
const LONGEST = 60;

/**
 * Traits by whether what was said entails "I am talkative." or "I am silent.": of each trait ½ + ½·mean(e(high) − c(high) −
 * e(low) + c(low)) / 2 over the adjective pairs of Serapio-García et al. and over the texts, e and c being the judge's
 * probabilities of entailment and contradiction. Ours.
 *
 * @param pairs of adjectives a trait, in the order of the published table; each costs two judgements a text.
 */
export function traitsByNli(nli: Nli, { pairs = 3 }: { pairs?: number } = {}): DialogueTraitReader {
  const hypotheses = BIG_FIVE.flatMap((trait) =>
    MARKERS[bigFive(trait) as keyof typeof MARKERS].slice(0, pairs).flatMap(([low, high]) => [
      { trait, sign: 1, text: `I am ${high}.` },
      { trait, sign: -1, text: `I am ${low}.` },
    ]),
  );
  return {
    id: `markers-${pairs}/${nli.id}`,
    async read(texts, signal) {
      const premises = withWords(texts).map((text) => text.split(/\s+/).slice(-LONGEST).join(" "));
      const asked = premises.flatMap((premise) => hypotheses.map((hypothesis) => ({ premise, hypothesis })));
      const verdicts = await nli.judge(
        asked.map(({ premise, hypothesis }) => ({ premise, hypothesis: hypothesis.text })),
        signal,
      );
      const signs = asked.map(({ hypothesis: { trait, sign } }, i) => {
        const verdict = verdicts[i];
        return { trait, value: verdict ? sign * (verdict.entail - verdict.contradict) : null };
      });
      return Object.fromEntries(
        BIG_FIVE.flatMap((trait): [BigFiveTrait, number][] => {
          const leaning = mean(signs.flatMap((one) => (one.trait === trait ? (one.value ?? []) : [])));
          return leaning === null ? [] : [[trait, (1 + leaning) / 2]];
        }),
      );
    },
  };
}
