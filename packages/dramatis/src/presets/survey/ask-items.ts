import { z } from "zod";
import { type ChatMessage, type Missing, type Model, UnsupportedError } from "../../core/index.ts";
import { OPTION_CONVERSION } from "../../measure/characters/interview-rubrics.ts";
import { readChoice } from "../../measure/choice-answer.ts";
import {
  type AskedItem,
  type Frame,
  type InstrumentFile,
  type ItemResponse,
  letterOnly,
  optionsOf,
} from "../../measure/psychometrics/index.ts";
import { isRefusal } from "../../measure/refusal.ts";
import { judge } from "../../model/index.ts";

/** An answer as it is kept: who gave it is known from the trial. */
export type Answer = Omit<ItemResponse, "person">;

/** Whom a questionnaire is put to, and how. */
export interface Asking {
  model: Model;
  /** What the one who answers is told to be. */
  system: string;
  /** A conversation of its own that it comes from; it stands before the introduction. No two turns of one role in a row. */
  talk?: readonly ChatMessage[] | undefined;
  file: InstrumentFile;
  language: string;
  /** What was asked and answered before, after the introduction; none where every item is asked afresh. */
  history?: readonly ChatMessage[];
  /** Options from the least, in the order in which they are shown. */
  order: { number: number; shown: readonly number[] };
  frame: Frame;
  repeat: number;
  seed: number;
  temperature: number;
  signal: AbortSignal;
}

type Way = Pick<Answer, "frame" | "order" | "repeat">;

/**
 * One item by the probabilities of the options' letters; the answer is the mean of the options' numbers. Of options of the
 * item's own, which have no order, it is the number of the most probable.
 */
export async function askByProbability(asking: Asking, item: AskedItem): Promise<Answer> {
  const { model, order, signal } = asking;
  const choose = chooserOf(model);
  const options = optionsFor(asking, item);
  const shown = order.shown.map((index) => options[index] as Option);
  const messages = conversation(asking, item, { shown });
  const given = await choose({ messages, options: shown.map((_, place) => letter(place)) }, signal);
  const probabilities = options.map((_, index) => rounded(given[order.shown.indexOf(index)] as number));
  const place = given.indexOf(Math.max(...given));
  const value = item.options
    ? (order.shown[place] as number)
    : rounded(given.reduce((sum, share, at) => sum + share * (shown[at]?.value as number), 0));
  return { item: item.id, ...wayOf(asking), value, probabilities, place };
}

/** One item by a reply in words, read strictly: a letter, or an option's own text. */
export async function askInWords(asking: Asking, item: AskedItem): Promise<Answer> {
  const { model, order, language, seed, temperature, signal } = asking;
  const options = optionsFor(asking, item);
  const shown = order.shown.map((index) => options[index] as Option);
  const messages = conversation(asking, item, { shown, after: letterOnly(language) });
  const { text } = await model.generate({ messages, seed, temperature, maxTokens: MOST_TOKENS }, signal);
  const place = readChoice(
    text,
    shown.map(({ label }) => label),
  );
  const way = { item: item.id, ...wayOf(asking) };
  if (place === null) return { ...way, value: null, missing: whyUnread(text) };
  return { ...way, value: shown[place]?.value as number, place };
}

/** All items in one reply: `{"1": "B", …}`, or a line for each. Another condition than single items: answers colour each other. */
export async function askAtOnce(asking: Asking, items: readonly { id: string; text: string }[]): Promise<Answer[]> {
  const { model, order, file, language, frame, seed, temperature, signal } = asking;
  const options = optionsOf(file, language);
  const shown = order.shown.map((index) => options[index] as (typeof options)[number]);
  const list = items.map(({ id, text }) => `${id}. ${text}`).join("\n");
  const content = `${frame.before(lettered(shown))}\n\n${list}\n\n${AT_ONCE}`;
  const messages = opened(asking, content);
  const request = { messages, seed, temperature, maxTokens: MOST_TOKENS + 12 * items.length };
  const { text } = await model.generate(request, signal);
  const letters = repliesById(text);
  const labels = shown.map(({ label }) => label);
  return items.map(({ id }): Answer => {
    const said = letters.get(id);
    const place = said === undefined ? null : readChoice(said, labels);
    const way = { item: id, ...wayOf(asking) };
    if (place === null) return { ...way, value: null, missing: said === undefined ? whyUnread(text) : whyUnread(said) };
    return { ...way, value: shown[place]?.value as number, place };
  });
}

/**
 * One item as an open question, whose answer a judge turns into the option that its speaker would tick (option conversion of
 * InCharacter [142]). "x", a declined question, is refused.
 */
