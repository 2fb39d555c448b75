/**
 * How much more diverse replies are than a baseline's, each held against reference replies of about its length.
 *
 * Length-controlled diversity, ΔDD (Deshpande et al. 2025 [180], methods D10). The number of bins is ours. An empty side: null.
 *
 * @function
 * @paper 180
 */
import { bootstrapInterval, type Interval, mean, quantile } from "../../stats/index.ts";

/** A reply with its number of words and a diversity score, higher being more diverse. */
export interface ScoredReply {
  length: number;
  diversity: number;
}

export interface DeltaDiversityDecile {
  /** Mean decile of the system less that of the baseline, −9..9; above 0 is more diverse at equal length. */
  value: number;
  /** Resamples replies; null where one has fewer than two. */
  interval: Interval | null;
  /** Replies longer or shorter than anything in the reference, judged by its nearest bin. */
  outside: number;
}

/**
 * Short replies score as diverse by most measures, so each reply gets the decile (1–10) of its score among reference replies
 * of about its length. The bins hold equal shares of the reference.
 *
 * @returns null where one of the three is empty.
 */
export function deltaDiversityDecile(
  { reference, baseline, system }: Record<"reference" | "baseline" | "system", readonly ScoredReply[]>,
  { bins = 5 }: { bins?: number } = {},
): DeltaDiversityDecile | null {
  if (reference.length === 0 || baseline.length === 0 || system.length === 0) return null;
  const lengths = reference.map(({ length }) => length);
  const edges = Array.from({ length: bins - 1 }, (_, i) => quantile(lengths, (i + 1) / bins) as number);
  const binOf = (length: number): number => edges.filter((edge) => length > edge).length;
  const filled = Map.groupBy(reference, ({ length }) => binOf(length));
  const peers = (length: number): readonly ScoredReply[] => {
    const wanted = binOf(length);
    const nearest = [...filled.keys()].sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted));
    return filled.get(nearest[0] as number) as ScoredReply[];
  };
  const deciles = (replies: readonly ScoredReply[]): number[] =>
    replies.map(({ length, diversity }) => decile(diversity, peers(length)));
  const [before, after] = [deciles(baseline), deciles(system)];
  const both = [...before.map((of) => ({ of, sign: -1 })), ...after.map((of) => ({ of, sign: 1 }))];
  const difference = (sample: readonly { of: number; sign: number }[]): number => {
    const side = (sign: number): number => mean(sample.filter((one) => one.sign === sign).map(({ of }) => of)) ?? 0;
    return side(1) - side(-1);
  };
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
  return {
    value: difference(both),
    interval: before.length < 2 || after.length < 2 ? null : bootstrapInterval(both, difference, { resamples: 2000 }),
    outside: [...baseline, ...system].filter(({ length }) => length < least || length > most).length,
  };
}

/** 1 for the least diverse tenth to 10 for the most; ties count half. */
function decile(value: number, peers: readonly ScoredReply[]): number {
  const below = peers.filter(({ diversity }) => diversity < value).length;
  const ties = peers.filter(({ diversity }) => diversity === value).length;
  return 1 + Math.min(9, Math.floor((10 * (below + ties / 2)) / peers.length));
}
