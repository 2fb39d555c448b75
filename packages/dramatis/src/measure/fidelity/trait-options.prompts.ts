/** A Big Five trait as an atom is rated on it. */
export interface TraitScale {
  name: string;
  /** What 1 to 5 mean, in order. */
  options: readonly [string, string, string, string, string];
  /**
   * Whether 5 is much of the trait (1) or little of it (−1). The authors' list for neuroticism runs from neurotic to stable,
   * against the trait's name; so does ours, and ratings on it are turned round before anything is made of them.
   */
  polarity: 1 | -1;
}

/** By the first three letters of the trait. In our words. */
export const TRAIT_SCALES: Readonly<Record<"OPE" | "CON" | "EXT" | "AGR" | "NEU", TraitScale>> = {
  OPE: {
    name: "openness",
    options: [
      "very closed: shuns what is new, imaginative or abstract",
      "rather closed",
      "neither closed nor open",
      "rather open",
      "very open: curious, imaginative, drawn to art, ideas and the unfamiliar",
    ],
    polarity: 1,
  },
  CON: {
    name: "conscientiousness",
    options: [
      "very careless: disorderly, unreliable, acts before thinking",
      "rather careless",
      "neither careless nor conscientious",
      "rather conscientious",
      "very conscientious: orderly, dutiful, disciplined, careful",
    ],
    polarity: 1,
  },
  EXT: {
    name: "extraversion",
    options: [
      "very introverted: reserved, quiet, prefers to be alone",
      "rather introverted",
      "neither introverted nor extraverted",
      "rather extraverted",
      "very extraverted: outgoing, talkative, lively, seeks company",
    ],
    polarity: 1,
  },
  AGR: {
    name: "agreeableness",
    options: [
      "very antagonistic: cold, suspicious, quarrelsome",
      "rather antagonistic",
      "neither antagonistic nor agreeable",
      "rather agreeable",
      "very agreeable: warm, trusting, helpful, yielding",
    ],
    polarity: 1,
  },
  NEU: {
    name: "neuroticism",
    options: [
      "very neurotic: anxious, moody, easily upset",
      "rather neurotic",
      "neither neurotic nor stable",
      "rather stable",
      "very stable: calm, even-tempered, hard to upset",
    ],
    polarity: -1,
  },
};

export type TraitKey = keyof typeof TRAIT_SCALES;
