/**
 * A user with wishes for a task that it tells only when it is asked for them.
 *
 * The Roleplayer of STaR-GATE [102]: its preferences are unknown to the Questioner, who gets at them by asking. That it never
 * volunteers one is by construction, which is ours: a first call finds which attributes the assistant's message asks about,
 * seeing their names and no value, and the prompt of the line holds the values that were asked for, now or before, and no
 * other. A persona or task that says a hidden value elsewhere is refused. A question about wishes in general gets the weightiest
 * that is untold, one a turn. The first line is the task as it stands; when nothing is asked any more the user thanks, and the
 * talk is over. A message that cannot be read for what it asks is answered with nothing told.
 * Questions are scored as the paper trains on them, by the log probability of an oracle's answer after the talk
 * (`questionReward`); the oracle reads `oracleView`. A talk without questions tells nothing; without preferences the share told is null.
 *
 * @paper 102
 * @function
 * @needs actor
 */
import { z } from "zod";
import {
  type ChatMessage,
  type ContinuationScore,
  InputError,
  type Message,
  type Model,
  type Persona,
  type Preference,
} from "../../core/index.ts";
import { askJson, neededScorer } from "../../model/index.ts";
import { renderPersona } from "../../persona/index.ts";
import { words } from "../../transcript/index.ts";
import type { Line } from "../conversation.ts";
import { seedOf } from "../world/player.ts";
import { endOf, type SimulatedUser } from "./simulated-user.ts";
import { talkOf, userLine } from "./user-line.ts";

export interface HiddenPreferenceUserOptions {
  /** Its `preferences` are what is hidden; no two of one attribute. */
  persona: Persona;
  /** What it wants done; said first. */
  task: string;
  /** Follows instructions. */
  model: Model;
  seed?: number;
  mostTurns?: number;
}

/** What the user notes with a line. */
export interface PreferenceEvidence {
  /** Questions in the message that it answers. */
  questions: number;
  /** Attributes that it was asked for, whose values it had before it as it spoke. */
  told: string[];
  /** What the message asks for could not be read. */
  unread?: true;
}

export interface Elicitation {
  /** The assistant's, answered by the user. */
  questions: number;
  /** Attributes, in the order in which they were first told. */
  told: string[];
  /** Of all preferences, by the size of their weights, 0..1; null where there are none. */
  share: number | null;
}

/** Three questions [102] and the answer. */
export const PREFERENCE_TURNS = 4;

const TASK = `You asked an assistant to do something for you. You have wishes of your own, and say one only when you are asked for it. Answer what you are asked in one or two sentences, offer nothing else, and make up no wish: where you are asked for something that is not among your wishes below, say that you do not mind. Write only your message, without your name before it.`;

const FIND = `An assistant wrote a message to somebody who has wishes about the attributes listed. Which of these does the message ask about? Only what it asks for counts, not what it mentions or offers.
Reply {"asked": ["attribute", …], "general": true where it asks for wishes without naming any, else false}.`;
const found = z.object({ asked: z.array(z.string()), general: z.boolean() });

const THANKS = "Thank you.";

/** @throws InputError for a blank task, an attribute twice, or a hidden value in what is told openly */
export function hiddenPreferenceUser({
  persona,
  task,
  model,
  seed = 0,
  mostTurns = PREFERENCE_TURNS,
}: HiddenPreferenceUserOptions): SimulatedUser {
  const { name, preferences: hidden = [] } = persona;
  const brief = [renderPersona(withoutPreferences(persona)).system, TASK, `What you asked for: ${task}`].join("\n\n");
  refuseUnfit(brief, { name, task, hidden });

  /** Attributes that the last message asks for; null where that cannot be read. */
  async function askedIn(history: readonly Message[], signal: AbortSignal | undefined): Promise<string[] | null> {
    if (hidden.length === 0) return [];
    const material = { message: history.at(-1)?.text ?? "", attributes: hidden.map(({ attribute }) => attribute) };
    const call = { task: FIND, material, shape: found, seed: seedOf(talkOf(history, { name, seed }), name, "asked") };
    const answer = await askJson(model, call, signal);
    if (answer === null) return null;
    const named = hidden.filter(({ attribute }) => answer.asked.includes(attribute));
    if (named.length > 0 || !answer.general) return named.map(({ attribute }) => attribute);
    const { told } = elicitation(history, { name, preferences: hidden });
    const untold = hidden.filter(({ attribute }) => !told.includes(attribute));
    return untold
      .sort((a, b) => sizeOf(b) - sizeOf(a))
      .slice(0, 1)
      .map(({ attribute }) => attribute);
  }

  return {
    kind: "hidden-preference",
    name,
    mostTurns,
    async speak(history, { signal }): Promise<Line> {
      signal?.throwIfAborted();
      if (history.every(({ speaker }) => speaker !== name)) return { text: task, evidence: { scripted: "opening" } };
      const asked = await askedIn(history, signal);
      const questions = questionsIn(history.at(-1)?.text ?? "");
      const noted: PreferenceEvidence = { questions, told: asked ?? [], ...(asked === null && { unread: true }) };
      if (asked?.length === 0 && questions === 0) {
        return { text: THANKS, evidence: { ...noted, scripted: "thanks", end: "nothing was asked" } };
      }
      const before = elicitation(history, { name, preferences: hidden }).told;
      const known = hidden.filter(({ attribute }) => [...before, ...(asked ?? [])].includes(attribute));
      const voice = { name, model, seed, brief, settings: { temperature: 0.7, maxTokens: 120 } };
      const line = await userLine(voice, history, { ask: wishesTold(known), signal });
      return { ...line, evidence: { ...line.evidence, ...noted } };
    },
    over(messages) {
      const last = messages.at(-1);
      return last?.speaker === name ? (endOf(last) ?? null) : null;
    },
    outcome(messages) {
      const { told } = elicitation(messages, { name, preferences: hidden });
      const why = `${told.length} of ${hidden.length} wishes were asked for; whether the answer suits them is for a judge`;
      return { reached: null, by: "nothing", why };
    },
  };
}

