// What reads the Big Five from what one person said, and how a reading is held against a persona.
import type { Persona } from "../../core/index.ts";
import { bigFive } from "../../persona/markers.ts";
import { mean } from "../../stats/index.ts";

export const BIG_FIVE = ["openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism"] as const;
export type BigFiveTrait = (typeof BIG_FIVE)[number];

/** Levels in 0..1; a trait of which nothing can be told is absent. */
export type TraitLevels = Partial<Record<BigFiveTrait, number>>;

export interface DialogueTraitReader {
  /** Recorded with every number. */
  readonly id: string;
  /** Levels of the one person who said all this. None for texts without a word. */
  read(texts: readonly string[], signal?: AbortSignal): Promise<TraitLevels>;
}

/** One text's readings by a classifier of single statements, such as `understudyTraits()`: ten that sum to 1. */
export interface StatementReading {
  trait: string;
  direction: "high" | "low";
  probability: number;
}

export interface StatementClassifier {
  readonly id: string;
  read(texts: readonly string[], signal?: AbortSignal): Promise<readonly (readonly StatementReading[])[]>;
}

/**
 * A classifier of statements as a reader of people: each trait's Σ P(high) / Σ (P(high) + P(low)) over all texts. On the
 * talks of PersuasionForGood the bundled classifier's levels correlate with questionnaires at r below .12 (benchmarks/traits).
 */
export function traitsByClassifier(classifier: StatementClassifier): DialogueTraitReader {
  return {
    id: classifier.id,
    async read(texts, signal) {
      const readings = (await classifier.read(withWords(texts), signal)).flat();
      return Object.fromEntries(
        BIG_FIVE.flatMap((trait): [BigFiveTrait, number][] => {
          const own = readings.filter((reading) => reading.trait === trait);
          const sum = (of: typeof own): number => of.reduce((total, { probability }) => total + probability, 0);
          const all = sum(own);
          return all > 0 ? [[trait, sum(own.filter(({ direction }) => direction === "high")) / all]] : [];
        }),
      );
    },
  };
}

export function withWords(texts: readonly string[]): string[] {
  return texts.filter((text) => /\p{L}/u.test(text));
}

/** The Big Five levels that a persona's file gives, facets averaged. */
export function targetLevels({ traits = [] }: Persona): TraitLevels {
  return Object.fromEntries(
    BIG_FIVE.flatMap((trait): [BigFiveTrait, number][] => {
      const own = traits.filter(({ system, dimension }) => system === "big5" && bigFive(dimension) === bigFive(trait));
      const level = mean(own.map((one) => one.level));
      return level === null ? [] : [[trait, level]];
    }),
  );
}
