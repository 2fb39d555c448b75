export interface BradleyTerry {
  /** Strengths, summing to 1: P(i beats j) = strength_i / (strength_i + strength_j). */
  strengths: number[];
  /** 1500 + 400 · log10 of the strength over their geometric mean. */
  elo: number[];
  /** False where some were never compared, directly or over others, or one won or lost all: a tenth of a win was lent. */
  connected: boolean;
}

const TOLERANCE = 1e-12;
const MOST_ROUNDS = 100_000;
const LENT = 0.1;

/**
 * Bradley–Terry strengths (1952) by minorisation–maximisation (Hunter 2004).
 *
 * @param wins wins[i][j] is how often i beat j; a tie is half a win each.
 */
export function bradleyTerry(wins: readonly (readonly number[])[]): BradleyTerry {
  const connected = isStronglyConnected(wins);
  const counted = connected ? wins : wins.map((row, i) => row.map((count, j) => (i === j ? 0 : count + LENT)));
  const size = wins.length;
  const won = counted.map((row, i) => row.reduce((sum, count, j) => (i === j ? sum : sum + count), 0));
  let strengths = counted.map(() => 1 / size);
  for (let round = 0, moved = 1; moved > TOLERANCE && round < MOST_ROUNDS; round++) {
    const next = strengths.map((own, i) => {
      const faced = strengths.reduce((sum, other, j) => {
        const games = i === j ? 0 : at(counted, i, j) + at(counted, j, i);
        return sum + games / (own + other);
      }, 0);
      return faced === 0 ? own : (won[i] as number) / faced;
    });
    const total = next.reduce((sum, value) => sum + value, 0);
    const scaled = next.map((value) => value / total);
    moved = Math.max(...scaled.map((value, i) => Math.abs(value - (strengths[i] as number))));
    strengths = scaled;
  }
  const logs = strengths.map(Math.log10);
  const middle = logs.reduce((sum, value) => sum + value, 0) / size;
  return { strengths, elo: logs.map((value) => 1500 + 400 * (value - middle)), connected };
}

/** Ratings after a game in which a scored `score` (1 won, .5 drew, 0 lost). They depend on the order of the games. */
export function eloUpdate(
  ratings: { a: number; b: number },
  score: number,
  { k = 32 }: { k?: number } = {},
): { a: number; b: number } {
  const expected = 1 / (1 + 10 ** ((ratings.b - ratings.a) / 400));
  const change = k * (score - expected);
  return { a: ratings.a + change, b: ratings.b - change };
}

/** Whether everybody can be reached from everybody over wins: then finite strengths exist (Ford 1957). */
function isStronglyConnected(wins: readonly (readonly number[])[]): boolean {
  const reaches = (edge: (i: number, j: number) => boolean): boolean => {
    const seen = new Set([0]);
    for (const i of seen) for (const j of wins.keys()) if (edge(i, j)) seen.add(j);
    return seen.size === wins.length;
  };
  return wins.length > 0 && reaches((i, j) => at(wins, i, j) > 0) && reaches((i, j) => at(wins, j, i) > 0);
}

function at(table: readonly (readonly number[])[], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}
