import { mean } from "../../stats/index.ts";
import { porterStem } from "./porter-stem.ts";

export interface ShortAnswerOptions {
  /** Multi-hop questions: each part of the gold answer, by commas, meets the best part of the prediction. */
  multiHop?: boolean;
}

/**
 * Token F1 of a short answer as LoCoMo and REALTALK (2025; the authors' qa_tool.py) have it: commas, marks and the words
 * a, an, the and "and" are dropped, the rest is stemmed after Porter (1980), and tokens are counted as often as they
 * stand. We depart in the stemmer: theirs is NLTK's, which extends Porter's for a few short words.
 *
 * @returns 0..1; 0 where the prediction has no word; null where the gold answer has none.
 */
export function shortAnswerF1(
  prediction: string,
  gold: string,
  { multiHop = false }: ShortAnswerOptions = {},
): number | null {
  if (!multiHop) return tokenF1(prediction, gold);
  const said = prediction.split(",");
  return mean(
    gold.split(",").flatMap((part) => {
      const found = said.flatMap((one) => tokenF1(one, part) ?? []);
      return found.length === 0 ? [] : [Math.max(...found)];
    }),
  );
}

function tokenF1(prediction: string, gold: string): number | null {
  const [said, wanted] = [stems(prediction), stems(gold)];
  if (wanted.length === 0) return null;
  const left = new Map<string, number>();
  for (const stem of wanted) left.set(stem, (left.get(stem) ?? 0) + 1);
  let common = 0;
  for (const stem of said) {
    const count = left.get(stem) ?? 0;
    if (count === 0) continue;
    common++;
    left.set(stem, count - 1);
  }
  return common === 0 ? 0 : (2 * common) / (said.length + wanted.length);
}

function stems(text: string): string[] {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\p{P}\p{S}]/gu, "");
  const words = plain.split(/\s+/).filter((word) => word !== "" && !/^(?:a|an|the|and)$/.test(word));
  return words.map(porterStem);
}
