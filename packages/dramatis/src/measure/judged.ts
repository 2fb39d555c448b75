// What the measures of this folder that ask a judge share.
import {
  type Evidence,
  type MeasureContext,
  type Message,
  type Missing,
  type Subject,
  UnsupportedError,
} from "../core/index.ts";
import { type Judge, type Judged, judge } from "../model/index.ts";
import { missingOf } from "../model/judging/judge.ts";

/** The judge of the context. @throws UnsupportedError where there is none. */
export function judgeOf(measure: string, { judge: model }: MeasureContext): Judge {
  if (!model) throw new UnsupportedError(measure, "judge", "name one with --judge, such as --judge openai:gpt-4o");
  return judge(model, { vigilance: "always" });
}

/** By which reason a case without a verdict is counted; one that the judge did not come back to has failed. */
export function whyNoVerdict(judged: Judged<unknown> | undefined): Missing {
  return judged ? missingOf(judged.missing ?? "unparsed") : "failed";
}

/** One turn of a conversation as a judge sees it. */
export interface Line {
  turn: number;
  speaker: string;
  text: string;
}

export function linesOf(messages: readonly Message[]): Line[] {
  return messages.map(({ turn, speaker, text }) => ({ turn, speaker, text }));
}

/** Points at a message with what the judge said of it. */
export function remarkOn({ session, turn, text }: Message, said: string, strength: number): Evidence {
  return { session, turn, quote: text, against: { text: said }, verdict: "other", strength: clamp(strength, 0, 1) };
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** The note of a kind in a conversation, the first where there are more, without its kind and item; null for none. */
export function noteOf({ transcript }: Subject, wanted: string): Readonly<Record<string, unknown>> | null {
  for (const { evidence } of transcript.messages) {
    const probe = evidence?.probe;
    if (typeof probe !== "object" || probe === null || !("kind" in probe) || probe.kind !== wanted) continue;
    const { kind, item, ...noted } = probe as Record<string, unknown>;
    return noted;
  }
  return null;
}

/** Kind of the note that holds what is played, and what it is held against. */
export const SCENE = "scene";
