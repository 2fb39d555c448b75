import { InputError, type Message, type Transcript } from "../../core/index.ts";
import { pickSpeaker, sameName, speakersOf } from "../../transcript/index.ts";
import { given, type Material } from "../material.ts";

/** One speaker with the sessions that they take part in. */
export interface Spoken {
  name: string;
  sessions: Transcript[];
}

/**
 * Whose personas are made: the named speaker, or everyone who says something, in order of first appearance. Names that
 * differ by case or outer spaces alone are one speaker.
 *
 * @throws InputError without transcripts, where nobody says anything, and where the named speaker is nobody.
 */
export function spoken(method: string, material: Material): Spoken[] {
  const transcripts = given(method, material, "transcripts");
  const names = speakersOf(transcripts).filter((name) => name.trim() !== "");
  if (names.length === 0) {
    const expected = "a transcript in which somebody says something";
    throw new InputError({ where: method, found: "transcripts without a message", expected });
  }
  const { speaker } = material;
  const picked =
    speaker === undefined
      ? names.filter((name, i) => names.findIndex((other) => sameName(other, name)) === i)
      : [pickSpeaker(transcripts, { speaker, personaName: speaker, where: method })];
  return picked.map((name) => ({
    name: name.trim(),
    sessions: transcripts.filter(({ messages }) => turnsOf(messages, name).length > 0),
  }));
}

/** What one speaker says, in order. */
export function turnsOf(messages: readonly Message[], name: string): Message[] {
  return messages.filter(({ speaker }) => sameName(speaker, name));
}
