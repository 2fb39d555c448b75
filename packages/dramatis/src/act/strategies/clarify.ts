/**
 * Asks before it answers where the answer depends on what the other one wants and has not said.
 *
 * After STaR-GATE [102] and PrefDisco [208]. While a personal task is under-specified it asks at most three questions, one a
 * turn. Of m = 5 candidate questions it takes the one of the highest expected divergence: for two imagined answers the model
 * writes short drafts, and the divergence is 1 − cos of the drafts. That stands in for STaR-GATE's log probability of an
 * oracle's answer, which needs the hidden persona. When it has asked enough, or the other one declines, it answers: with
 * the preferences that were said, or, where none is known, in a way that suits most people, since three in ten naive
 * personalisations are worse than the generic answer [208].
 * Questions asked are read from the evidence of the persona's own turns (`clarifying`). A draft that asks nothing is drawn
 * once more; then the question itself is said. At most 1 + m calls a turn besides the reply, each asked once more where its
 * answer cannot be read; an unread answer means that nothing is asked. With nothing said nothing is contributed.
 *
 * @paper 102, 208
 * @needs actor, embed
 */
import { z } from "zod";
import type { AgentView, Contribution, Embedder, Message, Model } from "../../core/index.ts";
import { askJson, cosine, neededEmbedder, neededModel } from "../../model/index.ts";
import { sameName } from "../../transcript/index.ts";
import { lastTurns } from "../grounding/turn-query.ts";
import type { Strategy } from "../strategy.ts";

export interface ClarifyOptions {
  /** A chat model that follows instructions. */
  model?: Model;
  embedder?: Embedder;
  /** Questions in a row. */
  most?: number;
  /** Questions to choose from (m). */
  candidates?: number;
  /** What is known of the other one's preferences from elsewhere, such as a memory. */
  known?: (view: AgentView, signal?: AbortSignal) => readonly string[] | Promise<readonly string[]>;
}

/** A question of the persona's that was meant to clarify, and what it was answered. */
export interface Clarified {
  question: string;
  /** Absent where it was declined. */
  answer?: string;
}

/** A question to ask, or that it is time to answer: a personal task or not, and whether the last question was declined. */
type Step = { question: string } | { isPersonal: boolean; isDeclined: boolean };

const ASK = `You prepare the next turn of a conversation. Decide about the last message:
- "personal": it asks for something whose best answer depends on wishes, needs or circumstances that are not known;
- "declined": its author does not want to be asked.
Then give different questions, each of which would tell one such thing: as many as you are asked for.
Reply {"personal": true, "declined": false, "questions": ["…?"]}.`;
const asked = z.object({ personal: z.boolean(), declined: z.boolean(), questions: z.array(z.string()) });

const IMAGINE = `In a conversation the question you are given could be asked. Imagine two different answers that people might give to it,
and for each write in at most 40 words what the reply to the conversation would then be.
Reply {"drafts": ["reply after the first answer", "reply after the second answer"]}.`;
const imagined = z.object({ drafts: z.array(z.string()).length(2) });

