import { words } from "../../transcript/index.ts";

/** A word that someone uses more than others do. */
export interface PersonalWord {
  word: string;
  /** ln of the ratio of odds, above 0. */
  logOdds: number;
  count: number;
}

/**
 * The words that someone uses more than the background, by the log of the ratio of their odds, the counts smoothed by
 * one half: ln[(c + ½) / (n − c + ½)] − ln[(b + ½) / (m − b + ½)] for c of n own words and b of m of the background.
 * Words said once are left out: they are chance. Without a background the most used come first.
 */
export function personalVocabulary(
  own: readonly string[],
  background: readonly string[],
  { most = 100, least = 2 }: { most?: number; least?: number } = {},
): PersonalWord[] {
  const [mine, others] = [countsOf(own), countsOf(background)];
  const [all, rest] = [total(mine), total(others)];
  return [...mine]
    .filter(([, count]) => count >= least)
    .map(([word, count]) => {
      const logOdds = logitOf(count, all) - (rest === 0 ? 0 : logitOf(others.get(word) ?? 0, rest));
      return { word, logOdds, count };
    })
    .filter(({ logOdds }) => rest === 0 || logOdds > 0)
    .sort((a, b) => b.logOdds - a.logOdds || b.count - a.count || (a.word < b.word ? -1 : 1))
    .slice(0, most);
}

function logitOf(count: number, of: number): number {
  return Math.log((count + 0.5) / (of - count + 0.5));
}

function countsOf(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) for (const word of words(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
