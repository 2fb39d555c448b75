import { InputError } from "../../core/index.ts";
import type { Frame } from "../psychometrics/index.ts";

/** Three ways to introduce a questionnaire whose questions have options of their own; `before` is given none, for they stand with the question. */
const FRAMES: Record<string, readonly Frame[]> = {
  en: [
    {
      name: "own-view",
      before: () => "I will ask you some questions, each with a few answers. Choose the answer that is your own view.",
      agreed: "All right.",
      ask: (question) => question,
    },
    {
      name: "survey",
      before: () => "This is a survey of people like you. Say what you yourself think; no answer is right or wrong.",
      agreed: "Okay, go on.",
      ask: (question) => `${question}\nWhich of these would you say?`,
    },
    {
      name: "question-answer",
      before: () => "Please answer a few questions for yourself.",
      agreed: "I will.",
      ask: (question) => `Question: ${question}\nYour answer:`,
    },
  ],
  es: [
    {
      name: "own-view",
      before: () => "Te voy a hacer unas preguntas con varias respuestas. Elige la que sea tu propia opinión.",
      agreed: "De acuerdo.",
      ask: (question) => question,
    },
    {
      name: "survey",
      before: () => "Esta es una encuesta a personas como tú. Di lo que piensas; ninguna respuesta es buena o mala.",
      agreed: "Bien, adelante.",
      ask: (question) => `${question}\n¿Cuál de estas dirías?`,
    },
    {
      name: "question-answer",
      before: () => "Responde por ti a unas preguntas.",
      agreed: "Lo haré.",
      ask: (question) => `Pregunta: ${question}\nTu respuesta:`,
    },
  ],
  pt: [
    {
      name: "own-view",
      before: () => "Vou fazer algumas perguntas com várias respostas. Escolha a que é a sua opinião.",
      agreed: "Está bem.",
      ask: (question) => question,
    },
    {
      name: "survey",
      before: () => "Esta é uma pesquisa com pessoas como você. Diga o que pensa; nenhuma resposta é certa ou errada.",
      agreed: "Certo, vamos lá.",
      ask: (question) => `${question}\nQual destas você diria?`,
    },
    {
      name: "question-answer",
      before: () => "Responda por você a algumas perguntas.",
      agreed: "Farei isso.",
      ask: (question) => `Pergunta: ${question}\nSua resposta:`,
    },
  ],
};

/** Languages in which questions are introduced. */
export const QUESTION_LANGUAGES: readonly string[] = Object.keys(FRAMES);

/** The first so many ways of introducing questions in a language. @throws InputError for a language that has none */
export function questionFramesIn(language: string, count: number): Frame[] {
  const frames = FRAMES[language];
  if (frames) return frames.slice(0, count);
  throw new InputError({
    where: "language",
    found: `${language}, in which no question is worded`,
    expected: `one of ${QUESTION_LANGUAGES.join(", ")}`,
  });
}
