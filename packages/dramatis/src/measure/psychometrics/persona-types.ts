import { normalShare } from "../../core/index.ts";
import type { BigFive } from "../../persona/markers.ts";
import { cohenD, mean, midRanks } from "../../stats/index.ts";

/** Poles of PersonaLLM [21], high first. */
const POLES: Record<BigFive, readonly [high: string, low: string]> = {
  EXT: ["extroverted", "introverted"],
  AGR: ["agreeable", "antagonistic"],
  CON: ["conscientious", "unconscientious"],
  NEU: ["neurotic", "emotionally stable"],
  OPE: ["open to experience", "closed to experience"],
};

const ORDER: readonly BigFive[] = ["EXT", "AGR", "CON", "NEU", "OPE"];

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
    const high = Object.fromEntries(ORDER.map((trait, i) => [trait, ((index >> i) & 1) === 1])) as Record<
      BigFive,
      boolean
    >;
    const adjectives = ORDER.map((trait) => POLES[trait][high[trait] ? 0 : 1]);
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
