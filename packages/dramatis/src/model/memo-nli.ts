import { contentId, type Nli, type NliPair, type NliVerdict } from "../core/index.ts";

/** A judge that remembers, with how often it was spared. */
export interface MemoNli extends Nli {
  /** Pairs that callers asked for. */
  readonly asked: number;
  /** Pairs answered from memory, or twice in one call. */
  readonly served: number;
}

/**
 * Remembers verdicts by pair for the life of the process: measures ask the same pairs again and again. Past `capacity`
 * pairs the one used longest ago is forgotten. "Cannot say" is not remembered, it may be better luck next time.
 */
export function memoNli(nli: Nli, { capacity = 200_000 }: { capacity?: number } = {}): MemoNli {
  // A Map keeps insertion order, so its first key is the one used longest ago. Keys are hashes: pairs may be long.
  const memory = new Map<string, NliVerdict>();
  const counts = { asked: 0, served: 0 };

  function remember(key: string, verdict: NliVerdict): void {
    memory.delete(key);
    memory.set(key, verdict);
    const [oldest] = memory.keys();
    if (memory.size > capacity && oldest !== undefined) memory.delete(oldest);
  }

  return {
    id: nli.id,
    ...(nli.card === undefined ? {} : { card: nli.card }),
    get asked() {
      return counts.asked;
    },
    get served() {
      return counts.served;
    },
    judge: async (pairs, signal) => {
      signal?.throwIfAborted();
      const keys = pairs.map(({ premise, hypothesis }) => contentId([premise, hypothesis]));
      const answers = new Map<string, NliVerdict | null>();
      const unknown = new Map<string, NliPair>();
      keys.forEach((key, index) => {
        const verdict = memory.get(key);
        if (verdict === undefined) unknown.set(key, pairs[index] as NliPair);
        else answers.set(key, verdict);
      });
      if (unknown.size > 0) {
        const verdicts = await nli.judge([...unknown.values()], signal);
        [...unknown.keys()].forEach((key, index) => {
          answers.set(key, verdicts[index] ?? null);
        });
      }
      for (const [key, verdict] of answers) if (verdict) remember(key, verdict);
      counts.asked += pairs.length;
      counts.served += pairs.length - unknown.size;
      return keys.map((key) => answers.get(key) ?? null);
    },
  };
}
