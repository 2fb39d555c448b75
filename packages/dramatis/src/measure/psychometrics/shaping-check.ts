/**
 * Whether the level of a trait that a persona is given and the level that is measured move together.
 *
 * Serapio-García et al. [37] (methods C6): nine levels of each trait by adjectives and qualifiers, one trait at a time or all
 * together; Spearman's ρ by trait and the median shift between extreme levels. Fewer than three levels: null.
 *
 * @function
 * @paper 37
 */
import type { Estimate, Persona } from "../../core/index.ts";
import { type BigFive, bigFive } from "../../persona/markers.ts";
import { quantile, spearman } from "../../stats/index.ts";
import { FEW_PEOPLE, resampled } from "./resampled.ts";

/** The dimension of a persona's trait by its short name. */
export const DIMENSIONS: Readonly<Record<BigFive, string>> = {
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
  // The middle of the ninth: `level9` reads the same level from it.
  const traits = given.map(([trait, level]) => ({
    system: "big5" as const,
    dimension: DIMENSIONS[trait],
    level: (level - 0.5) / 9,
  }));
  const rest = withoutTraits(
    persona,
    given.map(([trait]) => trait),
  );
  return { ...rest, traits: [...(rest.traits ?? []), ...traits] };
}

/** A persona whose summary ends with a description of its personality; what else it said of the Big Five is gone. */
export function describedPersona(persona: Persona, description: string): Persona {
  const rest = withoutTraits(persona, TRAITS);
  const summary = [rest.summary ?? "", description].filter((text) => text.trim() !== "").join(" ");
  return summary === "" ? rest : { ...rest, summary };
}

/** Facets go with their trait. */
function withoutTraits(persona: Persona, traits: readonly BigFive[]): Persona {
  if (persona.traits === undefined) return persona;
  const isOf = (dimension: string): boolean => {
    const trait = bigFive(dimension);
    return trait !== undefined && traits.includes(trait);
  };
  const kept = persona.traits.filter(({ system, dimension }) => system !== "big5" || !isOf(dimension));
  return { ...persona, traits: kept };
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
    const rank = resampled({
      ...{ measure: "shaping", unit: "ratio", direction: "higher", seed },
      units: people.length < FEW_PEOPLE ? read.map((one) => [one]) : people,
      statistic: (sample) => (read.length < FEW ? null : rankOf(sample.flat())),
      n: read.length,
      missing: own.length - read.length,
      people: people.length,
    });
    const ends = [1, 9].map((level) =>
      quantile(
        read.filter((one) => one.level === level).map(({ score }) => score),
        0.5,
      ),
    );
    const [low, high] = ends as [number | null, number | null];
    return [{ trait, rank, shift: low === null || high === null ? null : high - low }];
  });
}

function rankOf(scores: readonly { level: number; score: number }[]): number | null {
  return spearman(
    scores.map(({ level }) => level),
    scores.map(({ score }) => score),
  );
}
