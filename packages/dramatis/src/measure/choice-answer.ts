import { contentId, type Message, random, type Subject, type SuiteItem } from "../core/index.ts";
import { repliesToProbes } from "./replies-to-probes.ts";

/** A question with options, as its authors wrote it. */
export interface ChoiceQuestion {
  id: string;
  /** What is asked, without the options. */
  question: string;
  /** In the authors' order; 2 to 26. */
  options: readonly string[];
  /** Index of the right one. */
  answer: number;
  /** Of the order in which the options are shown; null shows them as they are. */
  seed?: number | null;
  scene?: string;
  /** What else a measure needs: a group, a chain and its node, … */
  asks?: Record<string, unknown>;
}

/** One answered question. */
export interface Choice {
  reply: Message;
  /** Options in the authors' order. */
  options: readonly string[];
  /** Index of the right option in the authors' order. */
  answer: number;
  /** Index of the chosen option in the authors' order; null where the reply is none of them. */
  chosen: number | null;
  /** Where each option stood: `order[shown]` is its index in the authors' order. */
  order: readonly number[];
  noted: Readonly<Record<string, unknown>>;
}

export const CHOICE = "choice";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/**
 * A question with lettered options in an order drawn from the seed and the question's id, so that no option is right by
 * its place. The order stands in `asks`; what is read from the reply is turned back before it is scored.
 *
 * @throws RangeError for fewer than two or more than 26 options, or an answer that is none of them.
 */
export function choiceItem({ id, question, options, answer, seed = 42, scene, asks }: ChoiceQuestion): SuiteItem {
  if (options.length < 2 || options.length > LETTERS.length)
    throw new RangeError(`invalid options of ${id}; not 2 to 26 of them: ${options.length}`);
  if (options[answer] === undefined) throw new RangeError(`invalid answer of ${id}; no option: ${answer}`);
  const places = options.map((_, index) => index);
  const order = seed === null ? places : random(Number.parseInt(contentId([seed, id]).slice(0, 8), 16)).shuffle(places);
  const lines = order.map((index, place) => `${LETTERS[place]}) ${options[index]}`);
  return {
    id,
    kind: CHOICE,
    turns: [`${question}\n\n${lines.join("\n")}\n\nAnswer with the letter of one option only.`],
    asks: { ...asks, options: [...options], order, answer },
    ...(scene !== undefined && { scene }),
  };
}

/** The answered questions of a conversation, in order. A note that is no question with options is passed over. */
export function choicesOf(subject: Subject): Choice[] {
  return repliesToProbes(subject, CHOICE).flatMap(({ reply, probe: { noted } }): Choice[] => {
    const { options, order, answer } = noted;
    if (!isTexts(options) || !isOrder(order, options.length) || typeof answer !== "number" || !(answer in options))
      return [];
    const shown = readChoice(
      reply.text,
      order.map((index) => options[index] as string),
    );
    return [{ reply, options, answer, order, noted, chosen: shown === null ? null : (order[shown] as number) }];
  });
}

const LETTER_ALONE = /^\(?([A-Z])\)?[.:]?$/i;
const LETTER_FIRST = /^\(?([A-Z])[).:]\s+(.+)$/s;
const LETTER_NAMED = /\b(?:answer|option|choice)(?:\s+is)?\s*:?\s*\(?([A-Z])\b\)?/gi;
const OTHER_LETTER = /(?:^|\s)\(?([A-Z])\)(?=\W|$)/g;

/**
 * Which option a reply chooses: strict, so that a reply that weighs several is none.
 *
 * Read are: a letter alone; a letter with a mark and then text that names no other letter; "the answer is B", where one
 * letter is named so; an option's own text, alone or followed by more in which no other option's text stands. Case,
 * spaces, and marks around the reply do not count.
 *
 * @param options as shown, the first of them A.
 * @returns the place among the options as shown; null where the reply is none of them or more than one.
 */
export function readChoice(text: string, options: readonly string[]): number | null {
  const said = text.replaceAll(/[*_`"“”]/g, "").trim();
  const place = (letter: string | undefined): number | null => {
    const found = letter === undefined ? -1 : LETTERS.indexOf(letter.toUpperCase());
    return found >= 0 && found < options.length ? found : null;
  };
  const alone = place(LETTER_ALONE.exec(said)?.[1]);
  if (alone !== null) return alone;
  const [, first, rest = ""] = LETTER_FIRST.exec(said) ?? [];
  if (place(first) !== null) {
    const others = [...rest.matchAll(OTHER_LETTER)].map(([, letter]) => place(letter));
    return others.every((other) => other === null || other === place(first)) ? place(first) : null;
  }
  const named = new Set([...said.matchAll(LETTER_NAMED)].flatMap(([, letter]) => place(letter) ?? []));
  if (named.size > 0) return named.size === 1 ? ([...named][0] as number) : null;
  return optionSaid(said, options);
}

function optionSaid(said: string, options: readonly string[]): number | null {
  const reply = plain(said);
  const texts = options.map(plain);
  const whole = placesWhere(texts, (text) => text === reply);
  if (whole.length > 0) return whole.length === 1 ? (whole[0] as number) : null;
  const begun = placesWhere(texts, (text) => text !== "" && reply.startsWith(`${text} `));
  const longest = Math.max(...begun.map((index) => (texts[index] as string).length));
  const best = begun.filter((index) => texts[index]?.length === longest);
  if (best.length !== 1) return null;
  const chosen = best[0] as number;
  const rest = ` ${reply.slice(longest)} `;
  const another = texts.some((text, index) => index !== chosen && text !== "" && rest.includes(` ${text} `));
  return another ? null : chosen;
}

function placesWhere(texts: readonly string[], holds: (text: string) => boolean): number[] {
  return texts.flatMap((text, index) => (holds(text) ? [index] : []));
}

/** Words only: case, marks and spaces differ between an option and its repetition. */
function plain(text: string): string {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}'’]+/gu) ?? []
  )
    .join(" ")
    .replaceAll("’", "'");
}

/**
 * How often each place was chosen less how often the right option stood there; all 0 for a speaker without a bias for a
 * place. Choices that could not be read do not count; none left is null.
 */
export function placeBias(choices: readonly Choice[]): number[] | null {
  const read = choices.filter(({ chosen }) => chosen !== null);
  if (read.length === 0) return null;
  const places = Math.max(...read.map(({ options }) => options.length));
  const share = (of: (choice: Choice) => number | null, place: number): number =>
    read.filter((choice) => choice.order[place] !== undefined && choice.order[place] === of(choice)).length /
    read.length;
  return Array.from(
    { length: places },
    (_, place) => share(({ chosen }) => chosen, place) - share(({ answer }) => answer, place),
  );
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 1 && value.every((text) => typeof text === "string");
}

function isOrder(value: unknown, length: number): value is number[] {
  if (!Array.isArray(value) || value.length !== length) return false;
  const seen = new Set<unknown>(value);
  return value.every((_, index) => seen.has(index));
}
