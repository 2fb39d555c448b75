import type { Random } from "../core/index.ts";

/** The Big Five by the first three letters of their usual names. */
export type BigFive = "EXT" | "AGR" | "CON" | "NEU" | "OPE";

/**
 * The 104 adjective markers of Serapio-García et al. [37]: 52 pairs, low pole first.
 * Order is that of the supplementary table.
 */
export const MARKERS: Record<BigFive, readonly (readonly [low: string, high: string])[]> = {
  EXT: [
    ["unfriendly", "friendly"],
    ["introverted", "extraverted"],
    ["silent", "talkative"],
    ["timid", "bold"],
    ["unassertive", "assertive"],
    ["inactive", "active"],
    ["unenergetic", "energetic"],
    ["unadventurous", "adventurous and daring"],
    ["gloomy", "cheerful"],
  ],
  AGR: [
    ["distrustful", "trustful"],
    ["immoral", "moral"],
    ["dishonest", "honest"],
    ["unkind", "kind"],
    ["stingy", "generous"],
    ["unaltruistic", "altruistic"],
    ["uncooperative", "cooperative"],
    ["self-important", "humble"],
    ["unsympathetic", "sympathetic"],
    ["selfish", "unselfish"],
    ["disagreeable", "agreeable"],
  ],
  CON: [
    ["unsure", "self-efficacious"],
    ["messy", "orderly"],
    ["irresponsible", "responsible"],
    ["lazy", "hardworking"],
    ["undisciplined", "self-disciplined"],
    ["impractical", "practical"],
    ["extravagant", "thrifty"],
    ["disorganized", "organized"],
    ["negligent", "conscientious"],
    ["careless", "thorough"],
  ],
  NEU: [
    ["relaxed", "tense"],
    ["at ease", "nervous"],
    ["easygoing", "anxious"],
    ["calm", "angry"],
    ["patient", "irritable"],
    ["happy", "depressed"],
    ["unselfconscious", "self-conscious"],
    ["level-headed", "impulsive"],
    ["contented", "discontented"],
    ["emotionally stable", "emotionally unstable"],
  ],
  OPE: [
    ["unimaginative", "imaginative"],
    ["uncreative", "creative"],
    ["artistically unappreciative", "artistically appreciative"],
    ["unaesthetic", "aesthetic"],
    ["unreflective", "reflective"],
    ["emotionally closed", "emotionally aware"],
    ["uninquisitive", "curious"],
    ["predictable", "spontaneous"],
    ["unintelligent", "intelligent"],
    ["unanalytical", "analytical"],
    ["unsophisticated", "sophisticated"],
    ["socially conservative", "socially progressive"],
  ],
};

/** Level 1 to 9 of a value in 0..1: 0 → 1, .5 → 5, 1 → 9 (methods A0). */
export function level9(unit: number): number {
  return Math.min(9, 1 + Math.floor(9 * unit + 1e-9));
}

/** One pair at one level, with its qualifier. Level 5 names both poles. */
export function marker([low, high]: readonly [low: string, high: string], level: number): string {
  if (level === 5) return `neither ${low} nor ${high}`;
  const qualifier = ["extremely ", "very ", "", "a bit "][level < 5 ? level - 1 : 9 - level] ?? "";
  return `${qualifier}${level < 5 ? low : high}`;
}

/** The markers of one trait at a level of 1 to 9: all pairs, as in the paper, or `count` pairs drawn at random. */
export function traitMarkers(trait: BigFive, level: number, draw?: { count: number; random: Random }): string[] {
  const pairs = MARKERS[trait];
  const drawn =
    draw === undefined || draw.count >= pairs.length ? pairs : draw.random.shuffle(pairs).slice(0, draw.count);
  return drawn.map((pair) => marker(pair, level));
}

/** "Extraversion", "extroversion", "EXT" or "E" → "EXT"; undefined for anything else. */
export function bigFive(dimension: string): BigFive | undefined {
  const name = dimension.trim().toUpperCase();
  const traits = Object.keys(MARKERS) as BigFive[];
  return traits.find((trait) => name === trait.charAt(0) || name.startsWith(trait));
}
