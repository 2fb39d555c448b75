/**
 * Extracts a persona for each speaker of a dialogue: short first-person sentences, each entailed by what was said.
 *
 * PPDS [42] trains a summariser on pairs that NLI holds for entailed, to read personas off dialogues at scale. We depart:
 * nothing is trained. Rules of English find the clauses in which a speaker states something lasting of themselves, make
 * short answers whole with their questions ("Do you have pets?" "Yes, two dogs." → "I have two dogs."), and read what is
 * taken for granted ("my two dogs"); with `model`, a chat model reads the dialogue instead, and every quote must stand in
 * the speaker's turn. All are then settled (settle.ts): P(entail) of .5 or more, except what a clause says word for
 * word and a yes or no, which need no judge; of two of which one entails the other the fuller; of two that contradict
 * each other the later. What is said of others becomes relations. Its augmentation is distractor-rows.ts.
 * Irony without a mark is read literally. What was reached on PersonaChat: benchmarks/extraction. A speaker who says
 * nothing of themselves is a persona with a name alone. Other languages: the clauses that `statedFacts` knows.
 *
 * @paper 42
 * @needs nli
 */
import type { Model, Nli, Source } from "../../core/index.ts";
import { neededNli } from "../../model/index.ts";
import type { Material } from "../material.ts";
import type { Tally } from "../tally.ts";
import type { Candidate } from "./candidate.ts";
import { candidatesOf } from "./candidates.ts";
import { candidatesByModel } from "./candidates-by-model.ts";
import { dialoguePersona } from "./dialogue-persona.ts";
import { type Bounds, settled } from "./settle.ts";
import { type Spoken, spoken } from "./spoken.ts";

const NAME = "extract-persona";

export interface ExtractPersonaOptions extends Material, Bounds {}

/**
 * One persona a speaker, over all sessions in which they speak.
 *
 * @throws InputError without a transcript in which somebody speaks. @throws UnsupportedError without a judge.
 */
export function extractPersona(options: ExtractPersonaOptions = {}): Source {
  const nli = neededNli(NAME, options.nli);
  const speakers = spoken(NAME, options);
  const { model, tally } = options;
  const reader = model === undefined ? undefined : (tally?.counted(model) ?? model);
  return {
    name: NAME,
    async *personas(_seed, signal) {
      for (const speaker of speakers) {
        signal?.throwIfAborted();
        const kept = await extracted(speaker, { ...options, nli, model: reader }, signal);
        signal?.throwIfAborted();
        const sessions = speaker.sessions.map(({ session }) => session);
        yield dialoguePersona({ name: speaker.name, kept, method: NAME, sessions });
      }
    },
  };
}

export interface ExtractTools extends Bounds {
  nli: Nli;
  model?: Model | undefined;
  tally?: Tally | undefined;
}

/** What of a speaker's sessions is kept; counted in the tally. */
export async function extracted(
  { name, sessions }: Spoken,
  { model, tally, ...tools }: ExtractTools,
  signal?: AbortSignal,
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const { messages } of sessions) {
    if (model === undefined) {
      candidates.push(...candidatesOf(messages, name));
      continue;
    }
    const read = await candidatesByModel(messages, { model, speaker: name }, signal);
    candidates.push(...read.candidates);
    tally?.ask(read.unparsed);
    if (read.unparsed > 0) tally?.drop("unparsed", read.unparsed);
  }
  const { kept, dropped } = await settled(candidates, tools, signal);
  tally?.ask(candidates.length);
  tally?.keep(kept.length);
  for (const { reason } of dropped) tally?.drop(reason);
  return kept;
}
