/**
 * Makes training rows of a dialogue in which the persona also holds sentences that have nothing to do with the reply.
 *
 * PPDS [42], persona augmentation: a model that sees them learns to pass over what is not asked for, where one that only
 * ever sees fitting sentences learns to say them all. As many distractors as the persona has sentences where nothing is
 * said. Without transcripts, personas, or a speaker who is one of them: an error.
 *
 * @paper 42
 */
import {
  type ChatMessage,
  InputError,
  type Nli,
  type Persona,
  type Random,
  type RowSource,
  random,
} from "../../core/index.ts";
import { personaVersion, renderPersona } from "../../persona/index.ts";
import { sameName } from "../../transcript/index.ts";
import { given, type Material } from "../material.ts";

const NAME = "distractor-rows";
/** Least P of either label that makes a sentence of another persona no distractor. */
const TOUCHES = 0.5;
/** Sentences tried for each that is wanted. */
const TRIES = 4;

export interface DistractorRowsOptions extends Material {
  /** Sentences of other personas in each row; as many as the persona's own when absent. */
  distractors?: number;
}

/**
 * One row for each turn of a speaker of the transcripts who has a persona of the same name: the persona's statements and
 * the distractors, shuffled, as the system message; what came before; the turn. With a judge a distractor neither follows
 * from, nor contradicts, nor is said by a statement or the reply; without one it only differs in words.
 *
 * @throws InputError without transcripts or personas, and where no speaker has a persona with statements.
 */
export function distractorRows({ distractors, nli, tally, ...material }: DistractorRowsOptions = {}): RowSource {
  const transcripts = given(NAME, material, "transcripts");
  const personas = given(NAME, material, "personas").filter(({ statements = [] }) => statements.length > 0);
  const ofSpeaker = (speaker: string): Persona | undefined => personas.find(({ name }) => sameName(name, speaker));
  const isAny = transcripts.some(({ messages }) => messages.some(({ speaker }) => ofSpeaker(speaker) !== undefined));
  if (!isAny) {
    const expected = "a speaker with a persona of the same name that has statements";
    throw new InputError({ where: NAME, found: "no such speaker", expected });
  }

  return {
    name: NAME,
    async *rows(seed, signal) {
      const draw = random(seed);
      for (const { session, messages } of transcripts) {
        for (const [i, { speaker, text, turn }] of messages.entries()) {
          const persona = ofSpeaker(speaker);
          if (persona === undefined) continue;
          signal?.throwIfAborted();
          const count = distractors ?? textsOf(persona).length;
          const apart = await unrelated(persona, { personas, count, reply: text, draw, nli }, signal);
          tally?.ask(count);
          tally?.keep(apart.length);
          if (apart.length < count) tally?.drop("no unrelated sentence left", count - apart.length);
          const shown = draw.shuffle([...textsOf(persona), ...apart]);
          const before = messages.slice(0, i).map(({ speaker: who, text: content }): ChatMessage => {
            return { role: sameName(who, speaker) ? "assistant" : "user", content };
          });
          yield {
            messages: [
              { role: "system", content: renderPersona(shownPersona(persona, shown)).system },
              ...before,
              { role: "assistant", content: text },
            ],
            persona: personaVersion(persona),
            stage: `${apart.length} distractors`,
            provenance: { source: "derived_code", method: NAME, seed, from: session, span: [turn, turn] },
          };
        }
      }
    },
  };
}

interface Wanted {
  personas: readonly Persona[];
  count: number;
  reply: string;
  draw: Random;
  nli: Nli | undefined;
}

/** Statements of other personas that have nothing to do with this one or its reply. */
async function unrelated(
  persona: Persona,
  { personas, count, reply, draw, nli }: Wanted,
  signal?: AbortSignal,
): Promise<string[]> {
  const own = textsOf(persona);
  const pool = new Set(personas.filter((other) => other !== persona).flatMap(textsOf));
  for (const text of own) pool.delete(text);
  const drawn = draw.shuffle([...pool]).slice(0, count * TRIES);
  if (nli === undefined || drawn.length === 0) return drawn.slice(0, count);
  const against = [...own, reply];
  const pairs = drawn.flatMap((text) => against.map((premise) => ({ premise, hypothesis: text })));
  const verdicts = await nli.judge(pairs, signal);
  const isApart = (_: string, i: number): boolean =>
    verdicts
      .slice(i * against.length, (i + 1) * against.length)
      .every((verdict) => (verdict?.entail ?? 0) < TOUCHES && (verdict?.contradict ?? 0) < TOUCHES);
  return drawn.filter(isApart).slice(0, count);
}

function textsOf({ statements = [] }: Persona): string[] {
  return statements.map(({ text }) => text);
}

function shownPersona(persona: Persona, texts: readonly string[]): Persona {
  return { ...persona, statements: texts.map((text, i) => ({ id: `d${i + 1}`, text })) };
}
