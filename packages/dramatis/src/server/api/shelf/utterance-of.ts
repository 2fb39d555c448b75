import { oneLine, type Persona } from "../../../core/index.ts";
import type { Utterance } from "../../../model/index.ts";
import { RATE, type Temper, temperOf } from "../../../persona/voice-of.ts";

/** Names of a speech model's voices. */
export interface VoiceNames {
  high?: readonly string[] | undefined;
  low?: readonly string[] | undefined;
}

/**
 * A text as a persona would say it, for a speech model: a voice of the model's that stays the persona's, its age, gender and
 * energy in words, and its pace.
 *
 * @throws InputError for a facet `voice` that says something else
 */
export function utteranceOf(persona: Persona, { text, voices }: { text: string; voices: VoiceNames }): Utterance {
  const temper = temperOf(persona);
  const { isHigh, number, rate, name } = temper;
  const among = (isHigh ? voices.high : voices.low) ?? [];
  const voice = name ?? among[number % among.length];
  const language = persona.style?.language === undefined ? undefined : twoLetters(temper.language);
  return {
    text: text.toWellFormed(),
    ...(voice !== undefined && { voice }),
    instructions: instructionsOf(temper),
    // A model's usual speed is that of a calm adult; beyond these bounds speech is caricature.
    speed: Math.round(100 * Math.min(Math.max(rate / RATE, 0.6), 1.6)) / 100,
    ...(language !== undefined && { language }),
  };
}

function instructionsOf({ age, gender, energy }: Temper): string {
  const who = [
    ...(Number.isNaN(age) ? [] : [`${age} years old`]),
    ...(gender.trim() === "" ? [] : [oneLine(gender).slice(0, 60)]),
  ];
  const how = energy >= 0.65 ? "lively and outgoing" : energy <= 0.35 ? "calm and reserved" : "natural, as in a chat";
  return [...(who.length > 0 ? [`The speaker is ${who.join(", ")}.`] : []), `The tone is ${how}.`].join(" ");
}

/** As ISO 639-1 has it; undefined for a language without two letters. */
function twoLetters(language: string): string | undefined {
  if (language.startsWith("cmn")) return "zh";
  return /^([a-z]{2})(?:-|$)/.exec(language)?.[1];
}
