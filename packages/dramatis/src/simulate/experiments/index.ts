// Experiments with simulated participants: laid down, assigned, run, analysed.
export { blockRandomize, type Condition, conditionName, conditionsOf, type Factors } from "./block-randomize.ts";
export {
  type ArguedSide,
  assignParticipants,
  type ExperimentOptions,
  type ExperimentParticipant,
  type ExperimentPlayers,
  type ExperimentRecord,
  experiment,
} from "./experiment.ts";
export {
  type ExperimentAnalysis,
  type ExperimentAnalysisOptions,
  type ExperimentCell,
  experimentAnalysis,
  type FittedEffects,
  turned,
} from "./experiment-analysis.ts";
export {
  type ExperimentPower,
  type ExperimentPowerOptions,
  experimentPower,
  participantsForOddsRatio,
  shiftedShares,
} from "./experiment-power.ts";
export {
  PREREGISTRATION_TEMPLATE,
  type Preregistration,
  preregistration,
  preregistrationFaults,
  type RegisteredExperiment,
} from "./preregistration.ts";
