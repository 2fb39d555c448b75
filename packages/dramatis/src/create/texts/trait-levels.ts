// Big Five levels of a person from readings of what they say, and whether the readings agree.
import type { Provenance, Trait } from "../../core/index.ts";

/** How probable it is that a text speaks of a trait in a direction; the ten of a text sum to 1. */
export interface TraitReading {
  trait: string;
  direction: "high" | "low";
  /** 0..1. */
  probability: number;
}

/** Reads texts; `understudyTraits()` is one. */
export interface TraitReader {
  readonly id: string;
  /** The readings of each text; none for a text without a word. */
  read(texts: readonly string[], signal?: AbortSignal): Promise<TraitReading[][]>;
}

/** Trait → level in 0..1 of one text or entry. */
export type Levels = Readonly<Record<string, number>>;

export interface TraitSpread {
  trait: string;
  /** Mean of the entries' levels, 0..1. */
  level: number;
  /** Their standard deviation (of the population). */
  sd: number;
  entries: number;
}

/**
 * The levels of one entry from the readings of its sentences: of each trait Σ P(high) / Σ (P(high) + P(low)), .5 where
 * both are as probable.
 */
export function entryLevels(readings: readonly (readonly TraitReading[])[]): Levels {
  const sums = new Map<string, { high: number; both: number }>();
  for (const { trait, direction, probability } of readings.flat()) {
    const sum = sums.get(trait) ?? { high: 0, both: 0 };
    sum.both += probability;
    if (direction === "high") sum.high += probability;
    sums.set(trait, sum);
  }
  return Object.fromEntries(
    [...sums].filter(([, { both }]) => both > 0).map(([trait, { high, both }]) => [trait, high / both]),
  );
}

/** Mean and standard deviation of each trait over entries, by name. */
export function spreadOf(entries: readonly Levels[]): TraitSpread[] {
  const traits = [...new Set(entries.flatMap((levels) => Object.keys(levels)))].sort();
  return traits.map((trait) => {
    const levels = entries.flatMap((entry) => entry[trait] ?? []);
    const level = levels.reduce((sum, each) => sum + each, 0) / levels.length;
    const variance = levels.reduce((sum, each) => sum + (each - level) ** 2, 0) / levels.length;
    return { trait, level, sd: Math.sqrt(variance), entries: levels.length };
  });
}

/** The traits whose entries agree, as a persona's. Confidence is 1 − 2 sd. */
export function traitsOf(spread: readonly TraitSpread[], { most, made }: { most: number; made: Provenance }): Trait[] {
  return spread
    .filter(({ sd }) => sd <= most)
    .map(({ trait, level, sd }) => ({
      ...{ system: "big5" as const, dimension: trait, level: Math.min(1, Math.max(0, level)) },
      provenance: [{ ...made, confidence: Math.max(0, 1 - 2 * sd) }],
    }));
}
