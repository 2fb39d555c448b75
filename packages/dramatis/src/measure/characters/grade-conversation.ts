import type { Measure, MeasureContext, Message, Missing, Score, Subject } from "../../core/index.ts";
import type { Judge } from "../../model/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { clamp, judgeOf, remarkOn } from "../judged.ts";
import { ownTurns } from "../own-turns.ts";

/** A measure that a judge gives for a conversation as a whole. */
export interface ConversationMeasure {
  name: string;
  arguments: Readonly<Record<string, unknown>>;
  /** Whether there is something to hold the subject against; without it there is no unit. */
  applies?(subject: Subject): boolean;
  /** The score of a conversation in which something was said, or why there is none. */
  grade(asked: {
    judge: Judge;
    subject: Subject;
    /** Turns of the persona under test, empty ones too. */
    own: readonly Message[];
    signal: MeasureContext["signal"];
  }): Promise<Score[] | Missing>;
}

/** The measure: points, the higher the better, one unit for each conversation. */
export function conversationMeasure({ name, arguments: given, applies, grade }: ConversationMeasure): Measure {
  return {
    name,
    async score(subject, context) {
      const judge = judgeOf(name, context);
      context.signal?.throwIfAborted();
      if (applies?.(subject) === false) return [];
      const own = ownTurns(subject);
      const unsaid = nothingSaid(own);
      if (unsaid) return unsaid;
      const graded = await grade({ judge, subject, own, signal: context.signal });
      if (typeof graded !== "string") return graded;
      return [{ cluster: subject.transcript.session, value: null, missing: graded }];
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "points",
        direction: "higher",
        counts: "conversations",
        arguments: given,
        seed,
      }),
  };
}

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
