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

/** Why a message that no judge could score has no score: an empty answer is a refusal. */
export function whyUnscored(message: Message): Missing {
  return message.text.trim() === "" ? "refused" : "failed";
}
