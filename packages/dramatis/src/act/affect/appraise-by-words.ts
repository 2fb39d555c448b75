// What a message changes, read from its words: the mean point of those that a lexicon knows, as the code of Wen et al.
// [44] reads an utterance from NRC-VAD; that lexicon may not be shipped, so a small one of our own stands in for it.
// We depart: words that are not known do not count, and one within three words of a negation counts as half its opposite.
import { EMOTION_WORDS } from "./emotion-words.ts";
import type { Vad } from "./vad.ts";

/** What a message would change: valence, arousal and dominance in [−1, 1], all 0 where nothing; null where it cannot tell. */
export type Appraise = (text: string, signal?: AbortSignal) => Promise<Vad | null>;

const NEGATION = /^(?:not|no|never|nobody|nothing|neither|nor|without|hardly|cannot|\p{L}+n't)$/u;
const REACH = 3;

/** @param lexicon lower-case words or emoji with their points; a licensed copy of NRC-VAD, scaled to [−1, 1], will do. */
export function appraiseByWords(lexicon: ReadonlyMap<string, Vad> = EMOTION_WORDS): Appraise {
  return async (text, signal) => {
    signal?.throwIfAborted();
    const words = wordsOf(text);
    const points = words.flatMap((word, i) => {
      const point = lexicon.get(word);
      if (point === undefined) return [];
      const isNegated = words.slice(Math.max(0, i - REACH), i).some((before) => NEGATION.test(before));
      return [scaled(point, isNegated ? -0.5 : 1)];
    });
    return meanPoint(points);
  };
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .replaceAll("’", "'")
      .match(/[\p{L}\p{N}']+|\p{Extended_Pictographic}/gu) ?? []
  );
}

function scaled({ valence, arousal, dominance }: Vad, by: number): Vad {
  return { valence: valence * by, arousal: arousal * by, dominance: dominance * by };
}

function meanPoint(points: readonly Vad[]): Vad {
  const mean = (of: keyof Vad): number =>
    points.reduce((sum, point) => sum + point[of], 0) / Math.max(1, points.length);
  return { valence: mean("valence"), arousal: mean("arousal"), dominance: mean("dominance") };
}
