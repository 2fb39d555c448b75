// Style vectors of one corpus in its own standard deviations, as [192] compares them.

/** Of one length each. */
type Vector = readonly number[];

/** Mean and standard deviation of each dimension over a corpus. */
export interface StyleScale {
  means: Vector;
  deviations: Vector;
}

/**
 * EmpatheticDialogues, 88,687 utterances of the lightweight vector: the scaler that the authors of [192] released
 * (data/assets/empathetic_dialogues_scaler.joblib). Of their corpora it is the one written as people type.
 */
export const CHAT_SCALE: StyleScale = {
  means: [0.3538638533, 0, 8.9799889544, 75.795845012, 0, 0, 0, 0.3776890196],
  deviations: [0.4050691432, 1, 5.1296944763, 22.5410241351, 1, 1, 1, 0.1406872877],
};

/** The scale of a corpus of at least one vector. A dimension in which all agree gets a deviation of 1, and so z = 0. */
export function styleScale(vectors: readonly Vector[]): StyleScale {
  const means = (vectors[0] ?? []).map(
    (_, i) => vectors.reduce((sum, vector) => sum + (vector[i] as number), 0) / vectors.length,
  );
  const deviations = means.map((mean, i) => {
    const variance = vectors.reduce((sum, vector) => sum + ((vector[i] as number) - mean) ** 2, 0) / vectors.length;
    const deviation = Math.sqrt(variance);
    return deviation > 1e-12 * Math.abs(mean) ? deviation : 1;
  });
  return { means, deviations };
}

/** z-scores. */
export function standardized(vector: Vector, { means, deviations }: StyleScale): number[] {
  return vector.map((value, i) => (value - (means[i] as number)) / (deviations[i] as number));
}
