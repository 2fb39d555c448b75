/**
 * Gives the persona an emotion that each message moves as far as its personality lets it, and has the prompt say it.
 *
 * Wen et al. 2021: E_r = E_i + Δ(context) ⊙ P(personality) in valence, arousal and dominance, P from the Big Five by
 * Mehrabian's regressions (personality-influence.ts); the label is that of the nearest emotion, or, by mood, of the
 * nearest one in its quadrant of valence and arousal. We depart: Δ is read from the last message alone, by words or by a
 * chat model, not by a trained head on two; nothing is trained, so P is as the regressions give it and the label is the
 * nearest, not a classifier's; moods are of the point itself; what is felt fades to .8 of itself at a message that
 * moves nothing. The persona's own messages move nothing and fade nothing.
 * A message that cannot be judged leaves the emotion as it is. A persona without Big Five levels has .5 of each. Near
 * neutral it contributes nothing.
 *
 * @paper 44
 */
import { z } from "zod";
import { type Component, InputError, type Persona } from "../../core/index.ts";
import { schemaFault } from "../../persona/index.ts";
import { sameName } from "../../transcript/index.ts";
import { type Appraise, appraiseByWords } from "./appraise-by-words.ts";
import { decayedEmotion, emotionTransition } from "./emotion-transition.ts";
import { feelingInWords } from "./feeling-in-words.ts";
import { bigFiveLevels, type NeuroticismMode, personalityInfluence } from "./personality-influence.ts";
import { EMOTIONS, emotionByMood, nearestEmotion, type Vad } from "./vad.ts";

export interface AffectOptions {
  appraise?: Appraise;
  neuroticism?: NeuroticismMode;
  /** Names the emotion by its mood first. */
  byMood?: boolean;
  /** What the persona feels at the start. */
  start?: Vad;
}

const side = z.number().min(-1).max(1);
const state = z.object({
  emotion: z.object({ valence: side, arousal: side, dominance: side }),
  /** Said since the last reply: whose words they are is known only when the persona is. */
  heard: z.array(z.object({ speaker: z.string(), text: z.string() })),
});

export function affect({
  appraise = appraiseByWords(),
  neuroticism = "as-paper",
  byMood = false,
  start = EMOTIONS.neutral,
}: AffectOptions = {}): Component {
  let emotion: Vad = { ...start };
  let heard: { speaker: string; text: string }[] = [];

  /** Takes in what was said since the last reply; what an abort cuts off is heard again. */
  async function takeIn(persona: Persona, influence: Vad, signal?: AbortSignal): Promise<void> {
    for (let next = heard[0]; next !== undefined; next = heard[0]) {
      if (!sameName(next.speaker, persona.name)) {
        const delta = await appraise(next.text, signal);
        if (heard[0] !== next) continue;
        if (delta !== null) emotion = moved(emotion, delta, influence);
      }
      heard.shift();
    }
  }

  return {
    name: "affect",
    async contribute({ persona }, signal) {
      signal?.throwIfAborted();
      const { levels, fields } = bigFiveLevels(persona);
      await takeIn(persona, personalityInfluence(levels, neuroticism), signal);
      const feeling = feelingInWords(emotion, byMood ? emotionByMood(emotion) : nearestEmotion(emotion));
      if (feeling === "") return [];
      const text = `Right now you feel ${feeling}. Let it show in how you speak; do not name it unless you are asked.`;
      return [{ block: "EMOTION", text, fields }];
    },
    async observe({ speaker, text }, signal) {
      signal?.throwIfAborted();
      heard.push({ speaker, text });
    },
    state: {
      save: () => structuredClone({ emotion, heard }),
      load(saved) {
        const read = state.safeParse(saved);
        if (!read.success) throw unreadable(read.error, saved);
        ({ emotion, heard } = read.data);
      },
    },
  };
}

function moved(from: Vad, delta: Vad, influence: Vad): Vad {
  const isSilent = delta.valence === 0 && delta.arousal === 0 && delta.dominance === 0;
  return isSilent ? decayedEmotion(from) : emotionTransition({ from, delta, influence });
}

function unreadable(error: z.ZodError, saved: unknown): InputError {
  const { found, expected } = schemaFault(error, saved);
  return new InputError({ where: "saved state of affect", found, expected });
}