export async function askOpenly(asking: Asking, item: { id: string; text: string }, by: Model): Promise<Answer> {
  const { model, file, language, seed, temperature, signal } = asking;
  const question = `People say of themselves: "${item.text}" What about you? Tell me a little about it.`;
  const messages = opened(asking, question);
  const { text } = await model.generate({ messages, seed, temperature, maxTokens: MOST_OPEN_TOKENS }, signal);
  const way = { item: item.id, ...wayOf(asking) };
  if (isRefusal(text)) return { ...way, value: null, missing: "refused" };
  const options = optionsOf(file, language);
  const instruction = options.map(({ value, label }) => `${value}: ${label}`).join(", ");
  const known = { statement: item.text, instruction, question };
  const [judged] = await judge(by).judge(OPTION_CONVERSION, [{ known, tested: { answer: text } }], signal);
  const choice = judged?.verdict?.choice;
  if (choice === "x") return { ...way, value: null, missing: "refused" };
  const isOption = options.some(({ value }) => value === choice);
  return isOption ? { ...way, value: choice as number } : { ...way, value: null, missing: "unparsed" };
}

/** @throws UnsupportedError where the model gives no probabilities */
export function chooserOf(model: Model): NonNullable<Model["choose"]> {
  if (model.choose) return model.choose.bind(model);
  throw new UnsupportedError(`choosing with ${model.id}`, "logprobs", "leave out --answers probabilities");
}

const MOST_TOKENS = 64;
const MOST_OPEN_TOKENS = 200;
const AT_ONCE =
  'Answer every statement. Reply with one JSON object, number to letter, such as {"1": "A"}, and nothing else.';

/** An option with its number; of an item's own options its place in the file. */
export interface Option {
  value: number;
  label: string;
}

export function optionsFor({ file, language }: Asking, item: AskedItem): Option[] {
  return item.options?.map((label, value) => ({ value, label })) ?? optionsOf(file, language);
}

/**
 * The introduction stands in turns of its own, the same for all items: what was read of it need not be read again. An item's
 * own options stand with it.
 */
export function conversation(
  asking: Asking,
  { text, options }: AskedItem,
  { shown, after = "" }: { shown: readonly Option[]; after?: string },
): ChatMessage[] {
  const { frame, history = [] } = asking;
  const list = options === undefined ? "" : shown.map(({ label }, place) => `\n${letter(place)}) ${label}`).join("");
  const asked = frame.ask(`${text}${list}`);
  return [
    ...opened(asking, frame.before(options === undefined ? lettered(shown) : "")),
    { role: "assistant", content: frame.agreed },
    ...history,
    { role: "user", content: after === "" ? asked : `${asked}\n${after}` },
  ];
}

/** Who is asked, what was said before, and the first that is asked of it; what was heard last is one turn with that. */
function opened({ system, talk = [] }: Asking, content: string): ChatMessage[] {
  const heard = talk.at(-1)?.role === "user" ? talk.at(-1) : undefined;
  return [
    ...(system.trim() === "" ? [] : [{ role: "system" as const, content: system }]),
    ...(heard ? talk.slice(0, -1) : talk),
    { role: "user", content: heard ? `${heard.content}\n\n${content}` : content },
  ];
}

function lettered(shown: readonly { label: string }[]): string {
  return shown.map(({ label }, place) => `${letter(place)}) ${label}`).join(", ");
}

export function letter(place: number): string {
  return String.fromCharCode(65 + place);
}

function wayOf({ frame, order, repeat }: Asking): Way {
  return { frame: frame.name, order: order.number, repeat };
}

function whyUnread(text: string): Missing {
  return isRefusal(text) ? "refused" : "unparsed";
}

const LINE = /^\s*"?(\w+)"?\s*[:.)=-]\s*"?([^",\n]+)"?,?\s*$/;
const replies = z.record(z.string(), z.string());

/** What was replied to which item: a JSON object, in a fence or not, or lines such as "3: B". */
function repliesById(text: string): Map<string, string> {
  const [object] = /\{[^{}]*\}/.exec(text) ?? [];
  const read = replies.safeParse(object === undefined ? undefined : parsed(object));
  if (read.success) return new Map(Object.entries(read.data));
  return new Map(
    text.split("\n").flatMap((line) => {
      const [, id, said] = LINE.exec(line) ?? [];
      return id === undefined || said === undefined ? [] : [[id, said.trim()] as const];
    }),
  );
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

/** Six decimals: what is kept of 48,000 answers should not be ten times as long. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
