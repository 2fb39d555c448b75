/**
 * A persona that wants something of an assistant, and says itself when it has it or has had enough.
 *
 * The plainest simulated user: a prompt of persona, goal and what it keeps to itself. The model ends its last message with a
 * mark, which is taken out of the text; a rule over the assistant's replies may stand in for it, and is the stronger witness.
 * No paper's: it is what the others here are held against. A talk that reaches its bound with neither is not a success; of a
 * model that follows no instructions it is not known.
 *
 * @method
 * @function
 * @needs actor
 */
import type { Model, Persona } from "../../core/index.ts";
import { renderPersona } from "../../persona/index.ts";
import type { SimulatedUser } from "./simulated-user.ts";
import { type GoalOptions, talkingUser } from "./talking-user.ts";

export interface GoalUserOptions extends GoalOptions {
  persona: Persona;
  goal: string;
  model: Model;
  seed?: number;
}

export const GOAL_TURNS = 10;

const TASK = `You are writing to an assistant. You are the one who wants something: you do not help, advise or speak for the assistant, and you are as patient, blunt or vague as you are. Write only your next message, in one to three sentences, without your name before it.`;

/** @throws RangeError for a blank goal */
export function goalUser({ persona, seed = 0, mostTurns = GOAL_TURNS, ...options }: GoalUserOptions): SimulatedUser {
  if (options.goal.trim() === "") throw new RangeError("invalid goal; blank");
  const brief = `${renderPersona(persona).system}\n\n${TASK}`;
  const settings = { temperature: 0.7, topP: 0.9, repetitionPenalty: 1.1, maxTokens: 200 };
  return talkingUser({ ...options, kind: "goal", name: persona.name, brief, seed, mostTurns, settings });
}
