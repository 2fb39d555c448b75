// Emotions as points of valence, arousal and dominance, after Wen et al. [44], and moods as their quadrants.

/** Each in [−1, 1]: bad to good, calm to stirred, powerless to in charge. */
export interface Vad {
  valence: number;
  arousal: number;
  dominance: number;
}

export type Emotion = "anger" | "disgust" | "fear" | "joy" | "neutral" | "sadness" | "surprise";

export const EMOTIONS: Readonly<Record<Emotion, Vad>> = {
  anger: { valence: -0.51, arousal: 0.59, dominance: 0.25 },
  disgust: { valence: -0.6, arousal: 0.35, dominance: 0.11 },
  fear: { valence: -0.62, arousal: 0.82, dominance: -0.43 },
  joy: { valence: 0.81, arousal: 0.51, dominance: 0.46 },
  neutral: { valence: 0, arousal: 0, dominance: 0 },
  sadness: { valence: -0.63, arousal: -0.27, dominance: -0.33 },
  surprise: { valence: 0.4, arousal: 0.67, dominance: -0.13 },
};

/** Valence and arousal: both up, down and up, both down; everything else is neutral, as no emotion lies there. */
export type Mood = "elated" | "agitated" | "low" | "neutral";

const NAMES = Object.keys(EMOTIONS) as Emotion[];

/** The emotion nearest to a point (Euclid), of those given; of equals the first. The paper trains a classifier. */
export function nearestEmotion(vad: Vad, among: readonly Emotion[] = NAMES): Emotion {
  const nearest = among.toSorted((a, b) => vadDistance(vad, EMOTIONS[a]) - vadDistance(vad, EMOTIONS[b]))[0];
  return nearest ?? "neutral";
}

/** The mood of a point: that of its quadrant of valence and arousal. */
export function moodOf({ valence, arousal }: Vad): Mood {
  if (valence > 0 && arousal > 0) return "elated";
  if (valence < 0 && arousal > 0) return "agitated";
  if (valence < 0 && arousal < 0) return "low";
  return "neutral";
}

/** The mood first, then the nearest emotion of that mood. */
export function emotionByMood(vad: Vad): Emotion {
  const mood = moodOf(vad);
  return nearestEmotion(
    vad,
    NAMES.filter((name) => moodOf(EMOTIONS[name]) === mood),
  );
}

/** Euclidean. */
export function vadDistance(a: Vad, b: Vad): number {
  return Math.hypot(a.valence - b.valence, a.arousal - b.arousal, a.dominance - b.dominance);
}
