import { type Margin, marginSums, people, total } from "./ipf.ts";
import { bestAssignment } from "./max-flow.ts";

/** Why margins cannot hold together, and the least that would have to change. */
export interface Contradiction {
  /** Names of the margins: one that asks for people where there can be none, or two that disagree. */
  margins: string[];
  /** One line. */
  message: string;
  /** People to take from or add to one of the targets. */
  change: number;
}

export interface ContradictionsOptions {
  /** 0 is a structural zero. */
  seed: Float64Array;
  margins: readonly Margin[];
  tolerance?: number;
}

/**
 * What keeps margins from holding together, taken one and two at a time: a positive target whose cells are all zero; two
 * margins that count the same people differently; and two that agree in every total but leave some people no cell between
 * them (Hall's condition, by maximum flow). Three margins can contradict each other though any two agree; nothing here sees
 * that.
 */
export function contradictions({ seed, margins, tolerance = 1e-6 }: ContradictionsOptions): Contradiction[] {
  const allowed = tolerance * people(margins);
  const alone = margins.flatMap((margin) => nowhere(seed, margin, allowed));
  if (alone.length > 0) return alone;
  const pairs = margins.flatMap((a, i) => margins.slice(i + 1).map((b): [Margin, Margin] => [a, b]));
  const apart = pairs.flatMap(([a, b]) => countedDifferently(seed, [a, b], allowed));
  if (apart.length > 0) return apart;
  return pairs.flatMap(([a, b]) => withoutRoom(seed, [a, b], allowed));
}

function nowhere(seed: Float64Array, margin: Margin, allowed: number): Contradiction[] {
  const sums = marginSums(seed, margin);
  return [...margin.targets].flatMap((target, at) => {
    if (target <= allowed || (sums[at] as number) > 0) return [];
    const label = margin.labels[at] ?? "";
    const message = `${quote(margin.name)} wants ${round(target)} of ${label}, where nobody can be; smallest change: a target of 0 there`;
    return [{ margins: [margin.name], message, change: target }];
  });
}

/** The people that two margins both speak of, in the smallest groups in which they can be compared. */
function countedDifferently(seed: Float64Array, [a, b]: [Margin, Margin], allowed: number): Contradiction[] {
  const groups = sharedGroups(seed, a, b);
  return groups.flatMap(({ inA, inB, restOfA, restOfB }) => {
    const [ofA, ofB] = [sumOf(a, inA), sumOf(b, inB)];
    const excess = ofA - ofB;
    // People of a group whom only one margin speaks of may make it the larger one.
    if (Math.abs(excess) <= allowed || (excess > 0 ? restOfA : restOfB)) return [];
    const who = inA.length <= inB.length ? labelsOf(a, inA) : labelsOf(b, inB);
    const change = Math.abs(excess);
    const message = `${quote(a.name)} counts ${round(ofA)} of ${who}, ${quote(b.name)} counts ${round(ofB)}; smallest change: ${round(change)} ${excess > 0 ? "fewer" : "more"} in the first, or ${excess > 0 ? "more" : "fewer"} in the second`;
    return [{ margins: [a.name, b.name], message, change }];
  });
}

interface SharedGroup {
  inA: number[];
  inB: number[];
  /** Whether a cell of the group belongs to only one of the margins. */
  restOfA: boolean;
  restOfB: boolean;
}

/** Targets of two margins that are linked by cells which can hold people (union–find). */
function sharedGroups(seed: Float64Array, a: Margin, b: Margin): SharedGroup[] {
  const first = a.targets.length;
  const parents = Int32Array.from({ length: first + b.targets.length }, (_, node) => node);
  const root = (node: number): number => {
    let at = node;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] as number] as number;
      at = parents[at] as number;
    }
    return at;
  };
  const alone = new Set<number>();
  for (let cell = 0; cell < seed.length; cell++) {
    const [inA, inB] = [a.index[cell] as number, b.index[cell] as number];
    if ((seed[cell] as number) === 0) continue;
    if (inA >= 0 && inB >= 0) parents[root(inA)] = root(first + inB);
    else if (inA >= 0) alone.add(inA);
    else if (inB >= 0) alone.add(first + inB);
  }
  const groups = new Map<number, SharedGroup>();
  for (let node = 0; node < parents.length; node++) {
    const of = root(node);
    const group = groups.get(of) ?? { inA: [], inB: [], restOfA: false, restOfB: false };
    groups.set(of, group);
    if (node < first) group.inA.push(node);
    else group.inB.push(node - first);
    if (alone.has(node)) group[node < first ? "restOfA" : "restOfB"] = true;
  }
  return [...groups.values()].filter(({ inA, inB }) => inA.length > 0 && inB.length > 0);
}

/** Two margins over the same people, all of whose totals agree: can everyone be placed in a cell that both allow? */
function withoutRoom(seed: Float64Array, [a, b]: [Margin, Margin], allowed: number): Contradiction[] {
  const isWhole = seed.every(
    (weight, cell) => weight === 0 || ((a.index[cell] as number) >= 0 && (b.index[cell] as number) >= 0),
  );
  if (!isWhole) return [];
  const links = new Set<number>();
  for (let cell = 0; cell < seed.length; cell++) {
    if ((seed[cell] as number) > 0) links.add((a.index[cell] as number) * b.targets.length + (b.index[cell] as number));
  }
  const pairs = [...links].map((link): [number, number] => [
    Math.floor(link / b.targets.length),
    link % b.targets.length,
  ]);
  const { left, crowded, reached } = bestAssignment({ supply: a.targets, demand: b.targets, links: pairs });
  if (left <= allowed) return [];
  const message = `${round(sumOf(a, crowded))} of ${labelsOf(a, crowded)} (${quote(a.name)}) can only be ${labelsOf(b, reached)}, who are ${round(sumOf(b, reached))} (${quote(b.name)}); smallest change: move ${round(left)} from the one to the rest, or from the rest to the other`;
  return [{ margins: [a.name, b.name], message, change: left }];
}

function sumOf(margin: Margin, at: readonly number[]): number {
  return total(at.map((each) => margin.targets[each] as number));
}

const MOST_LABELS = 3;

function labelsOf(margin: Margin, at: readonly number[]): string {
  if (at.length === margin.targets.length && at.length > 1) return `everyone in ${quote(margin.name)}`;
  const named = at.slice(0, MOST_LABELS).map((each) => margin.labels[each] ?? "");
  const more = at.length > MOST_LABELS ? ` and ${at.length - MOST_LABELS} more` : "";
  return `[${named.join("; ")}]${more}`;
}

function quote(name: string): string {
  return `"${name}"`;
}

function round(count: number): string {
  return Number(count.toPrecision(9)).toLocaleString("en-US", { maximumFractionDigits: 3 });
}
