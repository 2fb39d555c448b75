import type { Estimate, Persona, Score } from "../../core/index.ts";
import type { BigFive } from "../../persona/markers.ts";
import { bootstrapInterval, estimateOf, quantile, spearman } from "../../stats/index.ts";

/** The dimension of a persona's trait by its short name. */
const DIMENSIONS: Record<BigFive, string> = {
  EXT: "extraversion",
  AGR: "agreeableness",
  CON: "conscientiousness",
  NEU: "neuroticism",
  OPE: "openness",
};

/** In the order of the paper. */
export const TRAITS: readonly BigFive[] = ["EXT", "AGR", "CON", "NEU", "OPE"];

/** Levels 1 to 9 of the traits that a persona is shaped to; others are left as they are. */
export type AssignedLevels = Readonly<Partial<Record<BigFive, number>>>;

/** The 45 sets that shape one trait each: five traits at nine levels (Serapio-García et al. [37]). */
export function singleTraitDesigns(): AssignedLevels[] {
  return TRAITS.flatMap((trait) => Array.from({ length: 9 }, (_, i) => ({ [trait]: i + 1 })));
}

/** The 32 sets that shape all five at once, each to the lowest or the highest level. */
export function concurrentDesigns(): AssignedLevels[] {
  return Array.from({ length: 32 }, (_, set) =>
    Object.fromEntries(TRAITS.map((trait, i) => [trait, (set >> i) & 1 ? 9 : 1])),
  );
}

/** A persona with traits at the levels: rendered, it says the adjective markers of each. What it said of those traits is gone. */
export function shapedPersona(persona: Persona, levels: AssignedLevels): Persona {
  const given = Object.entries(levels) as [BigFive, number][];
  const names = given.map(([trait]) => DIMENSIONS[trait]);
  const kept = (persona.traits ?? []).filter(
    ({ system, dimension, facet }) => system !== "big5" || facet !== undefined || !names.includes(dimension),
  );
  // The middle of the ninth: `level9` reads the same level from it.
  const traits = given.map(([trait, level]) => ({
    system: "big5" as const,
    dimension: DIMENSIONS[trait],
    level: (level - 0.5) / 9,
  }));
  return { ...persona, traits: [...kept, ...traits] };
}

/** One persona that was shaped, and what was then measured. */
export interface ShapedScore {
  trait: BigFive;
  /** 1..9. */
  level: number;
  /** Of the same trait, high meaning more of it; null where it has no score. */
  score: number | null;
  /** Who was shaped, where one was shaped to several levels; the interval resamples them. */
  person: string;
}

/** Of two levels a rank correlation is 1 or -1 whatever they are. */
const FEW = 8;

export interface ShapingCheck {
  trait: BigFive;
  /** Spearman's ρ of assigned level and score. .80 and more for large models [37]. */
  rank: Estimate;
  /** Median score at level 9 less that at level 1; null where one of them has none. */
  shift: number | null;
}

/**
 * Whether assigned and measured level move together, trait by trait: rank correlation with a bootstrap interval over people,
 * or over single scores where there are fewer than eight people. Fewer than eight scores have no rank correlation.
 */
export function shapingCheck(scores: readonly ShapedScore[], { seed = 42 }: { seed?: number } = {}): ShapingCheck[] {
  return TRAITS.flatMap((trait) => {
    const own = scores.filter((one) => one.trait === trait);
    if (own.length === 0) return [];
    const read = own.flatMap(({ level, score, person }) => (score === null ? [] : [{ level, score, person }]));
    const people = [...Map.groupBy(read, ({ person }) => person).values()];
    const units = people.length < FEW ? read.map((one) => [one]) : people;
    const rank = read.length < FEW ? null : rankOf(read);
    const interval =
      rank === null
        ? null
        : bootstrapInterval(units, (sample) => rankOf(sample.flat()) ?? 0, { seed, resamples: 2000 });
    const counted: Score[] = own.map(({ score, person }) =>
      score === null ? { value: null, missing: "failed", cluster: person } : { value: score, cluster: person },
    );
    const base = estimateOf(counted, { measure: "shaping", version: "1", unit: "ratio", direction: "higher", seed });
    const ends = [1, 9].map((level) =>
      quantile(
        read.filter((one) => one.level === level).map(({ score }) => score),
        0.5,
      ),
    );
    const [low, high] = ends as [number | null, number | null];
    return [
      {
        trait,
        rank: {
          ...base,
          value: rank,
          low: interval?.low ?? null,
          high: interval?.high ?? null,
          counts: "claims" as const,
        },
        shift: low === null || high === null ? null : high - low,
      },
    ];
  });
}

function rankOf(scores: readonly { level: number; score: number }[]): number | null {
  return spearman(
    scores.map(({ level }) => level),
    scores.map(({ score }) => score),
  );
}
