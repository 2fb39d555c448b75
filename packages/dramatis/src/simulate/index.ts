// Conversations with a persona: who talks to it, and the questions that hold it to its statements.
export { type CardProbe, cardProbes, type LoreTopic } from "./card-probes.ts";
export { type ConversationOptions, conversation, type Line, type Participant, type Speaker } from "./conversation.ts";
export { playedUser } from "./played-user.ts";
export { makeProbes, type Probe, type Probes } from "./probes.ts";
export { probesPerScript, type ScriptOptions, scriptedUser, userScript } from "./scripted-user.ts";
export { drawStranger } from "./strangers.ts";
