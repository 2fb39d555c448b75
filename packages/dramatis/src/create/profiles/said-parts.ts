// What each person said, in order, from texts that they wrote or from their turns in transcripts.
import type { Provenance } from "../../core/index.ts";
import { pickSpeaker, speakersOf } from "../../transcript/index.ts";
import { given, type Material } from "../material.ts";

export interface SaidPart {
  /** The text's id, or the session. */
  from: string;
  text: string;
  /** Its turn in the session. */
  turn?: number;
  at?: string;
}

export interface Person {
  name: string;
  parts: SaidPart[];
}

/**
 * The people who speak in the transcripts, or the one who wrote the texts where there are no transcripts: `speaker`, or
 * else the first text's title or id.
 *
 * @throws InputError where there are neither, or nobody of that name.
 */
export function peopleOf(method: string, material: Material): Person[] {
  const { transcripts, speaker } = material;
  if (transcripts === undefined || transcripts.length === 0) {
    const texts = given(method, material, "texts");
    const [first] = texts;
    const name = [speaker, first?.title, first?.id].find((each) => each !== undefined && each.trim() !== "");
    return [{ name: name ?? "Author", parts: texts.map(({ id, text }) => ({ from: id, text })) }];
  }
  const names =
    speaker === undefined
      ? speakersOf(transcripts)
      : [pickSpeaker(transcripts, { speaker, personaName: speaker, where: method })];
  return names.map((name) => ({
    name: name.trim() === "" ? "Nobody" : name,
    parts: transcripts.flatMap(({ session, messages }) =>
      messages
        .filter((message) => message.speaker === name)
        .map(({ turn, text, at }): SaidPart => ({ from: session, text, turn, ...(at === undefined ? {} : { at }) })),
    ),
  }));
}

/** Where a quote of a part stands: its turn in the session, or its characters in the text. */
export function spanOf({ turn }: SaidPart, characters: [number, number]): [number, number] {
  return turn === undefined ? characters : [turn, turn];
}

/** What was read from a part is from a text or a dialogue. */
export function sourceOf({ turn }: SaidPart): Provenance["source"] {
  return turn === undefined ? "extracted_text" : "extracted_dialogue";
}
