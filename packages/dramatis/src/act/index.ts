// One persona that talks: the agent, its parts and guards, and a conversation with it.
export { type AffectOptions, affect } from "./affect/affect.ts";
export { appraiseByModel } from "./affect/appraise-by-model.ts";
export { type Appraise, appraiseByWords } from "./affect/appraise-by-words.ts";
export { type EmotionTransition, emotionTransition } from "./affect/emotion-transition.ts";
export { type BigFiveLevels, bigFiveLevels, personalityInfluence } from "./affect/personality-influence.ts";
export { EMOTIONS, type Emotion, nearestEmotion, type Vad } from "./affect/vad.ts";
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
export {
  ADAPTATION_POLICIES,
  ADAPTATION_SETTINGS,
  type AdaptationPolicyName,
  type AdaptationSettings,
  adaptedStyles,
} from "./style/adaptation-policies.ts";
export { type StyleOptions, style } from "./style/style.ts";
export { type StyleMetrics, styleFrontier, styleMetrics } from "./style/style-metrics.ts";
export { CHAT_SCALE, type StyleScale, styleScale } from "./style/style-scale.ts";
export { STYLE_DIMENSIONS, styleVector } from "./style/style-vector.ts";
