// What a user states of themselves in talks with an assistant, by words.
import type { Message } from "../../core/index.ts";
import { sentences, statedFacts } from "../../transcript/index.ts";

export interface UserSentence {
  text: string;
  /** The user's words. */
  quote: string;
  /** 0..1. */
  confidence: number;
  session: string;
  turn: number;
}

/** How sure a fact is that the assistant says and the user confirms. */
const CONFIRMED = 0.7;
const YES =
  /^\W*(?:yes|yeah|yep|yup|right|correct|exactly|indeed|true|that's right|that is right|that's correct|i am|i do)\b(?!\W+(?:but|and no|no)\b)/iu;
const OF_THE_USER =
  /^(?:so |ah |oh |and |then )*,?\s*(?:you are|you're|you have|you've|you live|you work|you love|you like|your \w+ (?:is|are))\b/iu;

/** Questions, wishes and what the assistant says are none of it, unless the user's next turn begins with a yes. */
export function statedByUser(messages: readonly Message[], user: string): UserSentence[] {
  return messages.flatMap((message, i) => {
    if (message.speaker !== user) return [];
    const { session, turn, text } = message;
    const before = messages[i - 1];
    const confirmed = before !== undefined && before.speaker !== user && YES.test(text) ? ofTheUser(before.text) : [];
    const own = sentences(text).flatMap((sentence) =>
      statedFacts(sentence).map((fact) => ({ ...fact, quote: sentence.trim() })),
    );
    return [
      ...confirmed.map((said) => ({
        text: said,
        quote: text.trim().slice(0, 120),
        confidence: CONFIRMED,
        session,
        turn,
      })),
      ...own.map((fact) => ({ ...fact, session, turn })),
    ];
  });
}

/** The one thing that the assistant last said or asked of the user, in the user's own person: "I am a lawyer." */
function ofTheUser(text: string): string[] {
  const last = sentences(text).at(-1)?.trim() ?? "";
  if (!OF_THE_USER.test(last) || last.length > 200) return [];
  const turned = last
    .replace(/^(?:so |ah |oh |and |then )*,?\s*/iu, "")
    .replace(/,? (?:right|correct|then|aren't you|don't you|isn't it)?\s*\?+\W*$|[?.!]+$/iu, "")
    .replace(/\byou are\b/giu, "I am")
    .replace(/\byou're\b/giu, "I'm")
    .replace(/\byou've\b/giu, "I've")
    .replace(/\byours\b/giu, "mine")
    .replace(/\byour\b/giu, "my")
    .replace(/\byou\b/giu, "I");
  return [`${turned.charAt(0).toUpperCase()}${turned.slice(1)}.`];
}
