/**
 * Infers who a support seeker is from the seeker's own turns, anew at each turn from the third on.
 *
 * PAL [2]: a model trained on annotated dialogues infers the seeker's persona from the dialogue so far; it starts after
 * the first turns, and each inference takes the place of the last. We depart: nothing is trained; the sentences are those
 * of extract-persona.ts, of the seeker's turns alone, so that nothing that the supporter says is taken for the seeker's
 * own, and a bare yes says nothing. The seeker is `speaker`, or the one called seeker, user, client or patient, or who
 * speaks first. Before the seeker's third turn nothing is inferred.
 *
 * @paper 2
 * @needs nli
 */
import type { Message, Persona, Source } from "../../core/index.ts";
import { neededNli } from "../../model/index.ts";
import { speakersOf } from "../../transcript/index.ts";
import { dialoguePersona } from "./dialogue-persona.ts";
import { type ExtractPersonaOptions, extracted } from "./extract-persona.ts";
import { spoken, turnsOf } from "./spoken.ts";

const NAME = "seeker-persona";
const SEEKER = /^(?:seeker|help[- ]?seeker|user|client|patient|usr)$/iu;

export interface SeekerPersonaOptions extends ExtractPersonaOptions {
  /** Nothing is inferred before the seeker has said so much. */
  fromTurn?: number;
}

/** A source that can also be asked at each turn. */
export interface SeekerPersona extends Source {
  /** What the talk so far shows of the seeker; it takes the place of what was inferred before. A name alone before the third turn. */
  infer(history: readonly Message[], signal?: AbortSignal): Promise<Persona>;
}

/**
 * One persona a session, of its last turn: `personas` needs transcripts, `infer` does not.
 *
 * @throws UnsupportedError without a judge. Iteration throws InputError without a transcript in which somebody speaks.
 */
export function seekerPersona(options: SeekerPersonaOptions = {}): SeekerPersona {
  const nli = neededNli(NAME, options.nli);
  const { model, tally, speaker: named, fromTurn = 3 } = options;
  const reader = model === undefined ? undefined : (tally?.counted(model) ?? model);

  async function infer(history: readonly Message[], signal?: AbortSignal): Promise<Persona> {
    signal?.throwIfAborted();
    const name = named ?? seekerOf(history);
    const messages = turnsOf(history, name);
    const session = messages[0]?.session ?? "";
    const speaker = { name, sessions: [{ session, messages }] };
    const isEarly = messages.length < fromTurn;
    const kept = isEarly ? [] : await extracted(speaker, { ...options, nli, model: reader }, signal);
    return dialoguePersona({ name, kept, method: NAME, sessions: [session] });
  }

  return {
    name: NAME,
    infer,
    async *personas(_seed, signal) {
      const sessions = new Set(spoken(NAME, options).flatMap((each) => each.sessions));
      for (const { messages } of sessions) {
        const persona = await infer(messages, signal);
        signal?.throwIfAborted();
        yield persona;
      }
    },
  };
}

function seekerOf(history: readonly Message[]): string {
  const speakers = speakersOf([{ session: "", messages: [...history] }]).filter((name) => name.trim() !== "");
  return speakers.find((name) => SEEKER.test(name.trim())) ?? speakers[0] ?? "seeker";
}
