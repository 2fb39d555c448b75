import type { Message, Score } from "../../core/index.ts";
import { clamp, remarkOn } from "../judged.ts";

/** A conversation with what was given for it; its worst word is the evidence. */
export interface Graded {
  messages: readonly Message[];
  /** The mark; null with `missing`. */
  value: number;
  /** What the judge said. */
  said: string;
  /** Best and worst that can be given, for the weight of the evidence. */
  best: number;
  worst: number;
}

/** A score for a whole conversation, with the judge's words at the last thing that was said. */
export function gradeConversation({ messages, value, said, best, worst }: Graded): Score[] {
  const last = messages.findLast(({ text }) => text.trim() !== "");
  if (last === undefined) return [];
  const strength = clamp((best - value) / (best - worst), 0, 1);
  return [{ cluster: last.session, value, evidence: remarkOn(last, said, strength) }];
}

/** Nothing was said: no unit; only empty turns: one that the persona refused; else null, and there is something to judge. */
export function nothingSaid(messages: readonly Message[]): Score[] | null {
  const [first] = messages;
  if (first === undefined) return [];
  if (messages.some(({ text }) => text.trim() !== "")) return null;
  return [{ cluster: first.session, value: null, missing: "refused" }];
}
