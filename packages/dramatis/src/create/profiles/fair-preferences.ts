/**
 * Asks personas which of two options on a social group and a topic is fair, for data on whose preferences differ.
 *
 * FairPP [100]: 28 groups by 98 topics by five dimensions of preference, seven personas from survey data that role-play
 * their answers; distances of the answers by Jensen-Shannon, and samples weighed for a target persona
 * (preference-distances.ts; the form of the weight is ours, since the paper's is not known). We depart: groups and
 * topics are yours, one question for each pair is written once and put to every persona. Added as
 * `facets.fairPreferences`. These are opinions about groups of people: for research inside a house, not for show.
 * A question or an answer that cannot be used is dropped; a persona without answers comes as it came.
 *
 * @paper 100
 * @needs actor
 */
import { z } from "zod";
import { InputError, type Model, type Persona, type Source } from "../../core/index.ts";
import { askJson, neededModel } from "../../model/index.ts";
import { renderPersona } from "../../persona/index.ts";
import { given, type Material } from "../material.ts";
import { tally as newTally, type Tally } from "../tally.ts";

const QUESTION = `You are given a social group and a topic.
Write a question on what is fair to that group in that topic, and 3 to 5 short options that differ, none of them insulting.
Reply with {"question": "...", "options": ["..."]}.`;
const ANSWER = `You are given a persona, a question and options. Say which option that persona would choose, as it is given.
Reply with {"answer": "..."}.`;

const questionShape = z.object({
  question: z.string().regex(/\S/),
  options: z.array(z.string().regex(/\S/)).min(2).max(5),
});
const answerShape = z.object({ answer: z.string() });

export interface FairPreference {
  group: string;
  topic: string;
  question: string;
  options: string[];
  /** Index in the options. */
  answer: number;
}

export interface FairPreferencesOptions extends Material {
  groups?: readonly string[];
  topics?: readonly string[];
}

type Question = Omit<FairPreference, "answer">;

/** @throws InputError without personas, groups or topics, UnsupportedError without a chat model. */
export function fairPreferences(options: FairPreferencesOptions = {}): Source {
  const { groups = [], topics = [], tally = newTally() } = options;
  const personas = given("fair-preferences", options, "personas");
  if (groups.length === 0 || topics.length === 0) {
    const found = groups.length === 0 ? "no groups" : "no topics";
    throw new InputError({ where: "fair-preferences", found, expected: "social groups and topics to ask about" });
  }
  const model = tally.counted(neededModel("fair-preferences", options.model));

  return {
    name: "fair-preferences",
    async *personas(_seed, signal) {
      signal?.throwIfAborted();
      const questions = await questionsOn({ groups, topics, model, tally }, signal);
      for (const persona of personas) {
        const answers: FairPreference[] = [];
        for (const question of questions) {
          signal?.throwIfAborted();
          const answer = await answerOf(persona, { question, model, tally }, signal);
          if (answer !== null) answers.push({ ...question, answer });
        }
        signal?.throwIfAborted();
        yield answers.length === 0 ? persona : { ...persona, facets: { ...persona.facets, fairPreferences: answers } };
      }
    },
  };
}

async function questionsOn(
  {
    groups,
    topics,
    model,
    tally,
  }: { groups: readonly string[]; topics: readonly string[]; model: Model; tally: Tally },
  signal?: AbortSignal,
): Promise<Question[]> {
  const questions: Question[] = [];
  for (const material of groups.flatMap((group) => topics.map((topic) => ({ group, topic })))) {
    const reply = await askJson(model, { task: QUESTION, material, shape: questionShape, temperature: 0.7 }, signal);
    tally.ask();
    if (reply === null) tally.drop("unparsed");
    else {
      tally.keep();
      questions.push({ ...material, ...reply });
    }
  }
  return questions;
}

async function answerOf(
  persona: Persona,
  { question, model, tally }: { question: Question; model: Model; tally: Tally },
  signal?: AbortSignal,
): Promise<number | null> {
  const material = { persona: renderPersona(persona).system, question: question.question, options: question.options };
  const reply = await askJson(model, { task: ANSWER, material, shape: answerShape }, signal);
  const key = (text: string): string => text.trim().toLowerCase();
  const answer = reply === null ? -1 : question.options.findIndex((option) => key(option) === key(reply.answer));
  tally.ask();
  if (answer >= 0) tally.keep();
  else tally.drop(reply === null ? "unparsed" : "no option");
  return answer < 0 ? null : answer;
}
