// Simulated users: who talks to an assistant with something of their own.
export {
  type ActionsOptions,
  actionDistribution,
  type ClientAction,
  type ClientState,
  drawAction,
  receptivityRow,
} from "./client-actions.ts";
export { type ClientFacet, clientOf } from "./client-facet.ts";
export { type Clinical, clinicalOf, type PatientRecord, type RecordField } from "./clinical-facet.ts";
export { type ClientMind, type CounsellingClientOptions, counsellingClient, mindIn } from "./counselling-client.ts";
export { doctor } from "./doctor.ts";
export { type GoalUserOptions, goalUser } from "./goal-user.ts";
export {
  type Elicitation,
  elicitation,
  type HiddenPreferenceUserOptions,
  hiddenPreferenceUser,
  oracleView,
  type PreferenceEvidence,
  questionReward,
  wishOf,
} from "./hidden-preference-user.ts";
export { type HomeDay, type HomeFigures, homeFigures } from "./home-figures.ts";
export {
  type CycleConsistency,
  cycleConsistency,
  cycleReward,
  type ImplicitProfile,
  type ImplicitProfileUserOptions,
  implicitProfileUser,
} from "./implicit-profile-user.ts";
export { type PatientOptions, patient, patientPrompt } from "./patient.ts";
export { balancedPatients, enumeratePatients, isPatient, type PatientAxes } from "./patient-axes.ts";
export {
  fidelityOf,
  type PatientFidelity,
  patientFidelity,
  type RecordSentence,
  type RecordVerdict,
  verdictOf,
} from "./patient-fidelity.ts";
export {
  type HomeAssistant,
  type HomeCriteria,
  type HomePoint,
  type HomeRating,
  type HomeTick,
  type HomeView,
  type HomeWorld,
  type ProactiveHome,
  type ProactiveHomeOptions,
  proactiveHome,
  rubricScore,
} from "./proactive-home.ts";
export {
  rankingAgreement,
  ratingErrors,
  type TastePair,
  type TasteScores,
  tastePage,
  tastePairs,
  tasteScores,
  type VisitFigure,
  visitFigures,
} from "./recommender-metrics.ts";
export {
  type PersonaCandidate,
  type RatedItem,
  type RecommenderItem,
  type RecommenderPersona,
  type RecommenderPersonaOptions,
  recommenderPersona,
} from "./recommender-persona.ts";
export {
  type ItemDecision,
  type PageVisit,
  type Recommender,
  type RecommenderUser,
  type RecommenderUserOptions,
  type RecommenderView,
  type RecommenderWorld,
  recommenderUser,
  type VisitEnd,
} from "./recommender-user.ts";
export {
  isSameAction,
  type ShopperAblation,
  type ShopperAction,
  type ShopperActionsOptions,
  type ShopperPrediction,
  type ShopperScores,
  type ShopperScoresOptions,
  type ShopperSession,
  type ShopperSource,
  type ShopperStep,
  shopperAblation,
  shopperActions,
  shopperScores,
} from "./shopper-actions.ts";
export type { SimulatedUser, UserEvidence, UserOutcome } from "./simulated-user.ts";
export {
  isHelped,
  type RatedPair,
  type SupporterMatch,
  type SupporterMatchingOptions,
  type SupportRating,
  supporterMatching,
  supportScore,
} from "./supporter-matching.ts";
export { type Topic, topicDistance, topicNamed, topics } from "./topic-tree.ts";
