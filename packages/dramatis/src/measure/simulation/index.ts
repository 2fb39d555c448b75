// May a simulation be believed? Checks of simulated sides of conversations.
export { agentCollapse } from "./agent-collapse.ts";
export { type ConformityFigures, conformity, type OpinionRound } from "./conformity.ts";
export { crossAgentRepetition } from "./cross-agent-repetition.ts";
export { type HumanCorpus, type HumanRate, humanRate } from "./human-dialogues.ts";
export { type HumanDistance, humanDistance } from "./human-distance.ts";
export { type HumanLikenessOptions, humanLikeness } from "./human-likeness.ts";
export { type KnowledgeLeakOptions, knowledgeLeak } from "./knowledge-leak.ts";
export { firstConcession, type OverCooperationOptions, overCooperation } from "./over-cooperation.ts";
export { roleFlip } from "./role-flip.ts";
export { roleFlipJudged } from "./role-flip-judged.ts";
export { type SanitisationOptions, sanitisation } from "./sanitisation.ts";
export { SURFACE, type Surface, surfaceStatistics } from "./surface-statistics.ts";
export { toneOf } from "./tone.ts";
export { type VendiAcross, vendiAcross } from "./vendi-across.ts";
