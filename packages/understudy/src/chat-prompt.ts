import type { ChatMessage } from "dramatis/core";
import { personaLines } from "./persona-lines.ts";
import type { BundledTokenizer } from "./tokenizer.ts";

export interface ChatPrompt {
  /** Ends with the mark after which the reply stands. */
  ids: number[];
  /**
   * Where the persona and each turn end. Tokens are always read in these parts, whatever is remembered: reading by other
   * parts rounds otherwise, and the same seed would then draw another reply.
   */
  ends: number[];
  /** Where each of the speaker's own earlier turns stands in `ids`: [from, to). */
  own: (readonly [number, number])[];
}

/**
 * Messages as the model learnt to read them: persona lines, then the turns, each with a mark for whose it is. What is too
 * long for `room` tokens is cut: persona lines from the last, down to half of the room, then turns from the oldest, then
 * the start of the newest turn.
 */
export function chatPrompt(
  messages: readonly ChatMessage[],
  { tokenizer, room }: { tokenizer: BundledTokenizer; room: number },
): ChatPrompt {
  const { begin, end, mark, encode } = tokenizer;
  const piece = (kind: number, text: string): number[] => [kind, ...encode(text), end];
  const system = messages.filter(({ role }) => role === "system").map(({ content }) => content);
  const said = messages.filter(({ role, content }) => role !== "system" && content.trim() !== "");
  const pieces = said.map(({ role, content }) => piece(role === "assistant" ? mark.self : mark.other, content));
  // One for the beginning and one for the mark at the end.
  const space = room - 2;
  const lines = firstThatFit(
    personaLines(system.join("\n")).map((line) => piece(mark.persona, line)),
    Math.max(room / 2, space - pieces.flat().length),
  );
  const left = space - lines.flat().length;
  const turns = firstThatFit(pieces.toReversed(), left).toReversed();
  const newest = pieces.at(-1);
  if (turns.length === 0 && newest) turns.push([newest[0] as number, ...newest.slice(1 - left)]);
  const ids = [begin, ...lines.flat()];
  const ends = [ids.length];
  const own: [number, number][] = [];
  for (const turn of turns) {
    if (turn[0] === mark.self) own.push([ids.length + 1, ids.length + turn.length - 1]);
    ids.push(...turn);
    ends.push(ids.length);
  }
  return { ids: [...ids, mark.self], ends, own };
}

function firstThatFit(pieces: readonly number[][], room: number): number[][] {
  let used = 0;
  const past = pieces.findIndex((piece) => {
    used += piece.length;
    return used > room;
  });
  return past < 0 ? [...pieces] : pieces.slice(0, past);
}
