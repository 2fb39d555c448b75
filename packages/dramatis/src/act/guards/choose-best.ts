import type { Candidate, GuardChoice } from "../../core/index.ts";

/** What a guard makes of one candidate. */
export interface Rating {
  /** Higher is better; where the first numbers are equal the second ones decide, and so on. */
  rank: readonly number[];
  reason: string;
}

/** @throws RangeError where there is nothing to choose from. @throws the signal's reason. */
export function checkCandidates(guard: string, candidates: readonly Candidate[], signal?: AbortSignal): void {
  signal?.throwIfAborted();
  if (candidates.length === 0) throw new RangeError(`${guard}: no candidates to choose from`);
}

/** The candidate of the highest rank, the first one of equals. A blank one is taken only where all are. */
export function chooseBest(candidates: readonly Candidate[], ratings: readonly Rating[]): GuardChoice {
  const ranks = candidates.map(({ text }, i) => [text.trim() === "" ? 0 : 1, ...(ratings[i]?.rank ?? [])]);
  let index = 0;
  for (const [i, rank] of ranks.entries()) if (isHigher(rank, ranks[index] ?? [])) index = i;
  return { index, text: candidates[index]?.text ?? "", reasons: ratings.map(({ reason }) => reason) };
}

function isHigher(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((number, i) => number !== b[i]);
  return at >= 0 && (a[at] as number) > (b[at] as number);
}

/** A number as reasons write it: at most three decimals. */
export function shown(number: number): string {
  return String(Number(number.toFixed(3)));
}
