import type { Measure, Persona, Score, Subject } from "../../core/index.ts";

// Conversations for the tests of this folder.

export const USER: Persona = { schema: "dramatis.persona/1", name: "user" };

/** Lines such as "user: Hello." as a conversation of which one speaker is checked. */
export function said(
  lines: readonly string[],
  { speaker = "user", persona = USER, session = "s1" }: { speaker?: string; persona?: Persona; session?: string } = {},
): Subject {
  const messages = lines.map((line, turn) => {
    const colon = line.indexOf(":");
    return { session, turn, speaker: line.slice(0, colon), text: line.slice(colon + 1).trim() };
  });
  return { persona, personaVersion: "v", transcript: { session, messages }, speaker };
}

/** Values of the scores, with what points at them. */
export async function scored(measure: Measure, subject: Subject): Promise<Score[]> {
  return measure.score(subject, { seed: 42 });
}

/** Turns that a measure points at with a value of 1. */
export async function pointedAt(measure: Measure, subject: Subject): Promise<number[]> {
  const scores = await scored(measure, subject);
  return scores.flatMap(({ value, evidence }) => (value === 1 && evidence ? [evidence.turn] : []));
}

/** A user of a help desk who stays one; every check is quiet about it. */
export const SOUND: readonly string[] = [
  "assistant: Hello, how can I help you today?",
  "user: My kettle arrived with a crack in the lid, and I paid for express delivery.",
  "assistant: I am sorry to hear that. Would you like a refund or a replacement?",
  "user: Neither will do before Sunday, when my guests come. What else have you got?",
  "assistant: We could lend you one from our shop in Leith.",
  "user: Leith is an hour away by bus, so no. Can a courier bring it?",
  "assistant: A courier would cost you six pounds.",
  "user: But the crack is your doing. Why should it be me who pays?",
];
