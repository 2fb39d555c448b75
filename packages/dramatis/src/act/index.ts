// One persona that talks: the agent, its parts, strategies and guards, its memory, and a conversation with it.
export { type AffectOptions, affect } from "./affect/affect.ts";
export { appraiseByModel } from "./affect/appraise-by-model.ts";
export { type Appraise, appraiseByWords } from "./affect/appraise-by-words.ts";
export { type EmotionTransition, emotionTransition } from "./affect/emotion-transition.ts";
export { type BigFiveLevels, bigFiveLevels, personalityInfluence } from "./affect/personality-influence.ts";
export {
  type ReadSituation,
  type Situation,
  situationByModel,
  situationByWords,
  type TraitActivationOptions,
  traitActivation,
} from "./affect/trait-activation.ts";
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
export type { KeptFact, SummaryCheck } from "./compaction/check-summary.ts";
export {
  type CompactedHistory,
  type CompactHistoryOptions,
  compactHistory,
  type HistoryCompaction,
} from "./compaction/compact-history.ts";
export { extractSummary, type Summarise, summariseByModel } from "./compaction/summarise.ts";
export { type DocumentChunksOptions, documentChunks } from "./grounding/document-chunks.ts";
export { type LorebookComponent, type LorebookOptions, lorebook } from "./grounding/lorebook.ts";
export {
  type Grounding,
  type PersonaKnowledge,
  type PersonaKnowledgeOptions,
  personaKnowledge,
} from "./grounding/persona-knowledge.ts";
export { type PersonaSelectionOptions, personaSelection } from "./grounding/persona-selection.ts";
export type { CandidateEvidence, EarlyGuard, GuardEvidence, GuardView } from "./guarded-reply.ts";
export { type ConfidenceAwareOptions, confidenceAware } from "./guards/confidence-aware.ts";
export { DISTRACTORS } from "./guards/distractors.ts";
export { type MinimalEditsOptions, minimalEdits } from "./guards/minimal-edits.ts";
export { type NliRerankOptions, nliRerank, type Reranking, rerankedScores } from "./guards/nli-rerank.ts";
export { type NliRewardOptions, nliReward, type RewardWeights } from "./guards/nli-reward.ts";
export { type PersonaGuardOptions, personaGuard } from "./guards/persona-guard.ts";
export { type RsaOptions, rsa, type SpokenUnit, selfConscious } from "./guards/rsa.ts";
export { type ScoreBeforeSpeakingOptions, scoreBeforeSpeaking } from "./guards/score-before-speaking.ts";
export { type ScoredRow, scoredRows } from "./guards/scored-variants.ts";
export {
  type Agreement,
  embeddingAgreement,
  nliAgreement,
  selfConsistency,
  wordAgreement,
} from "./guards/self-consistency.ts";
export { type SimoapOptions, simoap } from "./guards/simoap.ts";
export { type CaffeineOptions, caffeine } from "./memory/caffeine.ts";
export { type DynamicMemoryOptions, dynamicMemory } from "./memory/dynamic-memory.ts";
export { type FactsComponent, type FactsOptions, facts } from "./memory/facts.ts";
export { type GenerativeAgentsOptions, generativeAgents } from "./memory/generative-agents.ts";
export { type LdAgentOptions, ldAgent } from "./memory/ld-agent.ts";
export { type LifelongProfileOptions, lifelongProfile } from "./memory/lifelong-profile.ts";
export {
  deleteMemory,
  editMemory,
  exportMemories,
  type Forgotten,
  forgetPerson,
  importMemories,
  type ListMemoriesOptions,
  listMemories,
  type MemoryEdit,
} from "./memory/manage-memories.ts";
export type { Memory, MemorySource } from "./memory/memory.ts";
export {
  type MemoryBook,
  type MemoryBookOptions,
  memoryBook,
  type NearestOptions,
  type NearMemory,
  type StoredBook,
} from "./memory/memory-book.ts";
export { type PlatoLtmOptions, platoLtm } from "./memory/plato-ltm.ts";
export type { Refusal } from "./memory/refusals.ts";
export { relativeTime } from "./memory/relative-time.ts";
export type { SessionComponent } from "./memory/session-log.ts";
export { type TimeAwareOptions, timeAware } from "./memory/time-aware.ts";
export { type AnchorOptions, anchor } from "./strategies/anchor.ts";
export { CHAT_TOOLS, sourceTools } from "./strategies/chat-tools.ts";
export { type ClarifyOptions, clarify } from "./strategies/clarify.ts";
export { type DeflanderOptions, deflander, type Task, type TaskTool } from "./strategies/deflander.ts";
export { demoFirst } from "./strategies/demo-first.ts";
export { type ExemplarOptions, exemplar } from "./strategies/exemplar.ts";
export { flat } from "./strategies/flat.ts";
export { inner } from "./strategies/inner.ts";
export { normAlign } from "./strategies/norm-align.ts";
export { type PlanOptions, type PlanTool, plan } from "./strategies/plan.ts";
export { type Decision, type Proactive, type ProactiveOptions, proactive, type Tick } from "./strategies/proactive.ts";
export { type RetrievalOptions, retrieval } from "./strategies/retrieval.ts";
export { type StateOptions, type StateSource, state } from "./strategies/state.ts";
export type { Spoken, Strategy } from "./strategy.ts";
export {
  ADAPTATION_POLICIES,
  ADAPTATION_SETTINGS,
  type AdaptationPolicyName,
  type AdaptationSettings,
  adaptedStyles,
} from "./style/adaptation-policies.ts";
export { type StyleOptions, style } from "./style/style.ts";

export { SUPPORT_STRATEGIES, type SupportStrategy } from "./support/esc-strategies.ts";
export { fourPartReply } from "./support/four-part-reply.ts";
export { type PlanSupport, planSupportByModel, planSupportByRules } from "./support/plan-support.ts";
export { type SelfOtherOptions, selfOther } from "./support/self-other.ts";
export { type Differentiate, selfOtherByModel, selfOtherByWords } from "./support/self-other-states.ts";
export { type SteadfastOptions, steadfast } from "./support/steadfast.ts";
export { type StrategyShift, strategyShift } from "./support/strategy-shift.ts";
export { type SupportContrastOptions, supportContrast } from "./support/support-contrast.ts";
export { type SupportStrategiesOptions, supportStrategies } from "./support/support-strategies.ts";
export type { Tool, ToolEvidence } from "./tool-rounds.ts";
