/**
 * The 32 designed personas of the Big Five poles, and how far their measured scores lie apart.
 *
 * PersonaLLM [21] (methods C4): every combination of the five poles; Cohen's d with its interval and the rank-sum test by trait.
 * We always take the rank-sum test, and one mean score of each design. No personas of a pole: null.
 *
 * @function
 * @paper 21
 */
import { type Estimate, normalShare } from "../../core/index.ts";
import type { BigFive } from "../../persona/markers.ts";
import { cohenD, mean, midRanks } from "../../stats/index.ts";
import type { Pole } from "./induction-gain.ts";
import { FEW_PEOPLE, resampled } from "./resampled.ts";
import { TRAITS } from "./shaping-check.ts";

/** Poles of PersonaLLM [21], high first. */
const POLES: Record<BigFive, readonly [high: string, low: string]> = {
  EXT: ["extroverted", "introverted"],
  AGR: ["agreeable", "antagonistic"],
  CON: ["conscientious", "unconscientious"],
  NEU: ["neurotic", "emotionally stable"],
  OPE: ["open to experience", "closed to experience"],
};

/** One of the 32 designed types. */
export interface PersonaType {
  /** 0..31: bit i is set where trait i, in the order E, A, C, N, O, is high. */
  index: number;
  high: Record<BigFive, boolean>;
  adjectives: string[];
  /** "You are a character who is extroverted, agreeable, …": the paper's way to say it. */
  prompt: string;
}

/** The 2⁵ types of PersonaLLM (Jiang et al. 2024 [21]). */
export function personaTypes(): PersonaType[] {
  return Array.from({ length: 32 }, (_, index) => {
    const high = Object.fromEntries(TRAITS.map((trait, i) => [trait, ((index >> i) & 1) === 1])) as Record<
      BigFive,
      boolean
    >;
    const adjectives = TRAITS.map((trait) => POLES[trait][high[trait] ? 0 : 1]);
    const prompt = `You are a character who is ${adjectives.slice(0, -1).join(", ")}, and ${adjectives.at(-1)}.`;
    return { index, high, adjectives, prompt };
  });
}

export interface PoleEffect {
  high: number | null;
  low: number | null;
  /** Cohen's d over the pooled sample deviation; null where nothing varies. */
  d: number | null;
  /** Two-sided, of the rank-sum test. */
  p: number | null;
  n: [high: number, low: number];
}

/**
 * Scores of those assigned the high pole against those assigned the low pole, as [21] compares its 160 with its 160. We
 * depart: always the rank-sum test (Mann and Whitney 1947) by the normal curve, with ties and a correction for continuity,
 * where the authors take analysis of variance when a normality test lets them; d is over sample deviations, theirs over
 * population ones.
 */
export function poleEffect(high: readonly number[], low: readonly number[]): PoleEffect {
  return {
    high: mean(high),
    low: mean(low),
    d: cohenD(high, low)?.d ?? null,
    p: rankSum(high, low),
    n: [high.length, low.length],
  };
}

/** The score of one who was given a pole of a trait. */
export interface PoleScore {
  trait: BigFive;
  pole: Pole;
  /** High meaning more of the trait; null where it has no score. */
  score: number | null;
  /** Who was given it. */
  person: string;
  /** What else that person was given: the same for the two that differ in this pole alone. */
  besides: string;
}

/** The effect of one trait's poles, with the interval of d. */
export interface PoleCheck extends Omit<PoleEffect, "d"> {
  trait: BigFive;
  effect: Estimate;
}

/**
 * `poleEffect` of each trait. The interval of d resamples people, and where there are fewer than eight of them the pairs that
 * differ in this pole alone. One score a person: where everything was asked several times it is the mean, and d larger than
 * over single runs, which [21] counts.
 */
export function poleCheck(scores: readonly PoleScore[], { seed = 42 }: { seed?: number } = {}): PoleCheck[] {
  return TRAITS.flatMap((trait) => {
    const own = scores.filter((one) => one.trait === trait);
    if (own.length === 0) return [];
    const read = own.filter(({ score }) => score !== null);
    const people = [...Map.groupBy(read, ({ person }) => person).values()];
    const pairs = [...Map.groupBy(read, ({ person, besides }) => JSON.stringify([person, besides])).values()];
    const { d: _, ...rest } = effectOf(read);
    const effect = resampled({
      ...{ measure: "poles", unit: "sd", direction: "higher", seed },
      units: people.length < FEW_PEOPLE ? pairs : people,
      statistic: (sample) => effectOf(sample.flat()).d,
      n: read.length,
      missing: own.length - read.length,
      people: people.length,
    });
    return [{ trait, ...rest, effect }];
  });
}

function effectOf(scores: readonly PoleScore[]): PoleEffect {
  const of = (wanted: Pole): number[] => scores.flatMap(({ pole, score }) => (pole === wanted ? (score ?? []) : []));
  return poleEffect(of("high"), of("low"));
}

/**
 * Mean high, mean low and d of [21] for the two models of June 2023, 160 personas a pole, by the BFI-44 scores in the authors' repository (d over population
 * deviations, as there; over sample deviations it is at most .03 less). To be looked at beside one's own, never a threshold.
 */
export const PUBLISHED_POLES: Readonly<Record<string, Readonly<Record<BigFive, readonly [number, number, number]>>>> = {
  "GPT-4": {
    EXT: [4.7, 1.85, 5.47],
    AGR: [4.54, 1.66, 4.22],
    CON: [4.68, 1.78, 4.39],
    NEU: [4.6, 1.25, 5.17],
    OPE: [4.83, 1.8, 6.3],
  },
  "GPT-3.5": {
    EXT: [4.52, 2.14, 7.81],
    AGR: [4.47, 2.08, 5.93],
    CON: [4.11, 3.21, 1.56],
    NEU: [2.8, 1.76, 1.83],
    OPE: [4.81, 3.03, 2.9],
  },
};

function rankSum(a: readonly number[], b: readonly number[]): number | null {
  const n = a.length + b.length;
  if (a.length === 0 || b.length === 0) return null;
  const ranks = midRanks([...a, ...b]);
  const sum = ranks.slice(0, a.length).reduce((total, rank) => total + rank, 0);
  const centre = (a.length * (n + 1)) / 2;
  const ties = [...Map.groupBy(ranks, (rank) => rank).values()].reduce(
    (total, { length }) => total + length ** 3 - length,
    0,
  );
  const variance = ((a.length * b.length) / 12) * (n + 1 - ties / (n * (n - 1)));
  if (variance <= 0) return null;
  const z = Math.max(0, Math.abs(sum - centre) - 0.5) / Math.sqrt(variance);
  return Math.min(1, 2 * (1 - normalShare(z)));
}
