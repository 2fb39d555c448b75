/**
 * Makes personas of life stories that a language model tells when it is asked an open question.
 *
 * Moon et al. 2024 (CannyLab/anthology): "tell me about yourself" in long form, as a question and an answer that the model
 * continues, at temperature 1 and top-p 1, at most 1,500 tokens, ended where a new question begins; a story of 40 tokens or
 * fewer is dropped. A question may stand before it and is asked again until it is answered as wanted. The wording is ours,
 * tokens are counted roughly, a story that was cut ends with its last whole sentence, and one that speaks as a machine is
 * dropped. A model of plain continuation tells the more varied stories; the bundled chat model tells none long enough. What
 * follows is demographic-survey and match-population. Nothing kept yields nothing.
 *
 * @paper 156
 * @needs actor
 */
import { cleanText, type Model, type Persona, random, roughTokens, type Source } from "../../core/index.ts";
import { sentences } from "../../transcript/index.ts";
import { countedModel } from "../counted-model.ts";
import type { Material } from "../material.ts";
import { backstoryPersona, type Exchange } from "./backstory-persona.ts";

export const LIFE_QUESTION = `Tell me about yourself, in as much detail as you like. How old are you, where and with whom did you grow up, what happened that made you who you are, how do you spend your days, and what matters most to you?`;

const NEXT_QUESTION = /\n\s*(?:Question\b|Q\s*:|Interview)/u;
const STOPS = ["\nQuestion", "\nQ:", "\nInterview"];
const MACHINE =
  /\bas an ai\b|\blanguage model\b|\bi(?:'m| am) an? (?:ai|artificial intelligence|virtual assistant|chatbot)\b/iu;

export interface AnthologyOptions {
  /** Stories asked for. */
  count?: number;
  question?: string;
  /** Asked before the story, such as whether somebody is a citizen, until the answer is as wanted. */
  preamble?: { question: string; wanted: RegExp };
  /** Times that the preamble is asked for one story. */
  preambleTries?: number;
  maxTokens?: number;
  /** A story of so many tokens or fewer is dropped. */
  tooShort?: number;
}

/** @throws UnsupportedError without a model. */
export function anthology({
  count = 10,
  question = LIFE_QUESTION,
  preamble,
  preambleTries = 20,
  maxTokens = 1500,
  tooShort = 40,
  ...material
}: Material & AnthologyOptions = {}): Source {
  const model = countedModel("anthology", material);
  const { tally } = material;

  async function* personas(seed: number, signal?: AbortSignal): AsyncGenerator<Persona> {
    const draw = random(seed);
    for (let number = 1; number <= count; number++) {
      const storySeed = draw.int(2 ** 31);
      signal?.throwIfAborted();
      tally?.ask();
      const tell = teller({ model, maxTokens, seed: storySeed, signal });
      const before = preamble && (await askedUntil(tell, preamble, preambleTries));
      if (before === null) {
        tally?.drop("preamble not answered as wanted");
        continue;
      }
      const backstory = await tell(before === undefined ? [] : [before], question);
      const fault = faultOf(backstory, tooShort);
      if (fault !== undefined) {
        tally?.drop(fault);
        continue;
      }
      tally?.keep();
      const provenance = { source: "llm_generated", method: "anthology", model: model.id, seed: storySeed } as const;
      yield backstoryPersona({ backstory, number, provenance, ...(before && { interview: [before] }) });
    }
  }

  return { name: "anthology", personas };
}

type Tell = (before: readonly Exchange[], question: string) => Promise<string>;

/** Continues questions and answers; each call draws by a seed of its own. */
function teller({
  model,
  maxTokens,
  seed,
  signal,
}: {
  model: Model;
  maxTokens: number;
  seed: number;
  signal: AbortSignal | undefined;
}): Tell {
  const draw = random(seed);
  return async (before, question) => {
    const asked = before.map((one) => `Question: ${one.question}\nAnswer: ${one.answer}\n\n`).join("");
    const { text, finish } = await model.generate(
      {
        messages: [{ role: "user", content: `${asked}Question: ${question}\nAnswer:` }],
        temperature: 1,
        topP: 1,
        maxTokens,
        seed: draw.int(2 ** 31),
        stop: STOPS,
      },
      signal,
    );
    const told =
      cleanText(text)
        .split(NEXT_QUESTION, 1)[0]
        ?.replace(/^\s*Answer:/u, "")
        .trim() ?? "";
    return finish === "length" ? wholeSentences(told) : told;
  };
}

/** What was answered at last, or null where it was never as wanted. */
async function askedUntil(
  tell: Tell,
  { question, wanted }: NonNullable<AnthologyOptions["preamble"]>,
  tries: number,
): Promise<Exchange | null> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const answer = await tell([], question);
    if (answer.search(wanted) >= 0) return { question, answer };
  }
  return null;
}

function wholeSentences(text: string): string {
  const all = sentences(text);
  const last = all.findLastIndex((sentence) => /[.!?。！？]["'”’)]*\s*$/u.test(sentence));
  return all
    .slice(0, last + 1)
    .join("")
    .trim();
}

function faultOf(story: string, tooShort: number): string | undefined {
  if (MACHINE.test(story)) return "speaks as a machine";
  return roughTokens(story) <= tooShort ? "too short" : undefined;
}
