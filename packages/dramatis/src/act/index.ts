// One persona that talks: the agent, and a conversation with it.
export {
  type Agent,
  type AgentOptions,
  agent,
  REPLY_SETTINGS,
  type Reply,
  type ReplyEvidence,
  type ReplyOptions,
  type ReplySettings,
} from "./agent.ts";
export type { PromptEvidence } from "./agent-prompt.ts";
export { type ChatSession, type ChatSessionOptions, chatSession } from "./chat-session.ts";
export type { CandidateEvidence, EarlyGuard, GuardEvidence } from "./guarded-reply.ts";
export { type ConfidenceAwareOptions, confidenceAware } from "./guards/confidence-aware.ts";
export { DISTRACTORS } from "./guards/distractors.ts";
export { type NliRerankOptions, nliRerank, type Reranking, rerankedScores } from "./guards/nli-rerank.ts";
export { type NliRewardOptions, nliReward, type RewardWeights } from "./guards/nli-reward.ts";
export { type PersonaGuardOptions, personaGuard } from "./guards/persona-guard.ts";
export { type RsaOptions, rsa, type SpokenUnit, selfConscious } from "./guards/rsa.ts";
export {
  type Agreement,
  embeddingAgreement,
  nliAgreement,
  selfConsistency,
  wordAgreement,
} from "./guards/self-consistency.ts";
export { type SimoapOptions, simoap } from "./guards/simoap.ts";
