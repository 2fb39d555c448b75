// Questionnaires: instruments as data, how they are asked, their scores, and how far these can be trusted.
export { answersByPerson, type ItemResponse, meanValue, type SurveyMode } from "./administered.ts";
export { choiceFramesIn, choiceOrders } from "./choice-frames.ts";
export {
  type ChoiceItem,
  type ChoiceOutcome,
  choiceItems,
  choiceOutcomes,
  choiceShare,
  scoreChoices,
} from "./choice-outcomes.ts";
export { type AnswerRows, correlations, covariances } from "./correlations.ts";
export { type Frame, framesIn, letterOnly, MOST_FRAMES, optionOrders } from "./frames.ts";
export {
  type InducedAnswer,
  type InductionCheck,
  type InductionGain,
  type InductionMissing,
  inductionCheck,
  inductionGain,
  naivePrompt,
  type Pole,
  personalityPrompt,
  poleFacets,
  wordsPrompt,
} from "./induction-gain.ts";
export {
  type ChoiceKind,
  type InstrumentFile,
  type InstrumentItem,
  type InstrumentNorm,
  type InstrumentScale,
  type ItemOption,
  partName,
} from "./instrument-file.ts";
export {
  type CriterionCheck,
  criterionCheck,
  type FacetStructure,
  facetStructure,
  mtmm,
  type ScalePair,
  type Validity,
  type ValidityCheck,
  validityCheck,
} from "./mtmm.ts";
export { type OneFactor, oneFactor } from "./one-factor.ts";
export {
  type PersonaType,
  type PoleCheck,
  type PoleEffect,
  type PoleScore,
  PUBLISHED_POLES,
  personaTypes,
  poleCheck,
  poleEffect,
} from "./persona-types.ts";
export {
  type AskedItem,
  askedItems,
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
export { FEW_PEOPLE, resampled } from "./resampled.ts";
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
export { agreement, type Retest, retest, type Sensitivity, sensitivity, type WayTest } from "./sensitivity.ts";
export {
  type AssignedLevels,
  concurrentDesigns,
  DIMENSIONS,
  describedPersona,
  type ShapedScore,
  type ShapingCheck,
  shapedPersona,
  shapingCheck,
  singleTraitDesigns,
  TRAITS,
} from "./shaping-check.ts";
export {
  parallelPairs,
  type SituationalBrief,
  type SituationalScore,
  type SituationalTest,
  situationalMonotony,
  situationalScore,
  writeParallelForms,
  writeSituationalTests,
} from "./situational-score.ts";
export { type SpectrumScore, spectrumTraits, spectrumValues } from "./spectrum-scores.ts";
export { type AnswerNoise, itemNoise, itemsToTellApart, peopleToTellApart, type SurveySize } from "./survey-power.ts";
export { type TraitChoice, type TraitLevel, traitChoice } from "./trait-choice.ts";
export {
  TYPE_CAVEAT,
  type TypeIndicator,
  typeConsistency,
  typeFairness,
  typeIndicator,
  typeRobustness,
} from "./type-indicator.ts";
export { type TypeGroups, type TypeResult, typeGroups, typeResult } from "./type-results.ts";
