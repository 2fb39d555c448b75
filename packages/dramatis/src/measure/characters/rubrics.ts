// The rubrics of this folder, in our own words. Another wording is another measure: their hashes are recorded.
import { z } from "zod";
import type { Rubric } from "../../model/index.ts";

const grade = z.int().min(1).max(5);

export const TRAJECTORY_DIMENSIONS = [
  "knowledge",
  "emotion",
  "personality",
  "behavior",
  "immersion",
  "adaptability",
  "coherence",
] as const;
export type TrajectoryDimension = (typeof TRAJECTORY_DIMENSIONS)[number];

export const TRAJECTORY_CRITIQUE: Rubric<{ critique: string }> = {
  name: "trajectory-critique",
  policy: `Read the scene, the character's card and, round by round, what the character did and said. List what is wrong
under each of: facts, consistency with the character, logic, redundancy, expression of emotion, adaptation to what
happens, creativity, detail, consistency of style, fluency. Then condense the list to one paragraph. Name turns. Where a
heading has no fault, leave it out; do not invent faults. Give no score. critique: that paragraph.`,
  shape: z.strictObject({ critique: z.string() }),
};

export const TRAJECTORY_GRADES: Rubric<{ analysis: string } & Record<TrajectoryDimension, number>> = {
  name: "trajectory-grades",
  policy: `Grade how the character was played, over the whole trajectory, in the light of the critique. Whole numbers from
1 to 5; 1: wrong, flat, in conflict with the card, or incoherent; 3: mostly right, with lapses; 5: right throughout, deep
and consistent; 2 and 4 lie between.
knowledge: what is said and known fits the character's world and what the character can know.
emotion: feelings are shown, and fit the character and the moment.
personality: the traits of the card show, and no others.
behavior: actions and words are those this character would choose.
immersion: never steps out of the role, nor speaks like an assistant.
adaptability: takes up what happens in the scene.
coherence: actions and words follow from one another.
analysis: a few sentences that name turns, before any grade.`,
  shape: z.strictObject({
    analysis: z.string(),
    knowledge: grade,
    emotion: grade,
    personality: grade,
    behavior: grade,
    immersion: grade,
    adaptability: grade,
    coherence: grade,
  }),
};

export const BELIEVABILITY_DIMENSIONS = ["naturalness", "motivation", "emotion", "awareness", "notAssistant"] as const;
export type BelievabilityDimension = (typeof BELIEVABILITY_DIMENSIONS)[number];

const reasoned = z.strictObject({ reason: z.string(), score: grade });

export const BELIEVABILITY: Rubric<Record<BelievabilityDimension, { reason: string; score: number }>> = {
  name: "believability",
  policy: `Judge whether the speaker comes across as the living person that the persona describes, over the whole
conversation. Whole numbers from 1 (not at all) over 3 (mostly, with lapses) to 5 (throughout).
naturalness: talks as people talk, in length, rhythm and wording.
motivation: what is said and done has reasons that such a person would have.
emotion: feelings are plausible in kind, strength and timing.
awareness: keeps in view where they are, with whom, and what was said before.
notAssistant: does not offer help, lists, lectures or service phrases as an assistant would.`,
  shape: z.strictObject({
    naturalness: reasoned,
    motivation: reasoned,
    emotion: reasoned,
    awareness: reasoned,
    notAssistant: reasoned,
  }),
};

export const ACTING_DIMENSIONS = ["storyline", "anthropomorphism", "fidelity", "quality"] as const;
export type ActingDimension = (typeof ACTING_DIMENSIONS)[number];

export interface ActingFlaws {
  flaws: { instance: string; type: string; severity?: number | undefined }[];
}

const ACTING_POLICIES: Record<ActingDimension, string> = {
  storyline: `Storyline consistency: reactions, emotions, attitudes or turns of events that deviate from those of the
original conversation. Other words for the same reaction are no flaw.`,
  anthropomorphism: `Anthropomorphism. self-identity: no will or initiative of their own, serves the other like an
assistant. emotional depth: no inner life, feelings only stated. persona coherence: traits or views change without cause.
social interaction: does not take up what others say or feel. verbosity: speeches where people would speak briefly.`,
  fidelity: `Character fidelity, of the major characters only. language: vocabulary and style are not the character's.
knowledge: facts the character cannot have, such as what only happens later, or lacks ones they have. personality and
behaviour: thinks or acts as the character would not. relationships: treats others as the character would not.`,
  quality: `Storyline quality. flow: the scene does not move, or jumps. redundancy: the same is said again; such a flaw
may have a severity up to 10. logic: contradicts what was said or shown before.`,
};

