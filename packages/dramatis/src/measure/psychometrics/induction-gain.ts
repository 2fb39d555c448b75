/**
 * How far a described personality moves the measured trait, and how far it moves the others.
 *
 * P² [166] (methods C5): naive, word and personality prompts, the last written by a model from the words; gain is induced less
 * neutral, crosstalk the mean size of the others' moves. Nothing asked: null.
 *
 * @function
 * @paper 166
 */
import type { Estimate, Model } from "../../core/index.ts";
import type { BigFive } from "../../persona/markers.ts";
import { mean } from "../../stats/index.ts";
import { FEW_PEOPLE, resampled } from "./resampled.ts";

export type Pole = "high" | "low";

/** Facets of each pole, as P² names them (Jiang et al. 2023 [166]; keywords of the authors' repository). */
const FACETS: Record<BigFive, Record<Pole, readonly string[]>> = {
  EXT: {
    high: ["friendliness", "gregariousness", "assertiveness", "activity level", "excitement-seeking", "cheerfulness"],
    low: ["unfriendliness", "solitude-seeking", "submissiveness", "passivity", "calmness", "seriousness"],
  },
  AGR: {
    high: ["trust", "morality", "altruism", "cooperation", "modesty", "sympathy"],
    low: ["distrust", "immorality", "selfishness", "competition", "arrogance", "apathy"],
  },
  CON: {
    high: ["self-efficacy", "orderliness", "dutifulness", "achievement-striving", "self-discipline", "cautiousness"],
    low: ["self-doubt", "disorderliness", "carelessness", "lack of ambition", "lack of self-control", "recklessness"],
  },
  NEU: {
    high: ["anxiety", "anger", "depression", "self-consciousness", "immoderation", "vulnerability"],
    low: ["calmness", "contentment", "happiness", "self-assuredness", "moderation", "resilience"],
  },
  OPE: {
    high: ["imagination", "artistic interests", "emotionality", "adventurousness", "intellect", "liberalism"],
    low: [
      "lack of imagination",
      "lack of artistic interests",
      "stoicism",
      "timidity",
      "lack of intellect",
      "conservatism",
    ],
  },
};

/** Words that a search found to move each trait up most. */
const WORDS: Record<BigFive, readonly [string, string, string]> = {
  EXT: ["outgoing", "energetic", "public"],
  AGR: ["helpful", "forgiving", "warm"],
  CON: ["thorough", "efficient", "persist"],
  NEU: ["depressed", "blue", "emotional"],
  OPE: ["original", "ingenious", "sophisticated"],
};

const ADJECTIVES: Record<BigFive, Record<Pole, string>> = {
  EXT: { high: "extraverted", low: "introverted" },
  AGR: { high: "agreeable", low: "disagreeable" },
  CON: { high: "conscientious", low: "unconscientious" },
  NEU: { high: "neurotic", low: "emotionally stable" },
  OPE: { high: "open", low: "closed-minded" },
};

/** "You are an extraverted person.": induction by a name. */
export function naivePrompt(trait: BigFive, pole: Pole): string {
  const adjective = ADJECTIVES[trait][pole];
  return `You are ${/^[aeiou]/.test(adjective) ? "an" : "a"} ${adjective} person.`;
}

/** "You have the traits of outgoing, energetic, public.": induction by searched words, of the high pole. */
export function wordsPrompt(trait: BigFive): string {
  return `You have the traits of ${WORDS[trait].join(", ")}.`;
}

/** The facets of a pole, six of them. */
export function poleFacets(trait: BigFive, pole: Pole): readonly string[] {
  return FACETS[trait][pole];
}

const MOST_TOKENS = 400;

/**
 * P² [166], personality prompting: a chat model writes, from the facets of the pole, how such a person is; what it writes is
 * the context in which the questions are asked. In our words, since the authors' chain is not theirs alone.
 *
 * @throws ModelError, BudgetError from the model.
 */
export async function personalityPrompt(
  model: Model,
  { trait, pole }: { trait: BigFive; pole: Pole },
  signal?: AbortSignal,
): Promise<string> {
  const facets = poleFacets(trait, pole).join(", ");
  const content = `Describe, in the second person and in one paragraph, somebody who is marked by: ${facets}. Begin with "You are". Say how they think, feel and act; no advice, no list.`;
  const { text } = await model.generate(
    { messages: [{ role: "user", content }], temperature: 0, maxTokens: MOST_TOKENS },
    signal,
  );
  return text.trim();
}