const DECLINES =
  /\b(?:no preference|(?:do(?:es)?n[’']?t|do(?:es)? not) (?:know|care|matter)|whatever|you (?:choose|decide)|just (?:answer|tell|pick|give|do)|no idea|stop asking)\b/iu;
const GENERIC =
  "Nothing is known of what they prefer. Answer so that it suits most people, and do not guess who they are or what they like.";

export function clarify({ model, embedder, most = 3, candidates = 5, known }: ClarifyOptions = {}): Strategy {
  const name = "clarify";
  /** The question to ask, by the history that it is asked after, for `read` of the same turn. */
  const asking = new WeakMap<object, string>();

  /** The question of the highest divergence; of equal ones, the first. */
  async function mostTelling(view: AgentView, questions: readonly string[], signal?: AbortSignal): Promise<string> {
    const embed = neededEmbedder(name, embedder);
    let best = { question: questions[0] ?? "", divergence: -1 };
    for (const question of questions) {
      const material = { conversation: lastTurns(view.history), question };
      const answer = await askJson(neededModel(name, model), { task: IMAGINE, material, shape: imagined }, signal);
      if (answer === null) continue;
      const [a = new Float32Array(), b = new Float32Array()] = await embed.embed(answer.drafts, signal);
      const divergence = 1 - cosine(a, b);
      if (divergence > best.divergence) best = { question, divergence };
    }
    return best.question;
  }

  /** What to do now, by what was clarified before and what is known of their preferences. */
  async function nextStep(
    view: AgentView,
    { before, preferences }: { before: readonly Clarified[]; preferences: readonly string[] },
    signal?: AbortSignal,
  ): Promise<Step> {
    const last = before.at(-1);
    const isPersonal = last !== undefined;
    const isDeclined = isPersonal && last.answer === undefined;
    if (before.length >= most || isDeclined) return { isPersonal, isDeclined };
    const material = {
      replies: view.persona.name,
      conversation: lastTurns(view.history),
      known: preferences,
      questions: candidates,
    };
    const question = { task: ASK, material, shape: asked, temperature: 0.7 };
    const answer = await askJson(neededModel(name, model), question, signal);
    if (answer === null) return { isPersonal, isDeclined };
    const questions = answer.questions.map((one) => one.trim()).filter((one) => one !== "");
    if (!answer.personal || answer.declined || questions.length === 0) {
      return { isPersonal: isPersonal || answer.personal, isDeclined: answer.declined };
    }
    return { question: await mostTelling(view, questions.slice(0, candidates), signal) };
  }

  return {
    name,
    async contribute(view, signal) {
      signal?.throwIfAborted();
      neededModel(name, model);
      neededEmbedder(name, embedder);
      if (view.history.length === 0) return [];
      const before = clarifiedBefore(view);
      const elsewhere = (await known?.(view, signal)) ?? [];
      const step = await nextStep(view, { before, preferences: elsewhere }, signal);
      if ("question" in step) {
        asking.set(view.history, step.question);
        return block(`Do not answer yet. Ask only this, in your own way: ${JSON.stringify(step.question)}`);
      }
      if (!step.isPersonal) return [];
      const answered = step.isDeclined ? before.slice(0, -1) : before;
      const told = answered.flatMap(({ question, answer }) => (answer === undefined ? [] : [`${question} ${answer}`]));
      const preferences = [...elsewhere, ...told].map((one) => `- ${one}`);
      if (preferences.length === 0) return block(GENERIC);
      return block(`What they prefer, as far as it is known; answer by it:\n${preferences.join("\n")}`);
    },
    read(text, { history }, isLast) {
      const question = asking.get(history);
      if (question === undefined) return { text: text.trim() };
      const isAsked = /[?？؟]/u.test(text);
      if (!isAsked && !isLast) return null;
      return { text: isAsked ? text.trim() : question, evidence: { clarifying: question } };
    },
  };
}

function block(text: string): Contribution[] {
  return [{ block: "CLARIFY", text, fields: [] }];
}

/** The clarifying questions that the persona asked in its last turns without a break, in order. */
export function clarifiedBefore({ persona, history }: AgentView): Clarified[] {
  const before: Clarified[] = [];
  const answers: string[] = [];
  for (const message of history.toReversed()) {
    if (!sameName(message.speaker, persona.name)) {
      answers.unshift(message.text.trim());
      continue;
    }
    const question = questionOf(message);
    if (question === undefined) break;
    const answer = answers.splice(0).join(" ");
    before.unshift({ question, ...(answer !== "" && !isDeclining(answer) && { answer }) });
  }
  return before;
}

/** A few words that decline; in more there may be an answer as well. */
function isDeclining(answer: string): boolean {
  return answer.split(/\s+/u).length <= 8 && DECLINES.test(answer);
}

function questionOf({ evidence }: Message): string | undefined {
  const question = evidence?.clarifying;
  return typeof question === "string" && question.trim() !== "" ? question : undefined;
}