/** What an oracle reads to answer the task at its best: the whole persona, the task, and every preference. */
export function oracleView({ persona, task }: Pick<HiddenPreferenceUserOptions, "persona" | "task">): string {
  const wishes = (persona.preferences ?? []).map(wishOf);
  const person = renderPersona(withoutPreferences(persona), { person: "third" }).system;
  return [
    person,
    `What they ask for: ${task}`,
    ...(wishes.length > 0 ? [`What they wish:\n${listed(wishes)}`] : []),
  ].join("\n\n");
}

/** What was asked for and told in a talk with such a user, by its notes. */
export function elicitation(
  messages: readonly Message[],
  { name, preferences }: { name: string; preferences: readonly Preference[] },
): Elicitation {
  const notes = messages.filter(({ speaker }) => speaker === name).map(({ evidence }) => evidence ?? {});
  const named = notes.flatMap(({ told }): unknown[] => (Array.isArray(told) ? told : []));
  const told = [...new Set(named)].filter((one) => typeof one === "string");
  const questions = notes.reduce((sum, one) => sum + (typeof one.questions === "number" ? one.questions : 0), 0);
  const all = preferences.reduce((sum, one) => sum + sizeOf(one), 0);
  const got = preferences
    .filter(({ attribute }) => told.includes(attribute))
    .reduce((sum, one) => sum + sizeOf(one), 0);
  return { questions, told, share: all === 0 ? null : got / all };
}

/**
 * How probable the oracle's answer is to the assistant's model after the user's last line but the thanks: the better the
 * questions, the higher. Compare within one task.
 *
 * @throws UnsupportedError where the model cannot score. @throws RangeError for a talk without a line of the user
 */
export async function questionReward(
  messages: readonly Message[],
  { name, answer, model }: { name: string; answer: string; model: Model },
  signal?: AbortSignal,
): Promise<ContinuationScore> {
  const scorer = neededScorer("hidden-preference-user", model);
  const last = messages.findLastIndex((message) => message.speaker === name && endOf(message) === undefined);
  if (last < 0) throw new RangeError(`invalid talk; nothing is said by ${name}`);
  const chat = messages.slice(0, last + 1).map(({ speaker, text }): ChatMessage => {
    return { role: speaker === name ? "user" : "assistant", content: text };
  });
  return scorer.score({ messages: chat, continuation: answer }, signal);
}

function withoutPreferences({ preferences: _, ...open }: Persona): Persona {
  return open;
}

function sizeOf({ weight = 1 }: Preference): number {
  return Math.abs(weight);
}

function questionsIn(text: string): number {
  return text.match(/[?？؟]+/gu)?.length ?? 0;
}

/** "budget: 500 euros"; with a weight below 0 "food: not meat". */
export function wishOf({ attribute, value, weight = 1 }: Preference): string {
  return `${attribute}: ${weight < 0 ? "not " : ""}${value}`;
}

function wishesTold(known: readonly Preference[]): string {
  if (known.length === 0) return "You have no wish about what you are asked now: say that you do not mind.";
  return `Your wishes about what you were asked:\n${listed(known.map(wishOf))}`;
}

function listed(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join("\n");
}

function refuseUnfit(
  open: string,
  { name, task, hidden }: { name: string; task: string; hidden: readonly Preference[] },
): void {
  if (task.trim() === "")
    throw new InputError({ where: name, found: "a blank task", expected: "what the user wants done" });
  const attributes = hidden.map(({ attribute }) => attribute);
  const twice = attributes.find((attribute, i) => attributes.indexOf(attribute) !== i);
  if (twice !== undefined) {
    throw new InputError({ where: name, found: `two preferences about ${twice}`, expected: "one for each attribute" });
  }
  const said = ` ${words(open).join(" ")} `;
  const leaked = hidden.find(({ value }) => said.includes(` ${words(value).join(" ")} `));
  if (leaked === undefined) return;
  throw new InputError({
    where: name,
    found: `the hidden wish ${JSON.stringify(leaked.value)} in what the user says or is told openly`,
    expected: "it in the persona's preferences alone",
    fix: "take it out of the task, the summary or the statements, or say it there in other words",
  });
}
