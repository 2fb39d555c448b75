import type { Message, Missing, Subject } from "../core/index.ts";

/** The judged speaker's messages, in order. */
export function ownTurns({ transcript, speaker }: Subject): Message[] {
  return transcript.messages.filter((message) => message.speaker === speaker);
}

/** The last thing somebody else said before a message; null where it opens the conversation. */
export function partnerBefore({ transcript, speaker }: Subject, message: Message): Message | null {
  const before = transcript.messages.slice(0, transcript.messages.indexOf(message));
  return before.findLast((other) => other.speaker !== speaker) ?? null;
}

/**
 * Why messages that no judge could score have no score: where all are empty the speaker refused, else what was said
 * could not be read as a statement (only marks or emoji, too long for the judge, an unreadable verdict).
 */
export function whyUnscored(messages: readonly Message[]): Missing {
  return messages.every(({ text }) => text.trim() === "") ? "refused" : "unparsed";
}
