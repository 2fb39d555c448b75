import { InputError, random } from "../../core/index.ts";

/** How a questionnaire is introduced, and how each of its statements is put. */
export interface Frame {
  name: string;
  /** Before the first statement; `options` is their list. */
  before(options: string): string;
  /** What the one who is asked says to that. */
  agreed: string;
  ask(statement: string): string;
}

/** Three ways to say the same, in each language that bundled instruments have; the first is the usual one. */
const FRAMES: Record<string, readonly Frame[]> = {
  en: [
    {
      name: "describes-you",
      before: (options) => `I will read you some statements. Say how well each describes you: ${options}.`,
      agreed: "All right.",
      ask: (statement) => statement,
    },
    {
      name: "true-of-you",
      before: (options) =>
        `Here are things that people say of themselves. How true is each of you? Choose one: ${options}.`,
      agreed: "Okay, go on.",
      ask: (statement) => `"${statement}" How true is that of you?`,
    },
    {
      name: "rate-yourself",
      before: (options) => `Please rate yourself as you usually are. Your answers can be: ${options}.`,
      agreed: "I will.",
      ask: (statement) => `Rate this: ${statement}`,
    },
  ],
  es: [
    {
      name: "describes-you",
      before: (options) => `Voy a leerte unas frases. Di hasta qué punto te describe cada una: ${options}.`,
      agreed: "De acuerdo.",
      ask: (statement) => statement,
    },
    {
      name: "true-of-you",
      before: (options) =>
        `Esto es lo que algunas personas dicen de sí mismas. ¿Qué tan cierto es de ti? Elige: ${options}.`,
      agreed: "Bien, adelante.",
      ask: (statement) => `«${statement}» ¿Qué tan cierto es de ti?`,
    },
    {
      name: "rate-yourself",
      before: (options) => `Valórate tal como eres normalmente. Tus respuestas pueden ser: ${options}.`,
      agreed: "Lo haré.",
      ask: (statement) => `Valora esto: ${statement}`,
    },
  ],
  pt: [
    {
      name: "describes-you",
      before: (options) => `Vou ler algumas frases. Diga até que ponto cada uma descreve você: ${options}.`,
      agreed: "Está bem.",
      ask: (statement) => statement,
    },
    {
      name: "true-of-you",
      before: (options) =>
        `Isto é o que algumas pessoas dizem de si mesmas. Até que ponto é verdade para você? Escolha: ${options}.`,
      agreed: "Certo, vamos lá.",
      ask: (statement) => `"${statement}" Até que ponto isso é verdade para você?`,
    },
    {
      name: "rate-yourself",
      before: (options) => `Avalie-se como você costuma ser. As respostas podem ser: ${options}.`,
      agreed: "Farei isso.",
      ask: (statement) => `Avalie isto: ${statement}`,
    },
  ],
};

/** What is added where an answer is read from words, and a list of options with letters was shown. */
const LETTER_ONLY: Record<string, string> = {
  en: "Answer with the letter of one option only.",
  es: "Responde solo con la letra de una opción.",
  pt: "Responda apenas com a letra de uma opção.",
};

/** @throws InputError as `framesIn` */
export function letterOnly(language: string): string {
  framesIn(language, 1);
  return LETTER_ONLY[language] as string;
}

/** The most ways of asking that there are. */
export const MOST_FRAMES = 3;

/** The first so many ways of asking in a language. @throws InputError for a language that has none */
export function framesIn(language: string, count: number): Frame[] {
  const frames = FRAMES[language];
  if (frames) return frames.slice(0, count);
  throw new InputError({
    where: "--language",
    found: `${language}, in which no question is worded`,
    expected: `one of ${Object.keys(FRAMES).join(", ")}`,
  });
}

/**
 * Orders in which options are shown: from the least to the most, from the most to the least, then orders drawn with the seed,
 * no two alike. Each gives, place after place, the index of the option from the least.
 *
 * @throws InputError for more orders than there are
 */
export function optionOrders(count: number, options: number, { seed = 42 }: { seed?: number } = {}): number[][] {
  const inOrder = Array.from({ length: options }, (_, i) => i);
  let most = 1;
  for (let i = 2; i <= options && most < count; i++) most *= i;
  if (count > most) {
    throw new InputError({
      where: "--orders",
      found: `${count} orders of ${options} options`,
      expected: `at most ${most}`,
    });
  }
  const orders = [inOrder, inOrder.toReversed()].slice(0, count);
  const known = new Set(orders.map(String));
  const draws = random(seed);
  while (orders.length < count) {
    const drawn = draws.shuffle(inOrder);
    if (known.has(String(drawn))) continue;
    known.add(String(drawn));
    orders.push(drawn);
  }
  return orders;
}
