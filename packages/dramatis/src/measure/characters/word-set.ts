/** Precision, recall and F1 of two sets of words, each 0..1. */
export interface WordOverlap {
  precision: number;
  recall: number;
  f1: number;
}

/** The words of a text as PersonaBench's eval.py takes them: only Latin letters and digits, lower case, each once. */
export function wordSet(text: string): Set<string> {
  const plain = text.replaceAll(/[^a-zA-Z0-9\s]/g, "").toLowerCase();
  return new Set(plain.split(/\s+/).filter((word) => word !== ""));
}

/** How far a prediction's words are the gold answer's. All 0 where either has none, or they share none. */
export function wordSetOverlap(prediction: string, gold: string): WordOverlap {
  const [said, wanted] = [wordSet(prediction), wordSet(gold)];
  const common = [...said].filter((word) => wanted.has(word)).length;
  if (common === 0) return { precision: 0, recall: 0, f1: 0 };
  const [precision, recall] = [common / said.size, common / wanted.size];
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}

/** One less the recall of an outdated answer's words in a prediction: 1 says nothing of it. null where it has no words. */
export function informationUpdate(prediction: string, outdated: string): number | null {
  return wordSet(outdated).size === 0 ? null : 1 - wordSetOverlap(prediction, outdated).recall;
}

/** One less what F1 loses between the least and the most noise: 1 is unmoved. */
export function noiseRobustness(f1LeastNoise: number, f1MostNoise: number): number {
  return 1 - (f1LeastNoise - f1MostNoise);
}
