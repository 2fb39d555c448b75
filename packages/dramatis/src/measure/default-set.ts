/**
 * The measures that `check` runs unless others are named: those that hold a conversation against the persona and need
 * only an NLI judge and an embedder. Measures that do not look at the persona (line-to-line, the dialogue and diversity
 * families) cannot tell a true persona from another and are run when named.
 */
export const DEFAULT_SET: readonly string[] = [
  "contradiction-rate",
  "entailment-coverage",
  "apc",
  "delta-apc",
  "atomic-fidelity",
  "prompt-to-line",
  "question-answer",
  "in-character-by-turn",
  "first-turn-out",
];
