// How true a conversation is to a persona: the measures, and what their authors need.

export { behaviorChains } from "./benchmarks/behavior-chains.ts";
export { characterBoxScenes } from "./benchmarks/character-box-scenes.ts";
export { choiceFile } from "./benchmarks/choice-file.ts";
export { coser } from "./benchmarks/coser.ts";
export { deepeval } from "./benchmarks/deepeval.ts";
export { foldersOf } from "./benchmarks/folders-of.ts";
export { inCharacter } from "./benchmarks/in-character.ts";
export { personaBench } from "./benchmarks/persona-bench.ts";
export { personaGym } from "./benchmarks/persona-gym.ts";
export { personaMem } from "./benchmarks/persona-mem.ts";
export { readData } from "./benchmarks/read-data.ts";
export { realtalk } from "./benchmarks/realtalk.ts";
export { simulateBench } from "./benchmarks/simulate-bench.ts";
export { valueQuestions } from "./benchmarks/value-questions.ts";
export { exampleStyle } from "./card/example-style.ts";
export { greeting } from "./card/greeting.ts";
export { loreRecall } from "./card/lore-recall.ts";
export { promptProtection } from "./card/prompt-protection.ts";
export { catalogue } from "./catalogue.ts";
export { type AgentGpaOptions, agentGpa, GPA_MARKS, type GpaMark, gpaRubric } from "./characters/agent-gpa.ts";
export { type AnswerWordsOptions, answerWords } from "./characters/answer-words.ts";
export { type BehaviorChainOptions, behaviorChain } from "./characters/behavior-chain.ts";
export { type BelievabilityOptions, believability } from "./characters/believability.ts";
export { bothOrders, flipRate } from "./characters/both-orders.ts";
export { type ChainMetrics, chainMetrics } from "./characters/chain-metrics.ts";
export { type CharacterBoxOptions, characterBox, overallGrade } from "./characters/character-box.ts";
export { choiceAccuracy, scoreChoice } from "./characters/choice-accuracy.ts";
export { cpdLike, dialogueScore } from "./characters/cpd-like.ts";
export { type Flaw, type GcaOptions, gcaScore } from "./characters/gca-score.ts";
export { type GivenCircumstanceOptions, givenCircumstance } from "./characters/given-circumstance.ts";
export {
  GOAL_DIMENSIONS,
  type GoalDimension,
  type GoalScoresOptions,
  goalScores,
} from "./characters/goal-scores.ts";
export { goldAnswer } from "./characters/gold-answer.ts";
export { type GroundedAnswerOptions, groundedAnswer } from "./characters/grounded-answer.ts";
export {
  type DimensionLabel,
  type InterviewMetrics,
  interviewMetrics,
  labelType,
  type MeasuredDimension,
  type RepeatConsistency,
  repeatConsistency,
  type ScaleRange,
  unreversed,
} from "./characters/interview-metrics.ts";
export { interviewTraits } from "./characters/interview-traits.ts";
export { metaEvaluation, type ScoredBoth } from "./characters/meta-evaluation.ts";
export { moralLevel } from "./characters/moral-level.ts";
export {
  type Deductions,
  MORAL_WEIGHTS,
  type MoralCase,
  type MoralLevels,
  moralLevels,
  moralScore,
} from "./characters/moral-score.ts";
export { type RetrievalScores, retrievalScores } from "./characters/retrieval-scores.ts";
export {
  type Stance,
  type StanceCase,
  type StanceMetrics,
  type StanceRates,
  stanceMetrics,
} from "./characters/stance-metrics.ts";
export { type StanceTransferOptions, stancesOn, stanceTransfer } from "./characters/stance-transfer.ts";
export {
  CHOICE,
  type ChoiceQuestion,
  choiceItem,
  choicesOf,
  placeBias,
  readChoice,
} from "./choice-answer.ts";
export { DEFAULT_SET } from "./default-set.ts";
export { questionRate } from "./dialogue/question-rate.ts";
export { refusalRate } from "./dialogue/refusal-rate.ts";
export { relatedness } from "./dialogue/relatedness.ts";
export { type RepetitionOptions, repetition } from "./dialogue/repetition.ts";
export { specificity } from "./dialogue/specificity.ts";
export { distinctClaims } from "./distinct-claims.ts";
export {
  type DeltaDiversityDecile,
  deltaDiversityDecile,
  type ScoredReply,
} from "./diversity/delta-diversity-decile.ts";
export { type DistinctNOptions, distinctN } from "./diversity/distinct-n.ts";
export { type ImpliedAuthors, impliedAuthors, type Story } from "./diversity/implied-authors.ts";
export { maas, maasIndex } from "./diversity/maas.ts";
export { selfBleu } from "./diversity/self-bleu.ts";
export { type ChallengeMetrics, challengeMetrics } from "./drift/challenge-metrics.ts";
export { type DriftAlarm, driftAlarm } from "./drift/drift-alarm.ts";
export { evidenceUptake } from "./drift/evidence-uptake.ts";
export { firstTurnOut } from "./drift/first-turn-out.ts";
export { generatorValidator } from "./drift/generator-validator.ts";
export { inCharacterByTurn } from "./drift/in-character-by-turn.ts";
export { type InconstancyKind, inconstancy } from "./drift/inconstancy.ts";
export {
  type AgentOpinions,
  type Inconstancy,
  type InconstancyRate,
  inconstancyOf,
  inconstancyRates,
} from "./drift/inconstancy-rates.ts";
export {
  type AgentWriting,
  groupSeparation,
  type LinguisticAlignment,
  linguisticAlignment,
  type TraitShift,
  traitShift,
} from "./drift/linguistic-alignment.ts";
export { challengeItem, FOLLOW_UPS, positionWeightedConsistency } from "./drift/position-weighted-consistency.ts";
export { styleStability } from "./drift/style-stability.ts";
export { styleSynchrony } from "./drift/style-synchrony.ts";
export {
  type CharacterSurvival,
  compareSurvival,
  cutAt,
  lifetimesOf,
  type SurvivalComparison,
  survivalInCharacter,
} from "./drift/survival-in-character.ts";
export { type ValueGrouping, type ValueQuestion, valueConsistency, valueItem } from "./drift/value-consistency.ts";
export {
  permeability,
  seedStability,
  type ValueAnswer,
  type ValueInertia,
  valueInertia,
} from "./drift/value-inertia.ts";
export { valueTopicConsistency } from "./drift/value-topic-consistency.ts";
export { valueUseCaseConsistency } from "./drift/value-use-case-consistency.ts";
export { type ActivePassive, activePassive, type StatementTerms } from "./fidelity/active-passive.ts";
export { apc } from "./fidelity/apc.ts";
export { apcJudged } from "./fidelity/apc-judged.ts";
export { atomicConsistency } from "./fidelity/atomic-consistency.ts";
export { atomicFidelity } from "./fidelity/atomic-fidelity.ts";
export { atomicFidelityJudged } from "./fidelity/atomic-fidelity-judged.ts";
export { atomicInternalConsistency } from "./fidelity/atomic-internal-consistency.ts";
export { type AtomicLevel, type AtomicMetrics, atomicMetrics } from "./fidelity/atomic-metrics.ts";
export { atomicRetest } from "./fidelity/atomic-retest.ts";
export { baitResistance } from "./fidelity/bait-resistance.ts";
export { contradictionRate } from "./fidelity/contradiction-rate.ts";
export { deltaApc } from "./fidelity/delta-apc.ts";
export { deltaApcJudged } from "./fidelity/delta-apc-judged.ts";
export { entailmentCoverage } from "./fidelity/entailment-coverage.ts";
export { type LineToLineOptions, lineToLine } from "./fidelity/line-to-line.ts";
export { noInvention } from "./fidelity/no-invention.ts";
export { probeAnswers } from "./fidelity/probe-answers.ts";
export { promptToLine } from "./fidelity/prompt-to-line.ts";
export { questionAnswer } from "./fidelity/question-answer.ts";
export { roleAdherence } from "./fidelity/role-adherence.ts";
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
export { agreementOf } from "./judges/agreement.ts";
export { calibrateJudge } from "./judges/calibrate-judge.ts";
export { type Calibration, calibrationCard } from "./judges/calibration.ts";
export { measureJudge, rubricJudge } from "./judges/case-judge.ts";
export { readLabelledSet } from "./judges/labelled-set.ts";
export { GATE_RULE, mayGate } from "./judges/may-gate.ts";
export { readPersonaEval } from "./judges/read-persona-eval.ts";
export { identifyRoles, passesRoleGate, roleFigures } from "./judges/role-identification.ts";
export { ownTurns, partnerBefore } from "./own-turns.ts";
export { type BatchGrades, batchScore, overallScore, taskScore } from "./persona-gym/aggregate-grades.ts";
export { personaGymActionJustification } from "./persona-gym/persona-gym-action-justification.ts";
export { type PersonaGymCalls, type PersonaGymCallsOptions, personaGymCalls } from "./persona-gym/persona-gym-calls.ts";
export { personaGymExpectedAction } from "./persona-gym/persona-gym-expected-action.ts";
export { personaGymLinguisticHabits } from "./persona-gym/persona-gym-linguistic-habits.ts";
export { personaGymPersonaConsistency } from "./persona-gym/persona-gym-persona-consistency.ts";
export {
  type PersonaGymResult,
  type PersonaGymResultOptions,
  personaGymResult,
} from "./persona-gym/persona-gym-result.ts";
export {
  BATCH,
  type PersonaGymSuiteOptions,
  personaGymItem,
  personaGymSuite,
  SETTINGS,
} from "./persona-gym/persona-gym-suite.ts";
export { personaGymToxicity } from "./persona-gym/persona-gym-toxicity.ts";
export { personaScore } from "./persona-gym/persona-score.ts";
export * from "./populations/index.ts";
export * from "./psychometrics/index.ts";
export * from "./simulation/index.ts";
export { type DialogueTraitsOptions, dialogueTraits } from "./traits/dialogue-traits.ts";
export { INTERVIEW_QUESTIONS, interviewElicitation } from "./traits/interview-elicitation.ts";
export { opinionTrait } from "./traits/opinion-trait.ts";
export {
  PERSISTENCE_FEATURES,
  type PersistenceCase,
  persistenceLanguage,
  persistencePrediction,
} from "./traits/persistence-language.ts";
export { type PsyCotOptions, psyCot } from "./traits/psy-cot.ts";
export { type PsyCotReading, psyCotReading, traitsByQuestionnaire } from "./traits/psy-cot-reader.ts";
export { selfReportBehaviour } from "./traits/self-report-behaviour.ts";
export {
  type BigFiveTrait,
  type DialogueTraitReader,
  type StatementClassifier,
  type StatementReading,
  type TraitLevels,
  targetLevels,
  traitsByClassifier,
} from "./traits/trait-reader.ts";
export { traitsByJudge } from "./traits/traits-by-judge.ts";
export { traitsByNli } from "./traits/traits-by-nli.ts";