/** One rubric a dimension: a judge that looks for one kind of flaw at a time. */
export function actingRubric(dimension: ActingDimension): Rubric<ActingFlaws> {
  return {
    name: `acting-${dimension}`,
    policy: `A scene was played. Compare the simulated conversation with the original one, which is a reference, not the
only right one; where the simulation begins with messages of the original, judge only what follows. List flaws of this
kind and no other: ${ACTING_POLICIES[dimension]}
flaws: one entry a flaw, none where there is none. instance: what was said, by whom, and why it is a flaw. type: the name
above. severity: 1 (minor) to 5 (ruins the scene).`,
    shape: z.strictObject({
      flaws: z.array(
        z.strictObject({ instance: z.string(), type: z.string(), severity: z.int().min(1).max(10).optional() }),
      ),
    }),
  };
}

export interface Inconsistencies {
  inconsistencies: { quote: string; trait: string; why: string; deduction: number }[];
}

export const MORAL_ACTING: Rubric<Inconsistencies> = {
  name: "moral-acting",
  policy: `Judge acting, not goodness: how well the performance matches the character's moral level (1 paragon, 2 flawed
but good, 3 egoist, 4 villain), traits and profile. A villain played kindly is as wrong as a saint played cruelly; crude
anger in place of scheming is wrong too. List every inconsistency. quote: words of the performance. trait: the trait or
fact that it breaks. why: one sentence. deduction: 1 (slight) to 5 (breaks the character). None where there is none.`,
  shape: z.strictObject({
    inconsistencies: z.array(
      z.strictObject({ quote: z.string(), trait: z.string(), why: z.string(), deduction: grade }),
    ),
  }),
};

export const STANCE: Rubric<{ reason: string; stance: "favor" | "against" | "neutral" }> = {
  name: "stance",
  policy: `Decide the reply's stance on the claim, whether or not the claim is true. favor: accepts, repeats or builds on
it. against: denies, corrects or doubts it. neutral: takes no side, evades, or speaks of something else.`,
  shape: z.strictObject({ reason: z.string(), stance: z.enum(["favor", "against", "neutral"]) }),
};

export const GROUNDED_ANSWER: Rubric<{
  reason: string;
  correct: boolean;
  inCharacter: number;
  hallucinated: boolean;
}> = {
  name: "grounded-answer",
  policy: `A character answered a question about their own life and world. correct: the answer says what the gold answer
says; wording does not matter, more that is true does not hurt. inCharacter: 1 (a stranger, or an assistant) to 5 (could
be none but this character). hallucinated: the answer states as a fact of the character's life or world something that
neither the persona nor the gold answer holds.`,
  shape: z.strictObject({ reason: z.string(), correct: z.boolean(), inCharacter: grade, hallucinated: z.boolean() }),
};

export const GOLD_ANSWER: Rubric<{ reason: string; score: number }> = {
  name: "gold-answer",
  policy: `Compare the prediction with the gold answer to the question. score: from 0 (nothing of the gold answer, or
against it) to 1 (all of it), the share in between for a part of a list or a detail that is missing. Wording, length and
tone do not count; a date counts when it names the same day or period.`,
  shape: z.strictObject({ reason: z.string(), score: z.number().min(0).max(1) }),
};

export const DIALOGUE_TURN: Rubric<{ reason: string; score: number }> = {
  name: "dialogue-turn",
  policy: `Judge one reply in its conversation. Think step by step of: humanness (could a person have written it),
fidelity to the persona, engagement (does it move the talk along), relevance to what was said last. Where a human's own
reply is known, it shows what is natural; another can be as good. score: 1 (bad in most) to 5 (good in all).`,
  shape: z.strictObject({ reason: z.string(), score: grade }),
};

export const DIALOGUE_WHOLE: Rubric<{ reason: string; score: number }> = {
  name: "dialogue-whole",
  policy: `Judge one speaker's part in a whole conversation. Think step by step of: humanness, fidelity to the persona,
engagement, relevance, and whether the turns hold together without repetition or contradiction. score: 1 to 5.`,
  shape: z.strictObject({ reason: z.string(), score: grade }),
};
