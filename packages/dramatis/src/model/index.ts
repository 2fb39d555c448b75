// Where words and judgements come from: clients, doubles, the call path, roles, NLI and embeddings.
export { addUsage } from "./add-usage.ts";
export {
  type AiSdkImageCall,
  type AiSdkImageModel,
  aiSdkPainter,
  type Painter,
  type PainterOptions,
} from "./ai-sdk-painter.ts";
export {
  type AiSdkSpeechCall,
  type AiSdkSpeechModel,
  aiSdkVoiceActor,
  type Utterance,
  type VoiceActor,
  type VoiceActorOptions,
} from "./ai-sdk-voice-actor.ts";
export { askJson, type JsonQuestion } from "./ask-json.ts";
export { type CallCache, callCache } from "./call-cache.ts";
export { type CallPathOptions, withCallPath } from "./call-path.ts";
export { type Caller, type CallerOptions, caller, type ModelLimit, type ModelLimits } from "./caller.ts";
export { checkedNli } from "./checked-nli.ts";
export { discoverServers, type FoundServer } from "./discover-servers.ts";
export { type AiSdkModel, fromAiSdk } from "./from-ai-sdk.ts";
export { type HttpNliOptions, httpNli } from "./http-nli.ts";
export { HttpStatusError } from "./http-status-error.ts";
export { hubSettings, pulledModels, pullModel } from "./hub/index.ts";
export { judgeNli } from "./judge-nli.ts";
export { accuracyByTenth, accuracyFrom, certaintyBand, certaintyError, coverageCurve } from "./judging/certainty.ts";
export { type Compared, compare, positionFigures } from "./judging/compare.ts";
export {
  type Case,
  type Judge,
  type Judged,
  type JudgeOptions,
  judge,
  missingOf,
  type NoVerdict,
} from "./judging/judge.ts";
export { panel } from "./judging/panel.ts";
export { type Rubric, rubricVersion } from "./judging/rubric.ts";
export { mapConcurrent } from "./map-concurrent.ts";
export type { Medium } from "./medium.ts";
export { type Meter, meter } from "./meter.ts";
export { type MockReply, type MockScript, mockModel } from "./mock-model.ts";
export {
  type EmbedderSpec,
  type ModelSpec,
  type NliSpec,
  parseEmbedderSpec,
  parseModelSpec,
  parseNliSpec,
} from "./model-spec.ts";
export {
  canScore,
  neededEmbedder,
  neededModel,
  neededNli,
  neededScorer,
  type ScoringModel,
} from "./needed.ts";
export { type OpenOptions, openEmbedder, openModel, openNli } from "./open-roles.ts";
export { type OpenaiEmbedderOptions, openaiEmbedder } from "./openai-embedder.ts";
export { type OpenaiOptions, openaiModel } from "./openai-model.ts";
export type { Price, PricedModel } from "./price.ts";
export { recordedModel } from "./recorded-model.ts";
export { type RememberOptions, rememberEmbedder, rememberNli } from "./remember.ts";
export { type Environment, type RoleSettings, type Roles, resolveRoles } from "./resolve-roles.ts";
export { cosine, keptVectors, type Vectors } from "./vectors.ts";
