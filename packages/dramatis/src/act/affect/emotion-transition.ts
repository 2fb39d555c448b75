// E_r = E_i + Δ(context) ⊙ P(personality), after Wen et al. [44], in VAD space, and what is left of it after silence.
// We depart: the paper puts P through a trained layer, which is left out; E_r is kept in [−1, 1]; the decay is ours.
import type { Vad } from "./vad.ts";

/** What is left of an emotion after a turn that says nothing to it. */
export const DECAY = 0.8;

export interface EmotionTransition {
  from: Vad;
  /** What the context would change, each in [−1, 1]. */
  delta: Vad;
  /** Of the personality: see `personalityInfluence`. */
  influence: Vad;
}

/** The emotion after what happened, each dimension in [−1, 1]. */
export function emotionTransition({ from, delta, influence }: EmotionTransition): Vad {
  return {
    valence: clipped(from.valence + delta.valence * influence.valence),
    arousal: clipped(from.arousal + delta.arousal * influence.arousal),
    dominance: clipped(from.dominance + delta.dominance * influence.dominance),
  };
}

/** The emotion after some silent turns: towards neutral. */
export function decayedEmotion(vad: Vad, turns = 1): Vad {
  const left = DECAY ** turns;
  return { valence: vad.valence * left, arousal: vad.arousal * left, dominance: vad.dominance * left };
}

function clipped(value: number): number {
  return Math.max(-1, Math.min(1, value));
}
