// Personas from a brief, a census, a text, a dialogue, other personas. A method is one file in a family.
export { type AnthologyOptions, anthology } from "./backstories/anthology.ts";
export { criticByModel, criticByNli } from "./backstories/critics.ts";
export { type DemographicSurveyOptions, demographicSurvey } from "./backstories/demographic-survey.ts";
export { type InterviewBackstoryOptions, interviewBackstory } from "./backstories/interview-backstory.ts";
export { type MatchPopulationOptions, matchPopulation } from "./backstories/match-population.ts";
export { matchGreedily, matchOneToOne, populationWeights } from "./backstories/population-weights.ts";
export { type DistractorRowsOptions, distractorRows } from "./dialogue/distractor-rows.ts";
export { type ExtractPersonaOptions, extractPersona } from "./dialogue/extract-persona.ts";
export {
  type HistoryProfile,
  type HistoryProfileOptions,
  historyProfile,
  nearestPairs,
} from "./dialogue/history-profile.ts";
export { type ImplicitPersona, type ImplicitPersonaOptions, implicitPersona } from "./dialogue/implicit-persona.ts";
export { type InDialogueProfile, inDialogueProfile } from "./dialogue/in-dialogue-profile.ts";
export { type SeekerPersona, type SeekerPersonaOptions, seekerPersona } from "./dialogue/seeker-persona.ts";
export { sparseCategories } from "./dialogue/sparse-categories.ts";
export { abilities } from "./expansion/abilities.ts";
export { aspects } from "./expansion/aspects.ts";
export { type BackgroundStoryOptions, backgroundStory } from "./expansion/background-story.ts";
export { type CharacterBankOptions, characterBank } from "./expansion/character-bank.ts";
export { commonsense } from "./expansion/commonsense.ts";
export { activeExpansions, chooseExpansion } from "./expansion/expansions.ts";
export { habits } from "./expansion/habits.ts";
export { type IdentitiesOptions, identities, sanitizeIdentities } from "./expansion/identities.ts";
export { nearestHabits } from "./expansion/nearest-habits.ts";
export { type OutOfPersonaOptions, outOfPersona } from "./expansion/out-of-persona.ts";
export { type PeacokOptions, peacok } from "./expansion/peacok.ts";
export { type PeopleLikeThisOptions, peopleLikeThis } from "./expansion/people-like-this.ts";
export { personaRetrieval } from "./expansion/persona-retrieval.ts";
export type { Instruction, ResponseOptions } from "./hub/cast-instructions.ts";
export { type DiversityOptions, type DiversityReport, diversityReport } from "./hub/diversity-report.ts";
export { personaLine } from "./hub/persona-line.ts";
export { type PersonaMathOptions, type Problem, personaMath } from "./hub/persona-math.ts";
export { type PersonaToPersonaOptions, personaToPersona } from "./hub/persona-to-persona.ts";
export { type ProfileSynthesisOptions, profileSynthesis } from "./hub/profile-synthesis.ts";
export { responseGeneration } from "./hub/response-generation.ts";
export { responseRewriting } from "./hub/response-rewriting.ts";
export { type TextToPersonaOptions, textToPersona } from "./hub/text-to-persona.ts";
export { type WithoutDuplicatesOptions, withoutDuplicates } from "./hub/without-duplicates.ts";
export { type WithoutParaphrasesOptions, withoutParaphrases } from "./hub/without-paraphrases.ts";
export { type Choice, given, type Material, type SourceText } from "./material.ts";
export { densitySample } from "./profiles/density-sample.ts";
export { type FairPreferencesOptions, fairPreferences } from "./profiles/fair-preferences.ts";
export { type IpDialogOptions, ipDialog } from "./profiles/ip-dialog.ts";
export { type ProfileUpdateOptions, profileUpdate } from "./profiles/profile-update.ts";
export { type RoutinesOptions, routines } from "./profiles/routines.ts";
export { type SynthesizeMeOptions, synthesizeMe } from "./profiles/synthesize-me.ts";
export { type TraitConsensusOptions, traitConsensus } from "./profiles/trait-consensus.ts";
export { type UserProfileOptions, userProfile } from "./profiles/user-profile.ts";
export { withProvenance } from "./provenance.ts";
export { type ArchetypesOptions, archetypes } from "./sampling/archetypes.ts";
export { BIG_FIVE, type BigFiveOptions, bigFive } from "./sampling/big-five.ts";
export { completeProfiles } from "./sampling/complete-profiles.ts";
export { constrainedProfiles } from "./sampling/constrained-profiles.ts";
export { ipf } from "./sampling/ipf.ts";
export type { DrawnTrait, DrawnVariable, PeopleTables } from "./sampling/people-tally.ts";
export { type PopulationOptions, population } from "./sampling/population.ts";
export type { Population, PopulationDescription } from "./sampling/population-description.ts";
export { parsePopulation, readPopulation, shippedPopulations } from "./sampling/read-population.ts";
export {
  type PeopleSample,
  type PreparedPopulation,
  preparePopulation,
  sampleColumns,
} from "./sampling/sample-columns.ts";
export type { SamplingReport } from "./sampling/sampling-report.ts";
export {
  type PopulationFormat,
  type WritePopulationOptions,
  type WrittenPopulation,
  writePopulation,
} from "./sampling/write-population.ts";
export { type CreationReport, type Tally, tally } from "./tally.ts";
export { type AmadeusOptions, amadeus } from "./texts/amadeus.ts";
export { type CharacterGptOptions, characterGpt } from "./texts/character-gpt.ts";
export { type JournalOptions, journal } from "./texts/journal.ts";
