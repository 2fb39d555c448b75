import { InputError } from "../../core/index.ts";
import { type LoadedPersona, readPersonas } from "../../persona/index.ts";
import type { CheckPair } from "../../run/index.ts";
import { pickSpeaker, readTranscripts, sameName, speakersOf } from "../../transcript/index.ts";

export interface PairUp {
  /** A persona file, or a folder of them. */
  persona: string;
  /** A transcript file, a folder of them, or "-" for standard input. */
  transcript: string;
  /**
   * Whose turns are judged, against every persona that is given. Without it a persona alone is held against who bears
   * its name, or the only one who is not the user; several are each held against who bears their name.
   */
  speaker?: string | undefined;
  /** Format of the transcript, where it is not to be told from its content. */
  format?: string | undefined;
  /** Told, in a line, what was left out. */
  onNotice?: ((line: string) => void) | undefined;
}

/**
 * Each persona with the conversations that it is held against, and whose turns are judged there.
 *
 * @throws InputError for a file that cannot be used, and for a persona or a speaker that is in no conversation.
 */
export async function pairUp({ persona, transcript, speaker, format, onNotice }: PairUp): Promise<CheckPair[]> {
  const personas = await readPersonas(persona);
  const transcripts = await readTranscripts(transcript, format === undefined ? {} : { format });
  const byName = personas.length > 1 && speaker === undefined;
  return personas.map((loaded: LoadedPersona): CheckPair => {
    const { name } = loaded.persona;
    const heard = byName
      ? transcripts.filter((one) => speakersOf([one]).some((who) => sameName(who, name)))
      : transcripts;
    if (heard.length === 0) {
      const found = `no conversation with a speaker named ${JSON.stringify(name)}`;
      throw new InputError({ where: transcript, found, expected: `one for ${loaded.path}` });
    }
    const wanted = speaker === undefined ? { personaName: name } : { personaName: name, speaker };
    const picked = pickSpeaker(heard, { ...wanted, where: transcript });
    const spoken = heard.filter((one) => one.messages.some((message) => message.speaker === picked));
    const silent = heard.length - spoken.length;
    if (silent > 0) onNotice?.(`${picked} says nothing in ${silent} of ${heard.length} conversations; left out`);
    return { persona: loaded, transcripts: spoken, speaker: picked };
  });
}
