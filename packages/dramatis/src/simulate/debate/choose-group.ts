import { random } from "../../core/index.ts";
import { entropy } from "../../stats/index.ts";

/** Somebody who may be in a group, with its opinion. */
export interface GroupOpinion {
  name: string;
  opinion: string;
}

export interface ChosenGroup {
  names: string[];
  /** Shannon entropy of the group's opinions in bits, with two decimals: 0 where all hold the same. */
  diversity: string;
}

export interface GroupOptions {
  size: number;
  /** Groups had before, by their diversity. */
  had?: Readonly<Record<string, number>>;
  seed?: number;
}

/** Beyond it all groups cannot be gone through. */
const MOST_GROUPS = 200_000;
/** A share of 0 is taken for this one: what an agent thinks impossible costs much, and not everything. */
const LEAST_SHARE = 1e-3;

/**
 * A group of a diversity that was had least often, drawn among all of that diversity; of several such diversities the
 * smallest.
 *
 * @throws RangeError for fewer people than the size, a size below 1, and for more than 200,000 groups
 */
export function chooseGroup(people: readonly GroupOpinion[], { size, had = {}, seed = 42 }: GroupOptions): ChosenGroup {
  if (!(size >= 1 && size <= people.length)) {
    throw new RangeError(`invalid size; not from 1 to ${people.length}: ${size}`);
  }
  if (groupsOf(people.length, size) > MOST_GROUPS) {
    throw new RangeError(`invalid size; more than ${MOST_GROUPS} groups of ${size} among ${people.length}`);
  }
  const byDiversity = Map.groupBy(groups(people, size), diversityOf);
  const [least] = [...byDiversity].sort(([a], [b]) => (had[a] ?? 0) - (had[b] ?? 0) || Number(a) - Number(b)) as [
    [string, GroupOpinion[][]],
    ...unknown[],
  ];
  const [diversity, all] = least;
  const names = (all[random(seed).int(all.length)] as GroupOpinion[]).map(({ name }) => name);
  return { names, diversity };
}

/**
 * Cross-entropy −Σ p ln q in nats of shares to what an agent says they are, which need not sum to 1: the entropy of `label`
 * where it is right, ln of their number where it says that all are alike.
 */
export function crossEntropy(label: readonly number[], said: readonly number[]): number {
  const all = said.reduce((sum, share) => sum + share, 0);
  return -label.reduce((sum, share, i) => sum + share * Math.log(Math.max((said[i] ?? 0) / all, LEAST_SHARE)), 0);
}

function diversityOf(group: readonly GroupOpinion[]): string {
  const counts = [...Map.groupBy(group, ({ opinion }) => opinion).values()].map(({ length }) => length);
  return entropy(counts.map((count) => count / group.length)).toFixed(2);
}

function* groups<T>(people: readonly T[], size: number): Generator<T[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (const [i, one] of people.entries()) {
    for (const others of groups(people.slice(i + 1), size - 1)) yield [one, ...others];
  }
}

function groupsOf(people: number, size: number): number {
  let count = 1;
  for (let i = 1; i <= size; i++) count = (count * (people - size + i)) / i;
  return count;
}