/** What an induction moved. */
export interface InductionGain {
  /** Mean of the target when induced less when neutral, in points; towards the pole. */
  gain: number | null;
  /** Mean size of the same of the other traits. */
  crosstalk: number | null;
}

/**
 * Induction check of [166]: the target should move, the others should not. A trait without a score in either is left out.
 *
 * @param pole where the target was to go: a move down is a gain for "low"
 */
export function inductionGain(
  neutral: Readonly<Record<string, number | null>>,
  induced: Readonly<Record<string, number | null>>,
  { trait, pole }: { trait: string; pole: Pole },
): InductionGain {
  const moved = (name: string): number | null => {
    const [before, after] = [neutral[name] ?? null, induced[name] ?? null];
    return before === null || after === null ? null : after - before;
  };
  const own = moved(trait);
  const others = Object.keys(neutral).filter((name) => name !== trait);
  return {
    gain: own === null ? null : pole === "high" ? own : -own,
    crosstalk: mean(others.flatMap((name) => moved(name) ?? []).map(Math.abs)),
  };
}

/** One item of one person, answered before and after an induction, high meaning more of its trait. */
export interface InducedAnswer {
  person: string;
  trait: BigFive;
  neutral: number;
  induced: number;
}

export interface InductionCheck {
  /** Points towards the pole. */
  gain: Estimate;
  /** Mean size of the other traits' moves, in points. Never below 0: where nothing moves, noise still does. */
  crosstalk: Estimate;
}

/**
 * `inductionGain` of the traits' means over all answers. Intervals resample people, and where there are fewer than eight of
 * them their answers.
 *
 * @param missing answers of the target and of the other traits that are not there, before or after
 */
export function inductionCheck(
  answers: readonly InducedAnswer[],
  { trait, pole, missing, seed = 42 }: { trait: BigFive; pole: Pole; missing: InductionMissing; seed?: number },
): InductionCheck {
  const people = [...Map.groupBy(answers, ({ person }) => person).values()];
  const units = (people.length < FEW_PEOPLE ? answers.map((one) => [one]) : people).map(traitSums);
  const target = answers.filter((one) => one.trait === trait).length;
  const shared = { unit: "points" as const, units, people: people.length, seed };
  return {
    gain: resampled({
      ...{ ...shared, measure: "induction-gain", direction: "higher" },
      statistic: (sample) => gainOf(sample.flat(), { trait, pole }).gain,
      n: target,
      missing: missing.target,
    }),
    crosstalk: resampled({
      ...{ ...shared, measure: "induction-crosstalk", direction: "lower" },
      statistic: (sample) => gainOf(sample.flat(), { trait, pole }).crosstalk,
      n: answers.length - target,
      missing: missing.others,
    }),
  };
}

export interface InductionMissing {
  target: number;
  others: number;
}

/** Answers of one trait, added up: a resample of many people adds their sums, not all their answers again. */
interface TraitSum {
  trait: BigFive;
  n: number;
  neutral: number;
  induced: number;
}

function traitSums(answers: readonly InducedAnswer[]): TraitSum[] {
  return [...Map.groupBy(answers, ({ trait }) => trait)].map(([trait, own]) => ({
    trait,
    n: own.length,
    neutral: own.reduce((sum, { neutral }) => sum + neutral, 0),
    induced: own.reduce((sum, { induced }) => sum + induced, 0),
  }));
}

function gainOf(units: readonly TraitSum[], to: { trait: BigFive; pole: Pole }): InductionGain {
  const totals: Partial<Record<BigFive, TraitSum>> = {};
  for (const { trait, n, neutral, induced } of units) {
    totals[trait] ??= { trait, n: 0, neutral: 0, induced: 0 };
    const total = totals[trait];
    total.n += n;
    total.neutral += neutral;
    total.induced += induced;
  }
  const means = (when: "neutral" | "induced"): Record<string, number> =>
    Object.fromEntries(Object.values(totals).map((total) => [total.trait, total[when] / total.n]));
  return inductionGain(means("neutral"), means("induced"), to);
}
