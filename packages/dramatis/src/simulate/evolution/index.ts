// A crowd whose personas are rewritten until it behaves as a reference says.
export { type Classified, type Classifier, classifierByModel } from "./classify-behaviour.ts";
export { type DistributionGap, distributionGap, softDistribution } from "./distribution-gap.ts";
export {
  adjustmentSuccess,
  type Behaviour,
  type Crowd,
  type EvolutionEnd,
  type EvolutionIteration,
  type EvolutionWorld,
  type PersonaEvolution,
  type PersonaEvolutionOptions,
  type PersonaPatch,
  personaEvolution,
} from "./persona-evolution.ts";
export { type RewriteRequest, type Rewriting, type Writer, writerByModel } from "./rewrite-persona.ts";
