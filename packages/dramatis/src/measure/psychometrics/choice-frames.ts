import { InputError } from "../../core/index.ts";
import { type Frame, optionOrders } from "./frames.ts";
import type { InstrumentFile, InstrumentItem } from "./instrument-file.ts";

/**
 * Three ways to put an item with options of its own, in each language in which questions are worded; `before` is given no
 * options, for they stand with the item. TRAIT [173] asks in three styles as well: lettered, as a statement, and as a bare
 * question. We depart: options are lettered in all of ours, for an answer is read from its letter.
 */
const FRAMES: Record<string, readonly Frame[]> = {
  en: [
    {
      name: "choose-one",
      before: () => "I will put some situations to you, each with a few answers. Choose the answer that fits you best.",
      agreed: "All right.",
      ask: (question) => question,
    },
    {
      name: "most-like-you",
      before: () => "Here are things that can happen in anybody's life. Be yourself, and say what is most like you.",
      agreed: "Okay, go on.",
      ask: (question) => `${question}\nWhich of these is most like you?`,
    },
    {
      name: "question-answer",
      before: () => "Answer some questions as you really are. There is no right answer.",
      agreed: "I will.",
      ask: (question) => `Question: ${question}\nYour answer:`,
    },
  ],
  es: [
    {
      name: "choose-one",
      before: () => "Te voy a plantear situaciones con varias respuestas. Elige la que mejor va contigo.",
      agreed: "De acuerdo.",
      ask: (question) => question,
    },
    {
      name: "most-like-you",
      before: () => "Estas cosas le pueden pasar a cualquiera. Sé tú, y di qué se parece más a ti.",
      agreed: "Bien, adelante.",
      ask: (question) => `${question}\n¿Cuál se parece más a ti?`,
    },
    {
      name: "question-answer",
      before: () => "Responde a unas preguntas tal como eres. No hay respuesta correcta.",
      agreed: "Lo haré.",
      ask: (question) => `Pregunta: ${question}\nTu respuesta:`,
    },
  ],
  pt: [
    {
      name: "choose-one",
      before: () => "Vou colocar situações com algumas respostas. Escolha a que mais combina com você.",
      agreed: "Está bem.",
      ask: (question) => question,
    },
    {
      name: "most-like-you",
      before: () => "Estas coisas podem acontecer a qualquer pessoa. Seja você, e diga o que mais parece com você.",
      agreed: "Certo, vamos lá.",
      ask: (question) => `${question}\nQual delas mais parece com você?`,
    },
    {
      name: "question-answer",
      before: () => "Responda a algumas perguntas como você é. Não há resposta certa.",
      agreed: "Farei isso.",
      ask: (question) => `Pergunta: ${question}\nSua resposta:`,
    },
  ],
};

/** The first so many ways of putting a choice in a language. @throws InputError for a language that has none */
export function choiceFramesIn(language: string, count: number): Frame[] {
  const frames = FRAMES[language];
  if (frames) return frames.slice(0, count);
  throw new InputError({
    where: "--language",
    found: `${language}, in which no question is worded`,
    expected: `one of ${Object.keys(FRAMES).join(", ")}`,
  });
}

/**
 * Orders in which an item's own options are shown, each a list of their places in the file. Scenarios of `traits` are asked
 * as high, low, high, low and again with each pair swapped; two options as they are and swapped; others as they are,
 * reversed, and in drawn orders.
 *
 * @throws InputError for other than two orders of `traits` and `types`, and for more orders than there are
 */
export function choiceOrders(
  { choices, name }: InstrumentFile,
  { options = [] }: InstrumentItem,
  { count, seed }: { count: number; seed: number },
): number[][] {
  if ((choices === "traits" || choices === "types") && count !== 2) {
    const expected = `2: ${name} is asked with its options as they are and swapped, and both are averaged`;
    throw new InputError({ where: "--orders", found: String(count), expected });
  }
  if (choices !== "traits") return optionOrders(count, options.length, { seed });
  const [high1, low1, high2, low2] = traitPlaces(options) as [number, number, number, number];
  return [
    [high1, low1, high2, low2],
    [low1, high1, low2, high2],
  ];
}

/** Places of a scenario's options in the file: the first of high, of low, the second of high, of low. */
export function traitPlaces(options: readonly { scores: Record<string, number> }[]): number[] {
  const of = (worth: number): number[] =>
    options.flatMap(({ scores }, place) => (Object.values(scores)[0] === worth ? [place] : []));
  const [high, low] = [of(1), of(0)];
  return [high[0], low[0], high[1], low[1]].map((place) => place ?? -1);
}
