// Conversations with a persona: who talks to it, and the questions that hold it to its statements.
export { type CardProbe, cardProbes, type LoreTopic } from "./card-probes.ts";
export * from "./collaboration/index.ts";
export { type ConversationOptions, conversation, type Line, type Participant, type Speaker } from "./conversation.ts";
export * from "./debate/index.ts";
export * from "./evolution/index.ts";
export * from "./experiments/index.ts";
export * from "./games/index.ts";
export { playedUser } from "./played-user.ts";
export { makeProbes, type Probe, type Probes } from "./probes.ts";
export * from "./scenes/index.ts";
export { probesPerScript, type ScriptOptions, scriptedUser, userScript } from "./scripted-user.ts";
export { drawStranger } from "./strangers.ts";
export * from "./users/index.ts";
export { interviewed } from "./world/interviewed.ts";
export { type Intervention, type PlayedStep, type PlayOptions, playScene } from "./world/play-scene.ts";
export {
  type Cast,
  type Cue,
  type Given,
  lineOf,
  type Player,
  type SceneSpeaker,
  speak,
  tell,
  tellData,
} from "./world/player.ts";
export {
  type Audience,
  agentOf,
  directed,
  type Happening,
  happened,
  knownTo,
  left,
  presentAgents,
  type SceneAgent,
  type SceneEvent,
  type SceneOptions,
  type SceneWorld,
  sceneWorld,
  stepped,
  withAgent,
} from "./world/scene-world.ts";
export { type StepRecord, stepRecord, withRecord } from "./world/step-record.ts";
export { afterSteps, anyOf, deserted, type Stop, saidEnd, stale } from "./world/stop.ts";
export { type TurnByTurnOptions, turnByTurn } from "./world/turn-by-turn.ts";
export { addressed, atRandom, inOrder, type TakeTurn } from "./world/turns.ts";
