/**
 * Guesses, turn by turn, who the other side of a dialogue may be, and keeps a guess only where it is sure enough.
 *
 * Implicit user persona detection [11] draws a hidden persona of the partner from the dialogue by a conditional
 * variational model, with a fader for how much of it is shown. We substitute, as the method needs training: at each turn
 * of the partner a chat model writes a hypothesis of at most 25 words with its confidence (the perception), and one of
 * .6 or more takes the place of the one before (the fader). It is an inference, not an extraction: the provenance says
 * llm_inferred, and nothing that the partner said need entail it.
 * A partner of whom nothing is guessed surely is a persona with a name alone.
 *
 * @paper 11
 * @needs actor
 */
import { z } from "zod";
import type { Message, Persona, Source } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { sameName } from "../../transcript/index.ts";
import { countedModel } from "../counted-model.ts";
import type { Material } from "../material.ts";
import { spoken } from "./spoken.ts";

const NAME = "implicit-persona";
const MOST_WORDS = 25;

const TASK = `You are given a dialogue and the name of one speaker. Say what kind of person that speaker probably is, beyond what they state: their situation, tastes, temper, what they want from this talk.
"hypothesis": one sentence of at most ${MOST_WORDS} words in the first person, as the speaker would say it of themselves. "confidence": 0 to 1, how surely the dialogue shows it; low where there is little to go by.
Reply with {"hypothesis": "...", "confidence": 0.0}.`;

const shape = z.object({
  hypothesis: z
    .string()
    .min(1)
    .refine((text) => text.trim().split(/\s+/u).length <= MOST_WORDS, `must have at most ${MOST_WORDS} words`),
  confidence: z.number().min(0).max(1),
});

/** A guess and the turn after which it was made. */
export interface Hypothesis {
  text: string;
  confidence: number;
  session: string;
  turn: number;
}

export interface ImplicitPersonaOptions extends Material {
  /** Least confidence of a guess that counts. */
  sureAt?: number;
}

export interface ImplicitPersona extends Source {
  /** The guess after the last turn; null where it is not sure enough, or cannot be read. */
  infer(history: readonly Message[], partner: string, signal?: AbortSignal): Promise<Hypothesis | null>;
}

/**
 * One persona a speaker, with the last sure guess of each session: a call for each of their turns. `personas` needs
 * transcripts, `infer` does not.
 *
 * @throws UnsupportedError without a model. Iteration throws InputError without a transcript in which somebody speaks.
 */
export function implicitPersona({ sureAt = 0.6, ...material }: ImplicitPersonaOptions = {}): ImplicitPersona {
  const model = countedModel(NAME, material);
  const { tally } = material;

  async function guess(history: readonly Message[], partner: string, signal?: AbortSignal): Promise<Hypothesis | null> {
    signal?.throwIfAborted();
    const last = history.at(-1);
    if (last === undefined) return null;
    const turns = history.map(({ speaker, text }) => ({ speaker, text }));
    const reply = await askJson(model, { task: TASK, material: { speaker: partner, turns }, shape }, signal);
    tally?.ask();
    if (reply === null) tally?.drop("unparsed");
    else if (reply.confidence < sureAt) tally?.drop("unsure");
    if (reply === null || reply.confidence < sureAt) return null;
    const { session, turn } = last;
    return { text: reply.hypothesis.trim(), confidence: reply.confidence, session, turn };
  }

  /** What is guessed surely, later guesses in the place of earlier ones. */
  async function lastSure(
    messages: readonly Message[],
    name: string,
    signal?: AbortSignal,
  ): Promise<Hypothesis | null> {
    let sure: Hypothesis | null = null;
    for (const [i, { speaker }] of messages.entries()) {
      if (!sameName(speaker, name)) continue;
      const next = await guess(messages.slice(0, i + 1), name, signal);
      if (next !== null && sure !== null) tally?.drop("replaced by a later guess");
      sure = next ?? sure;
    }
    if (sure !== null) tally?.keep();
    return sure;
  }

  return {
    name: NAME,
    async infer(history, partner, signal) {
      const sure = await guess(history, partner, signal);
      if (sure !== null) tally?.keep();
      return sure;
    },
    async *personas(_seed, signal) {
      for (const { name, sessions } of spoken(NAME, material)) {
        const guesses: Hypothesis[] = [];
        for (const { messages } of sessions) {
          const sure = await lastSure(messages, name, signal);
          if (sure !== null) guesses.push(sure);
        }
        signal?.throwIfAborted();
        yield personaOf(name, guesses, model.id);
      }
    },
  };
}

function personaOf(name: string, guesses: readonly Hypothesis[], model: string): Persona {
  const statements = guesses.map(({ text, confidence, session, turn }, i) => ({
    id: `s${i + 1}`,
    text,
    provenance: [
      {
        source: "llm_inferred" as const,
        method: NAME,
        model,
        from: session,
        span: [0, turn] as [number, number],
        confidence,
      },
    ],
  }));
  return { schema: "dramatis.persona/1", name, ...(statements.length === 0 ? {} : { statements }) };
}
