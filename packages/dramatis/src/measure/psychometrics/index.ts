// Questionnaires: instruments as data, how they are asked, their scores, and how far these can be trusted.
export { answersByPerson, type ItemResponse, meanValue, type SurveyMode } from "./administered.ts";
export { type AnswerRows, correlations, covariances } from "./correlations.ts";
export { type Frame, framesIn, letterOnly, MOST_FRAMES, optionOrders } from "./frames.ts";
export {
  type InductionGain,
  inductionGain,
  naivePrompt,
  type Pole,
  personalityPrompt,
  poleFacets,
  wordsPrompt,
} from "./induction.ts";
export { type InstrumentFile, type InstrumentNorm, type InstrumentScale, partName } from "./instrument-file.ts";
export { type OneFactor, oneFactor } from "./one-factor.ts";
export { type PersonaType, type PoleEffect, personaTypes, poleEffect } from "./persona-types.ts";
export {
  bundledInstruments,
  instrumentOf,
  languagesOf,
  optionsOf,
  parseInstrument,
  rangeOf,
  readInstrument,
  withItems,
  withoutItems,
} from "./read-instrument.ts";
export { type Reliability, reliability } from "./reliability.ts";
export { type ReportAndBehaviour, reportAndBehaviour } from "./report-and-behaviour.ts";
export { type ResponseStyles, responseStyles } from "./response-styles.ts";
export {
  type Answers,
  keyed,
  normGroups,
  partsOf,
  type ScaleScore,
  type ScoreInventoryOptions,
  scoreInventory,
} from "./score-inventory.ts";
export { type Retest, retest, type Sensitivity, sensitivity, type WayTest } from "./sensitivity.ts";
export {
  type AssignedLevels,
  concurrentDesigns,
  type ShapedScore,
  type ShapingCheck,
  shapedPersona,
  shapingCheck,
  singleTraitDesigns,
} from "./shaping.ts";
export {
  type SituationalBrief,
  type SituationalScore,
  type SituationalTest,
  situationalMonotony,
  situationalScore,
  writeSituationalTests,
} from "./situational-tests.ts";
export { type SpectrumScore, spectrumTraits, spectrumValues } from "./spectrum-scores.ts";
export { type AnswerNoise, itemNoise, itemsToTellApart, peopleToTellApart, type SurveySize } from "./survey-power.ts";
export { type TraitChoice, type TraitScores, traitChoice, traitScores } from "./trait-choice.ts";
export {
  TYPE_CAVEAT,
  type TypeIndicator,
  typeConsistency,
  typeFairness,
  typeIndicator,
  typeRobustness,
  withoutPlaceBias,
} from "./type-indicator.ts";
export { type FacetStructure, facetStructure, mtmm, type Validity } from "./validity.ts";
