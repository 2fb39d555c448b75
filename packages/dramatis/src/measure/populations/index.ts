// Populations held against people: distributions, correlations, perceptions, twins, and the tables of a survey.
export {
  type CorrelationStructure,
  type CorrelationStructureOptions,
  correlationStructure,
  type StructureDistance,
} from "./correlation-structure.ts";
export { type CrossTab, crossTabs } from "./cross-tabs.ts";
export {
  type DigitalTwins,
  digitalTwins,
  type RelativeAccuracy,
  type TwinAnswer,
  type TwinQuestion,
} from "./digital-twins.ts";
export {
  type DistanceOverPeopleOptions,
  type DistanceSummary,
  type DistributionDistance,
  type DistributionDistanceOptions,
  distanceOverPeople,
  distributionDistance,
  type QuestionDistance,
  SIDES,
  type Side,
} from "./distribution-distance.ts";
export {
  type DemographicMatch,
  demographicWeights,
  type KnownTraits,
  matchDemographics,
  type TraitShares,
} from "./match-demographics.ts";
export { type PerceptionCase, type PerceptionGap, type Perceptions, perceptionGap } from "./perception-gap.ts";
export {
  type PersonaPreferences,
  type Pluralism,
  type PreferenceCase,
  personaPreferences,
  pluralism,
} from "./persona-preferences.ts";
export { DISTANCES, type DistanceName, type QuestionDistances, questionDistances } from "./question-distances.ts";
export { QUESTION_LANGUAGES, questionFramesIn } from "./question-frames.ts";
export {
  type AnswerCounts,
  countAnswers,
  groupName,
  placedAnswers,
  placesOf,
  type Respondent,
  type SurveyQuestion,
  sharesOf,
} from "./survey-answers.ts";
export { type SurveyConsistency, surveyConsistency } from "./survey-consistency.ts";
