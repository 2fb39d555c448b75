import { words } from "../../transcript/index.ts";

export interface Bm25 {
  /** Numbers of the texts that score most, the best first; of equals the first. Texts that share no word come last. */
  top(query: string, most: number): number[];
}

/** Okapi BM25 (Robertson et al. 1995) over texts held in memory, with the idf that is never below 0. */
export function bm25(texts: readonly string[], { k1 = 1.2, b = 0.75 }: { k1?: number; b?: number } = {}): Bm25 {
  const postings = new Map<string, [text: number, times: number][]>();
  const lengths = texts.map((text, index) => {
    const found = words(text);
    const times = new Map<string, number>();
    for (const word of found) times.set(word, (times.get(word) ?? 0) + 1);
    for (const [word, count] of times) {
      const list = postings.get(word);
      if (list === undefined) postings.set(word, [[index, count]]);
      else list.push([index, count]);
    }
    return found.length;
  });
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, texts.length);

  return {
    top: (query, most) => {
      const scores = new Float64Array(texts.length);
      for (const word of new Set(words(query))) {
        const list = postings.get(word) ?? [];
        const idf = Math.log(1 + (texts.length - list.length + 0.5) / (list.length + 0.5));
        for (const [index, times] of list) {
          const norm = k1 * (1 - b + (b * (lengths[index] as number)) / average);
          scores[index] = (scores[index] as number) + (idf * times * (k1 + 1)) / (times + norm);
        }
      }
      const order = [...scores.keys()].sort((x, y) => (scores[y] as number) - (scores[x] as number));
      return order.slice(0, most);
    },
  };
}
