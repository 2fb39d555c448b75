// How true a conversation is to a persona: the measures, and what their authors need.
export { catalogue } from "./catalogue.ts";
export { DEFAULT_SET } from "./default-set.ts";
export { questionRate } from "./dialogue/question-rate.ts";
export { relatedness } from "./dialogue/relatedness.ts";
export { type RepetitionOptions, repetition } from "./dialogue/repetition.ts";
export { specificity } from "./dialogue/specificity.ts";
export { distinctClaims } from "./distinct-claims.ts";
export { type DistinctNOptions, distinctN } from "./diversity/distinct-n.ts";
export { selfBleu } from "./diversity/self-bleu.ts";
export { firstTurnOut } from "./drift/first-turn-out.ts";
export { inCharacterByTurn } from "./drift/in-character-by-turn.ts";
export { type ActivePassive, activePassive, type StatementTerms } from "./fidelity/active-passive.ts";
export { apc } from "./fidelity/apc.ts";
export { atomicConsistency } from "./fidelity/atomic-consistency.ts";
export { atomicFidelity } from "./fidelity/atomic-fidelity.ts";
export { type AtomicLevel, type AtomicMetrics, atomicMetrics } from "./fidelity/atomic-metrics.ts";
export { baitResistance } from "./fidelity/bait-resistance.ts";
export { contradictionRate } from "./fidelity/contradiction-rate.ts";
export { deltaApc } from "./fidelity/delta-apc.ts";
export { entailmentCoverage } from "./fidelity/entailment-coverage.ts";
export { type LineToLineOptions, lineToLine } from "./fidelity/line-to-line.ts";
export { probeAnswers } from "./fidelity/probe-answers.ts";
export { promptToLine } from "./fidelity/prompt-to-line.ts";
export { questionAnswer } from "./fidelity/question-answer.ts";
export {
  type BothWays,
  claimEvidence,
  contradiction,
  entailment,
  judgeBothWays,
  type Meeting,
  type MetLine,
  meetClaims,
} from "./judge-pairs.ts";
export { ownTurns, partnerBefore } from "./own-turns.ts";
