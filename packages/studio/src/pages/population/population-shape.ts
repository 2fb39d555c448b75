import { figure, NONE, percent } from "../study/figures.ts";

/** One variable of the people who were drawn, beside what it should be. */
export interface DrawnMargin {
  variable: string;
  /** Shares, 0..1; no target where it depends on other variables. */
  values: { value: string; drawn: number; target: number | null }[];
}

/** The levels of one trait, 0..1, counted in equal parts of the scale. */
export interface DrawnTrait {
  trait: string;
  mean: number;
  sd: number;
  bins: number[];
}

/** How far the people are from a margin that was asked for. */
export interface Distance {
  name: string;
  /** Share of people who would have to change. */
  tvd: number;
  largest: number;
}

export interface DrawnPopulation {
  id: string;
  population: string;
  size: number;
  seed: number;
  report: { people: number; dropped: number; rejected: Record<string, number>; margins: Distance[] };
  margins: DrawnMargin[];
  traits: DrawnTrait[];
}

export interface MarginRow {
  label: string;
  drawn: number;
  target: number | null;
  drawnText: string;
  targetText: string;
  /** In percentage points, with its sign. */
  gapText: string;
}

/** Every value of a variable, in the order in which it was given. */
export function marginRows({ values }: DrawnMargin): MarginRow[] {
  return values.map(({ value, drawn, target }) => ({
    ...{ label: value, drawn, target, drawnText: sharp(drawn) },
    targetText: target === null ? NONE : sharp(target),
    gapText: target === null ? NONE : points(drawn - target),
  }));
}

/** Share of people who would have to change for a variable to be as asked for; null where nothing was asked. */
export function distanceOf({ values }: DrawnMargin): number | null {
  const gaps = values.flatMap(({ drawn, target }) => (target === null ? [] : [Math.abs(drawn - target)]));
  return gaps.length === 0 ? null : gaps.reduce((sum, gap) => sum + gap, 0) / 2;
}

/** Which margin is farthest from what was asked for, in people. */
export function marginSentence(margins: readonly Distance[], people: number): string {
  const [first] = margins.toSorted((a, b) => b.tvd - a.tvd);
  if (first === undefined) return "The population asks for no margins.";
  if (first.tvd === 0) return "Every margin is met exactly.";
  const moved = Math.max(1, Math.round(first.tvd * people));
  const who = moved === 1 ? "1 person" : `${moved.toLocaleString("en-US")} people`;
  return `The farthest margin is ${first.name}: ${who} of ${people.toLocaleString("en-US")} would have to change (${percent(first.tvd)}).`;
}

export interface Bin {
  from: number;
  to: number;
  share: number;
}

/** Equal parts of the scale from 0 to 1, as shares of everybody. */
export function binsOf({ bins }: Pick<DrawnTrait, "bins">): Bin[] {
  const all = bins.reduce((sum, count) => sum + count, 0) || 1;
  return bins.map((count, i) => ({ from: i / bins.length, to: (i + 1) / bins.length, share: count / all }));
}

/** "openness: mean 0.51, standard deviation 0.16". */
export function traitSentence({ trait, mean, sd }: Pick<DrawnTrait, "trait" | "mean" | "sd">): string {
  return `${trait}: mean ${figure(mean)}, standard deviation ${figure(sd)}`;
}

/** A size that can be drawn, or what is wrong with it. */
export function readSize(text: string, most = 5_000): { size: number } | { fault: string } {
  const size = Number(text);
  if (text.trim() !== "" && Number.isInteger(size) && size >= 1 && size <= most) return { size };
  return { fault: `A whole number from 1 to ${most.toLocaleString("en-US")}.` };
}

/** What is known of a person, as pairs to list: facts first, then traits. */
export function factsOf(person: unknown): { name: string; value: string }[] {
  const { identity, traits } = person as {
    identity?: { social?: Record<string, unknown> };
    traits?: { dimension: string; facet?: string; level: number | null }[];
  };
  return [
    ...Object.entries(identity?.social ?? {}).map(([name, value]) => ({ name: spaced(name), value: String(value) })),
    ...(traits ?? []).map(({ dimension, facet, level }) => ({
      name: spaced(facet ?? dimension),
      value: figure(level),
    })),
  ];
}

/** `ageGroup`, `age_group` → "age group". */
export function spaced(name: string): string {
  return name
    .replace(/[_-]+/g, " ")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
}

function sharp(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function points(gap: number): string {
  const size = (Math.abs(gap) * 100).toFixed(1);
  if (size === "0.0") return "0.0";
  return `${gap > 0 ? "+" : "−"}${size}`;
}
