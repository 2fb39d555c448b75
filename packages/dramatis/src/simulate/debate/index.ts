// Debates: with private opinions around them, with hidden minds, as a tree, before an audience.
export {
  type AudienceDebateOptions,
  audienceDebate,
  type DebateListener,
  listenersOf,
} from "./audience-debate.ts";
export { type AudienceShift, audienceShift } from "./audience-shift.ts";
export { type ChosenGroup, chooseGroup, crossEntropy, type GroupOpinion, type GroupOptions } from "./choose-group.ts";
export { type DebateNode, type DebateVerdict, debateTree } from "./debate-tree.ts";
export { type NationalDebateOptions, nationalDebate } from "./national-debate.ts";
export {
  debateFor,
  type GroupFigures,
  type GroupRate,
  groupFigures,
  type HeldOpinions,
  opinionsHeld,
} from "./opinions-held.ts";
export {
  type Inferred,
  type PersuadeeState,
  persuadeeState,
  persuasionRecord,
  type TheoryOfMindPersuasionOptions,
  theoryOfMindPersuasion,
} from "./theory-of-mind-persuasion.ts";
export { type TreeOfDebateOptions, treeOfDebate } from "./tree-of-debate.ts";
