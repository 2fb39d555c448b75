import { z } from "zod";
import { type AgentView, type Model, oneLine } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { claims } from "../../persona/index.ts";
import { sameName } from "../../transcript/index.ts";
import { appraiseByWords } from "../affect/appraise-by-words.ts";
import { type Emotion, nearestEmotion } from "../affect/vad.ts";
import { nearestClaim } from "./nearest-claim.ts";

/** What the other one and the persona itself feel and think, kept apart, and how much each counts in the reply. */
export interface SelfOther {
  other: { emotion: string; thought: string; need: string };
  /** `thought` is what the persona might say of itself; empty for nothing. */
  self: { emotion: string; thought: string };
  /** 0 speaks of itself, 1 only of the other. */
  weightOther: number;
}

/** Tells self and other apart; null where it cannot. */
export type Differentiate = (view: AgentView, signal?: AbortSignal) => Promise<SelfOther | null>;

/** The weight of the other where nothing says another. */
export const WEIGHT_OTHER = 0.6;

const FELT: Record<Emotion, { other: string; need: string; self: string }> = {
  anger: { other: "angry", need: "that somebody takes their side of it seriously", self: "concerned" },
  disgust: { other: "repelled", need: "that somebody understands what is wrong with it", self: "concerned" },
  fear: { other: "afraid", need: "to feel safer and less alone with it", self: "calm and concerned" },
  joy: { other: "happy", need: "somebody who is glad with them", self: "glad for them" },
  neutral: { other: "neutral", need: "an honest answer", self: "at ease" },
  sadness: { other: "sad", need: "to be heard and comforted", self: "touched" },
  surprise: { other: "surprised", need: "somebody to share it with", self: "curious" },
};

/** Longest thought that is quoted, in characters. */
const LONGEST = 200;

/**
 * By words: the other's emotion is the one nearest to what their last message shows, neutral where it shows none; the
 * self's follows from it; its thought is the claim that has nouns in common with the message, where there is one.
 */
export function selfOtherByWords(): Differentiate {
  const appraise = appraiseByWords();
  return async ({ persona, history }, signal) => {
    const said = history.findLast(({ speaker }) => !sameName(speaker, persona.name))?.text;
    if (said === undefined) return null;
    const vad = await appraise(said, signal);
    const felt = FELT[vad === null ? "neutral" : nearestEmotion(vad)];
    return {
      other: { emotion: felt.other, thought: oneLine(said, LONGEST), need: felt.need },
      self: { emotion: felt.self, thought: nearestClaim(persona, said)?.text ?? "" },
      weightOther: WEIGHT_OTHER,
    };
  };
}

const TASK = `Two people talk. Tell apart what each feels and thinks right now.
First the other one: their emotion (one or two words; "neutral" where they show none), their thought, and what they need.
Then the persona itself: its own emotion and, where a fact of its own bears on what was said, the thought it might voice;
else an empty thought. It does not take over the other's feelings.
Then how much the reply should be about the other: "weightOther" from 0 (only itself) to 1 (only the other), ${WEIGHT_OTHER} as a
rule, more the worse the other feels.
Reply with {"other": {"emotion", "thought", "need"}, "self": {"emotion", "thought"}, "weightOther": number}.`;

const shape: z.ZodType<SelfOther> = z.object({
  other: z.object({ emotion: z.string(), thought: z.string(), need: z.string() }),
  self: z.object({ emotion: z.string(), thought: z.string() }),
  weightOther: z.number().min(0).max(1),
});

/** Turns of the conversation, and claims, that the model is shown. */
const SHOWN = { turns: 8, claims: 40 };

/** One call a turn, and one more where the reply is not what was asked for; then null. */
export function selfOtherByModel(model: Model): Differentiate {
  return async ({ persona, history }, signal) => {
    const material = {
      persona: persona.name,
      facts: claims(persona)
        .slice(0, SHOWN.claims)
        .map(({ text }) => text),
      conversation: history.slice(-SHOWN.turns).map(({ speaker, text }) => ({ speaker, text })),
    };
    const states = await askJson(model, { task: TASK, material, shape, temperature: 0.7 }, signal);
    if (states === null) return null;
    const { other, self, weightOther } = states;
    const line = (text: string): string => oneLine(text, LONGEST);
    return {
      other: { emotion: line(other.emotion), thought: line(other.thought), need: line(other.need) },
      self: { emotion: line(self.emotion), thought: line(self.thought) },
      weightOther,
    };
  };
}
