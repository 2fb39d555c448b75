/**
 * The names closest to a mistyped one, nearest first, by edit distance up to a third of its length (at least 2).
 * Prefixes count as near. Returns at most `count` names.
 */
export function nearest(name: string, known: Iterable<string>, count = 3): string[] {
  const typed = name.toLowerCase();
  const limit = Math.max(2, Math.floor(typed.length / 3));
  return [...known]
    .map((candidate) => {
      const text = candidate.toLowerCase();
      const near = typed.length > 1 && (text.startsWith(typed) || typed.startsWith(text));
      return { candidate, distance: near ? 0.5 : editDistance(typed, text) };
    })
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** Levenshtein distance. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
