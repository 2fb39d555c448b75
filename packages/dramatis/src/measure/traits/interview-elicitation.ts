/**
 * How near the traits that a classifier reads from answers to interview questions come to those of the persona's file.
 *
 * Eliciting personality by interview questions (Hilliard et al. 2024): questions of job interviews, each made to bring out
 * one trait, are answered in free text and a classifier scores the answers. We depart: theirs is a language model trained
 * on the myPersonality data, which is not to be had; ours compares the answer with the adjectives of Serapio-García et al.
 * by NLI (`traitsByNli`), or is given. Questions are notes of kind "trait-interview" with the `trait`;
 * `INTERVIEW_QUESTIONS` has two a trait. A value is 1 less the difference of read and wanted level. The unit is an answer to a
 * question on a trait of the file; the farthest one is the evidence. An empty answer counts as refused, one that cannot be
 * read as unparsed. None: null, n = 0.
 *
 * @paper 93
 * @needs nli
 */
import { z } from "zod";
import type { Measure, MeasureContext, Score } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { neededNli } from "../needed.ts";
import { whyUnscored } from "../own-turns.ts";
import { pointAtExtreme, type ScoredTurn } from "../point-at-extreme.ts";
import { repliesToProbes } from "../replies-to-probes.ts";
import { BIG_FIVE, type BigFiveTrait, type DialogueTraitReader, targetLevels } from "./trait-reader.ts";
import { traitsByNli } from "./traits-by-nli.ts";

const noted = z.looseObject({ trait: z.enum(BIG_FIVE) });

/** Ours, two a trait, each of which people high and low in it answer differently. */
export const INTERVIEW_QUESTIONS: Record<BigFiveTrait, readonly string[]> = {
  openness: [
    "Tell me about a time when you tried a wholly new way of doing something.",
    "How do you feel about ideas that others find strange?",
  ],
  conscientiousness: [
    "Describe how you plan a week with several deadlines.",
    "Tell me about a promise or a task that you did not finish, and why.",
  ],
  extraversion: [
    "You come to an event where you know nobody. What do you do?",
    "Describe the kind of day at work after which you have most energy.",
  ],
  agreeableness: [
    "Tell me about a colleague whom you found difficult, and what you did.",
    "Somebody else is praised for your work. How do you react?",
  ],
  neuroticism: [
    "Describe a situation in which you were under pressure, and how you felt.",
    "How long do you think about a mistake that you made?",
  ],
};

export function interviewElicitation({ reader }: { reader?: DialogueTraitReader } = {}): Measure {
  const name = "interview-elicitation";
  const readerOf = (context: MeasureContext): DialogueTraitReader => reader ?? traitsByNli(neededNli(name, context));
  return {
    name,
    async score(subject, context) {
      const classifier = readerOf(context);
      context.signal?.throwIfAborted();
      const levels = targetLevels(subject.persona);
      const asked = repliesToProbes(subject, "trait-interview").flatMap(({ reply, probe }) => {
        const read = noted.safeParse(probe.noted);
        const level = read.success ? levels[read.data.trait] : undefined;
        return read.success && level !== undefined ? [{ reply, trait: read.data.trait, level }] : [];
      });
      const turns: ScoredTurn[] = [];
      for (const { reply, trait, level } of asked) {
        const found = (await classifier.read([reply.text], context.signal))[trait];
        const unit: Pick<Score, "cluster" | "turn" | "part"> = {
          cluster: reply.session,
          turn: reply.turn,
          part: trait,
        };
        if (found === undefined) {
          turns.push({ message: reply, score: { ...unit, value: null, missing: whyUnscored([reply]) } });
          continue;
        }
        const off = Math.abs(found - level);
        turns.push({ message: reply, score: { ...unit, value: 1 - off }, extremity: off });
      }
      return pointAtExtreme(turns);
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "higher",
        arguments: { reader: reader?.id ?? "markers-3" },
        seed,
      }),
  };
}
