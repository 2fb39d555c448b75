/** Two memories that contradict each other, by their ids. */
export interface Contradiction {
  a: string;
  b: string;
  /** 0..1. */
  strength: number;
}

/**
 * In which pairs contradicting memories are refined, by the loop of Kim et al. [8]: the memory of the highest sum of
 * contradictions (the lowest id of equals) with its strongest neighbour; both leave, and so on while contradictions are
 * left. Each memory is in one pair at most.
 */
export function pairsToRefine(contradictions: readonly Contradiction[]): [string, string][] {
  const pairs: [string, string][] = [];
  let left = contradictions;
  while (left.length > 0) {
    const sums = new Map<string, number>();
    for (const { a, b, strength } of left) {
      for (const id of [a, b]) sums.set(id, (sums.get(id) ?? 0) + strength);
    }
    const first = strongest(sums);
    const neighbours = left.flatMap(({ a, b, strength }): [string, number][] => {
      return a === first ? [[b, strength]] : b === first ? [[a, strength]] : [];
    });
    const second = strongest(neighbours);
    pairs.push([first, second]);
    left = left.filter(({ a, b }) => ![a, b].some((id) => id === first || id === second));
  }
  return pairs;
}

/** The id of the highest number, the lowest id of equals. */
function strongest(numbers: Iterable<[string, number]>): string {
  const [[id] = [""]] = [...numbers].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return id;
}
