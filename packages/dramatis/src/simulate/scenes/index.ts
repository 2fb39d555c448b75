// Scenes: characters and what they play, an engine each.
export {
  type GivenCircumstanceActingOptions,
  givenCircumstanceActing,
} from "./given-circumstance-acting.ts";
export { type GoalInteractionOptions, goalInteraction } from "./goal-interaction.ts";
export { type NarratedSceneOptions, narratedScene } from "./narrated-scene.ts";
export {
  type Portrayals,
  type PortrayedTrait,
  portrayals,
  portrayed,
} from "./portrayed.ts";
export {
  type CharacterState,
  type ReflectingCharactersOptions,
  reflectingCharacters,
  stateOf,
} from "./reflecting-characters.ts";
export { RELATIONSHIPS, type Relationship, seenProfile } from "./seen-profile.ts";
export { type StoryFromPlanOptions, storyFromPlan, untold } from "./story-from-plan.ts";
export { type TopicDiscussionOptions, topicDiscussion, topicOf } from "./topic-discussion.ts";
