import type { Emotion, Vad } from "./vad.ts";

const ADJECTIVES: Record<Emotion, string> = {
  anger: "angry",
  disgust: "disgusted",
  fear: "afraid",
  joy: "happy",
  neutral: "",
  sadness: "sad",
  surprise: "surprised",
};

const SIDES: readonly (readonly [of: keyof Vad, low: string, high: string])[] = [
  ["valence", "bad", "good"],
  ["arousal", "calm", "stirred up"],
  ["dominance", "powerless", "in charge"],
];

/** "sad: rather bad, a little powerless"; empty where nothing is felt, which is within .1 of neutral on all sides. */
export function feelingInWords(vad: Vad, emotion: Emotion): string {
  const sides = SIDES.flatMap(([of, low, high]) => {
    const degree = degreeOf(Math.abs(vad[of]));
    return degree === "" ? [] : [`${degree} ${vad[of] < 0 ? low : high}`];
  });
  return [ADJECTIVES[emotion], sides.join(", ")].filter((part) => part !== "").join(": ");
}

function degreeOf(size: number): string {
  if (size < 0.1) return "";
  if (size < 0.35) return "a little";
  return size < 0.65 ? "rather" : "very";
}
