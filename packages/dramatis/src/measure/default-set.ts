/**
 * The measures that `check` runs unless others are named: those that need only an NLI judge and an embedder and that, with
 * the bundled models, tell a speaker's own persona from another's (benchmarks/separation; at least .75 area under the
 * curve). Counting contradictions alone does not with so small a judge: contradiction-rate, prompt-to-line,
 * first-turn-out and in-character-by-turn are run when named, and are worth it with a better judge. Contradictions still
 * show: atomic-fidelity and delta-apc weigh them against what is kept, and point at them.
 */
export const DEFAULT_SET: readonly string[] = ["entailment-coverage", "delta-apc", "atomic-fidelity"];
