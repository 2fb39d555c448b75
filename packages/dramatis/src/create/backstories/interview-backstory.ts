/**
 * Makes personas of life interviews: question after question, each answer checked against everything answered before.
 *
 * Kang et al. 2025 (higher-order binding): the backstory is an interview of many turns, from the life story to hopes, every
 * answer drawn at temperature 1 with the transcript so far and looked over by a critic; one that contradicts is drawn again,
 * five times in all, and then the interview is dropped. The questions and the rule are ours. Before the critic, ages and
 * years that cannot both be true are found by words (told-dates.ts). The critic is the same chat model unless another is
 * given: `criticByNli` suits a model of plain continuation. A critic that cannot say rejects; so the bundled chat model,
 * whose answers make no life, keeps no interview. Nothing kept yields nothing.
 *
 * @paper 115
 * @needs actor
 */
import {
  type ChatMessage,
  cleanText,
  type Model,
  type Persona,
  type Random,
  random,
  type Source,
} from "../../core/index.ts";
import { countedModel } from "../counted-model.ts";
import type { Material } from "../material.ts";
import { backstoryPersona, type Exchange } from "./backstory-persona.ts";
import { type Critic, criticByModel } from "./critics.ts";
import { contradictoryDates } from "./told-dates.ts";

export const INTERVIEW_QUESTIONS: readonly string[] = [
  "To begin with, what is your name, how old are you, and where do you live?",
  "Tell me the story of your life, from the beginning, in as much detail as you like.",
  "Which moments changed the direction of your life, and how?",
  "Who is in your family, and what are they to you?",
  "Who are the other people who matter to you, and how did you meet them?",
  "What work have you done, and what is it like?",
  "How do you get by, and is it enough?",
  "How is your health, and how has it been?",
  "Describe an ordinary weekday, from getting up to going to bed.",
  "What do you believe in, and where does that come from?",
  "How do you see politics and the people who disagree with you?",
  "What do you hope for, and what do you fear?",
];

const INTERVIEWED = `You are one person, who is interviewed about their life. Be somebody in particular, with a past of their own, and stay with everything you have said. Answer in the first person, as such a person talks.`;

export interface InterviewBackstoryOptions {
  /** Interviews asked for. */
  count?: number;
  questions?: readonly string[];
  critic?: Critic;
  /** Answers drawn for one question. */
  tries?: number;
  /** Of one answer. */
  maxTokens?: number;
}

/** @throws UnsupportedError without a model. */
export function interviewBackstory({
  count = 10,
  questions = INTERVIEW_QUESTIONS,
  critic,
  tries = 5,
  maxTokens = 500,
  ...material
}: Material & InterviewBackstoryOptions = {}): Source {
  const model = countedModel("interview-backstory", material);
  const interviewer: Interviewer = { model, critic: critic ?? criticByModel(model), tries, maxTokens };
  const { tally } = material;

  async function* personas(seed: number, signal?: AbortSignal): AsyncGenerator<Persona> {
    const draw = random(seed);
    for (let number = 1; number <= count; number++) {
      const interviewSeed = draw.int(2 ** 31);
      signal?.throwIfAborted();
      tally?.ask();
      const transcript: Exchange[] = [];
      const answers = random(interviewSeed);
      const fault = await interview(interviewer, { questions, transcript, draw: answers, signal });
      if (fault !== undefined) {
        tally?.drop(fault);
        continue;
      }
      tally?.keep();
      const backstory = transcript
        .map(({ question, answer }) => `Question: ${question}\nAnswer: ${answer}`)
        .join("\n\n");
      const provenance = {
        source: "llm_generated",
        method: "interview-backstory",
        model: model.id,
        seed: interviewSeed,
      } as const;
      yield backstoryPersona({ backstory, interview: transcript, number, provenance });
    }
  }

  return { name: "interview-backstory", personas };
}

interface Interviewer {
  model: Model;
  critic: Critic;
  tries: number;
  maxTokens: number;
}

interface Talk {
  questions: readonly string[];
  /** Grows by every answer that stands. */
  transcript: Exchange[];
  draw: Random;
  signal: AbortSignal | undefined;
}

/** Asks everything; says why it had to be given up, if it had. */
async function interview({ model, critic, tries, maxTokens }: Interviewer, talk: Talk): Promise<string | undefined> {
  const { questions, transcript, draw, signal } = talk;
  for (const question of questions) {
    let fault: string | undefined = "not answered";
    for (let attempt = 0; attempt < tries && fault !== undefined; attempt++) {
      const messages = messagesOf(transcript, question);
      const request = { messages, temperature: 1, maxTokens, seed: draw.int(2 ** 31) };
      const answer = cleanText((await model.generate(request, signal)).text).trim();
      fault = await faultOf(answer, { transcript, critic, signal });
      if (fault === undefined) transcript.push({ question, answer });
    }
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function messagesOf(transcript: readonly Exchange[], question: string): ChatMessage[] {
  return [
    { role: "system", content: INTERVIEWED },
    ...transcript.flatMap(({ question: asked, answer }): ChatMessage[] => [
      { role: "user", content: asked },
      { role: "assistant", content: answer },
    ]),
    { role: "user", content: question },
  ];
}

async function faultOf(
  answer: string,
  { transcript, critic, signal }: Pick<Talk, "transcript" | "signal"> & { critic: Critic },
): Promise<string | undefined> {
  if (answer === "") return "not answered";
  const before = transcript.map((exchange) => exchange.answer).join("\n");
  if (contradictoryDates(before, answer) !== undefined) return "contradictory ages or dates";
  const contradicts = await critic({ transcript, answer }, signal);
  if (contradicts === null) return "critic unparsed";
  return contradicts ? "contradicts the interview" : undefined;
}
