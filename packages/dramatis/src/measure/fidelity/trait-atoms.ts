import { z } from "zod";
import type { MeasureContext, Message, Missing, Persona, Subject } from "../../core/index.ts";
import { type Case, type Rubric, rubricVersion } from "../../model/index.ts";
import { sentences } from "../../transcript/index.ts";
import { judgeOf, whyNoVerdict } from "../judged.ts";
import { ownTurns, partnerBefore, whyUnscored } from "../own-turns.ts";
import { isRefusal } from "../refusal.ts";
import type { AtomicLevel } from "./atomic-metrics.ts";
import { TRAIT_SCALES, type TraitKey } from "./trait-options.prompts.ts";

/** How much of a trait the persona has. */
export interface TraitLevel {
  trait: TraitKey;
  level: AtomicLevel;
}

/** One sentence of a reply as a judge rated its writer. */
export interface RatedAtom {
  text: string;
  /** 1 to 5, 5 being much of the trait whatever the order of the options. */
  score: number;
  reason: string;
}

/** A turn on one trait: the sentences that reveal it; `missing` where none could be rated. */
export interface TraitTurn extends TraitLevel {
  message: Message;
  atoms: RatedAtom[];
  missing?: Missing;
}

interface Rating {
  reason: string;
  score: number;
}

/** The judge's answer for a sentence that does not reveal the trait. */
const REVEALS_NOTHING = 9;

/** The rubric of a trait: the writer's place on five options, or none. */
export function traitRubric(trait: TraitKey): Rubric<Rating> {
  const { name, options } = TRAIT_SCALES[trait];
  return {
    name: `atomic-${name}`,
    policy: `The sentence under test was said by a person, in answer to the question where one is given. Which of these describes that
person, by this sentence alone?
${options.map((option, i) => `${i + 1}: ${option}`).join("\n")}
${REVEALS_NOTHING}: the sentence does not reveal it
First the reason in one short sentence, then the number as the score.`,
    shape: z.object({ reason: z.string(), score: z.literal([1, 2, 3, 4, 5, REVEALS_NOTHING]) }),
  };
}

/** What a number made of these ratings depends on. */
export function traitArguments(): Record<string, unknown> {
  const traits = Object.keys(TRAIT_SCALES) as TraitKey[];
  return { rubrics: Object.fromEntries(traits.map((trait) => [trait, rubricVersion(traitRubric(trait))])) };
}

/** The persona's levels of the Big Five, a third of the scale each: low, neutral, high. Facets do not count. */
export function traitLevels({ traits = [] }: Persona): TraitLevel[] {
  const levels = new Map<TraitKey, AtomicLevel>();
  for (const { system, dimension, facet, level } of traits) {
    const trait = traitKey(dimension);
    if (system !== "big5" || facet !== undefined || trait === undefined) continue;
    levels.set(trait, level < 1 / 3 ? "low" : level < 2 / 3 ? "neutral" : "high");
  }
  return [...levels].map(([trait, level]) => ({ trait, level }));
}

/** "openness", "OPE" and "O" are one. */
function traitKey(dimension: string): TraitKey | undefined {
  const word = dimension.toUpperCase();
  return (Object.keys(TRAIT_SCALES) as TraitKey[]).find((key) => word.startsWith(key) || key[0] === word);
}

/**
 * The speaker's turns cut into sentences, each rated by the judge on every Big Five trait of the persona, one call a
 * sentence and trait. A reply that holds a refusal is left out whole, as the authors do. No traits give nothing.
 */
export async function traitAtoms(measure: string, subject: Subject, context: MeasureContext): Promise<TraitTurn[]> {
  const judge = judgeOf(measure, context);
  context.signal?.throwIfAborted();
  const turns = ownTurns(subject).map((message) => ({
    message,
    question: partnerBefore(subject, message)?.text,
    texts: isRefusal(message.text) ? [] : atomsOf(message.text),
  }));
  const cases = turns.flatMap(({ texts, question }) =>
    texts.map((text): Case => ({ known: question === undefined ? {} : { question }, tested: { sentence: text } })),
  );
  const all: TraitTurn[] = [];
  for (const { trait, level } of traitLevels(subject.persona)) {
    const ratings = (await judge.judge(traitRubric(trait), cases, context.signal)).values();
    for (const { message, texts } of turns) {
      const own = [...ratings.take(texts.length)];
      const atoms = own.flatMap(({ verdict }, i) => ratedAtom(trait, texts[i] as string, verdict));
      const unread = own.find(({ verdict }) => verdict === null);
      const missing = own.some(({ verdict }) => verdict !== null)
        ? undefined
        : unread
          ? whyNoVerdict(unread)
          : isRefusal(message.text)
            ? "refused"
            : whyUnscored([message]);
      all.push({ message, trait, level, atoms, ...(missing && { missing }) });
    }
  }
  return all;
}

/** Sentences, cut at line breaks too; those without a letter or digit reveal nothing. */
export function atomsOf(text: string): string[] {
  return text
    .split(/\n+/)
    .flatMap((line) => sentences(line))
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

/** Nothing for a sentence that reveals nothing, or was not rated. */
function ratedAtom(trait: TraitKey, text: string, verdict: Rating | null): RatedAtom[] {
  if (verdict === null || verdict.score === REVEALS_NOTHING) return [];
  const score = TRAIT_SCALES[trait].polarity === 1 ? verdict.score : 6 - verdict.score;
  return [{ text, score, reason: verdict.reason }];
}
