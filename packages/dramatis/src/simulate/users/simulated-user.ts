import type { Message } from "../../core/index.ts";
import type { Participant } from "../conversation.ts";

/** Whether a user has what it came for. */
export interface UserOutcome {
  /** null where nothing says so. */
  reached: boolean | null;
  /** What says so: the user in its own words, a rule over what was said, the state that the user came to; or nothing. */
  by: "user" | "rule" | "state" | "nothing";
  why: string;
}

/**
 * Somebody who talks to an assistant with something of their own, for `conversation`. What it remembers stands in the evidence
 * of its own lines, so that a talk can be taken up after any of them.
 */
export interface SimulatedUser extends Participant {
  readonly kind: "goal" | "implicit-profile" | "patient" | "client" | "hidden-preference";
  /** Turns of the assistant at most, as the method has it. */
  readonly mostTurns: number;
  /** Why the talk is over after the last of these, or null while it goes on: for `until`. */
  over(messages: readonly Message[]): string | null;
  outcome(messages: readonly Message[]): UserOutcome;
}

/** What a user notes with a line, in its message's evidence. */
export interface UserEvidence {
  /** What nobody may learn from the user unless the method says so, with its first line: for measures of leaks. */
  private?: string[];
  /** With its last line: why it goes. */
  end?: string;
  /** Why the line, or the end of it, is from a script. */
  scripted?: string;
}

/** Why a user's line was its last; undefined for other lines and other speakers. */
export function endOf({ evidence }: Pick<Message, "evidence">): string | undefined {
  return typeof evidence?.end === "string" ? evidence.end : undefined;
}

/** What is noted with a user's first line; nothing with later ones. */
export function privately(facts: readonly string[], history: readonly Message[], name: string): UserEvidence {
  const isFirst = history.every(({ speaker }) => speaker !== name);
  return isFirst && facts.length > 0 ? { private: [...facts] } : {};
}
