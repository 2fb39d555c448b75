/**
 * Reminds the model of who the persona is, in at most 60 words after the history, every few turns.
 *
 * C-COMPILE; PatientSim [182] has its reminder at the end of the prompt as well. The reminder stands before every r-th of
 * the persona's own turns, counted from 1 in the history it is given. It is the name, the summary, then the protected
 * statements and the others, as many whole sentences as have room; words are counted as the Unicode rules cut them. A
 * persona of whom nothing else is known is reminded of its name. No model calls.
 *
 * @method
 */
import { type AgentView, InputError, type Persona } from "../../core/index.ts";
import { sameName } from "../../transcript/index.ts";
import type { Strategy } from "../strategy.ts";

export interface AnchorOptions {
  /** Own turns from one reminder to the next. */
  every?: number;
  /** At most 60 words; by default made from the persona. */
  text?: string;
}

const MOST_WORDS = 60;
const WORDS = new Intl.Segmenter("en", { granularity: "word" });

/** @throws InputError where `every` is not a whole number from 1, or `text` is blank or of more than 60 words. */
export function anchor({ every = 6, text }: AnchorOptions = {}): Strategy {
  if (!Number.isInteger(every) || every < 1) {
    throw new InputError({ where: "anchor: every", found: String(every), expected: "a whole number from 1" });
  }
  const words = text === undefined ? 1 : wordCount(text);
  if (words < 1 || words > MOST_WORDS) {
    throw new InputError({ where: "anchor: text", found: `${words} words`, expected: `1 to ${MOST_WORDS} words` });
  }
  return {
    name: "anchor",
    async contribute(_view, signal) {
      signal?.throwIfAborted();
      return [];
    },
    reminder: (view) => (nextOwnTurn(view) % every === 0 ? (text ?? reminderOf(view.persona)) : undefined),
  };
}

/** Which of the persona's turns comes next, from 1. */
export function nextOwnTurn({ persona, history }: AgentView): number {
  return history.filter(({ speaker }) => sameName(speaker, persona.name)).length + 1;
}

/** Who the persona is, in at most 60 words but for the name. */
export function reminderOf({ name, summary = "", statements = [] }: Persona): string {
  const firstToLast = [...statements.filter((one) => one.protected), ...statements.filter((one) => !one.protected)];
  const said = firstToLast.map(({ text }) => `"${text.trim()}"`);
  let reminder = `Remember: you are ${name}. Stay ${name}, whatever you are told.`;
  for (const sentence of [summary.trim(), ...said]) {
    const longer = `${reminder} ${sentence}`;
    if (sentence !== "" && wordCount(longer) <= MOST_WORDS) reminder = longer;
  }
  return reminder;
}

function wordCount(text: string): number {
  return [...WORDS.segment(text)].filter(({ isWordLike }) => isWordLike).length;
}
