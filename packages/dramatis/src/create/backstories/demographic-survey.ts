/**
 * Asks personas about their demographic traits and notes how probable each answer is.
 *
 * Anthology [156], step 2: a life story does not say everything; what its teller would answer is a distribution. Read from
 * the model's own probabilities of the options (`choose`) where it has them, in one question; otherwise each is asked
 * `times` times at temperature 1 and counted. What is refused or cannot be read is counted and is no answer; a trait that
 * nobody answered has no distribution, which match-population takes for all options alike. The questions and options are
 * ours, of American surveys; give others for other places. What the bundled chat model finds probable says little of people.
 * Yields each persona with the facet `demographics`.
 *
 * @paper 156
 * @needs actor
 */
import { type ChatMessage, type Model, type Persona, type Random, random, type Source } from "../../core/index.ts";
import { renderPersona } from "../../persona/index.ts";
import { countedModel } from "../counted-model.ts";
import { given, type Material } from "../material.ts";
import type { Demographics, SurveyedTrait } from "./demographics.ts";

export interface TraitQuestion {
  /** A key of `identity.social`. */
  trait: string;
  question: string;
  /** 2 to 20. */
  options: string[];
}

export const TRAIT_QUESTIONS: readonly TraitQuestion[] = [
  { trait: "age", question: "How old are you?", options: ["18-29", "30-49", "50-64", "65 or older"] },
  { trait: "gender", question: "What is your gender?", options: ["man", "woman", "another"] },
  {
    trait: "race",
    question: "Which best describes your race or ethnicity?",
    options: ["White", "Black", "Hispanic", "Asian", "another"],
  },
  {
    trait: "education",
    question: "What is the highest level of education that you completed?",
    options: ["high school or less", "some college", "college degree", "postgraduate degree"],
  },
  {
    trait: "income",
    question: "What is the yearly income of your household, in dollars?",
    options: ["under 30,000", "30,000-59,999", "60,000-99,999", "100,000 or more"],
  },
  { trait: "region", question: "Where do you live?", options: ["Northeast", "Midwest", "South", "West"] },
  {
    trait: "religion",
    question: "What is your religion?",
    options: ["Protestant", "Catholic", "another religion", "none"],
  },
  {
    trait: "party",
    question: "Which party are you closest to?",
    options: ["Democratic", "Republican", "independent", "another"],
  },
];

const LETTERS = "ABCDEFGHIJKLMNOPQRST";
const REFUSES =
  /\b(?:prefer not|rather not|won't|will not|can't|cannot|unable|not comfortable|no answer|refuse|as an ai)\b/iu;

export interface DemographicSurveyOptions {
  questions?: readonly TraitQuestion[];
  /** Asks each question so often, and reads no probabilities. 20 where a model has none. */
  times?: number;
}

/** @throws InputError without personas. @throws UnsupportedError without a model. */
export function demographicSurvey({
  questions = TRAIT_QUESTIONS,
  times,
  ...material
}: Material & DemographicSurveyOptions = {}): Source {
  const name = "demographic-survey";
  const model = countedModel(name, material);
  const people = given(name, material, "personas");
  const { tally } = material;

  async function* personas(seed: number, signal?: AbortSignal): AsyncGenerator<Persona> {
    for (const persona of people) {
      const draw = random(seed);
      const demographics: Demographics = {};
      for (const question of questions) {
        signal?.throwIfAborted();
        tally?.ask();
        const surveyed = await survey(model, { persona, question, times, draw, signal });
        demographics[question.trait] = surveyed;
        if (surveyed.shares === null) tally?.drop(surveyed.refused > 0 ? "refused" : "unparsed");
        else tally?.keep();
      }
      const provenance = [
        ...(persona.provenance ?? []),
        { source: "llm_inferred", method: name, model: model.id, seed } as const,
      ];
      yield { ...persona, provenance, facets: { ...persona.facets, demographics } };
    }
  }

  return { name, personas };
}

interface Asked {
  persona: Persona;
  question: TraitQuestion;
  times: number | undefined;
  draw: Random;
  signal: AbortSignal | undefined;
}

async function survey(model: Model, { persona, question, times, draw, signal }: Asked): Promise<SurveyedTrait> {
  const { options } = question;
  const system: ChatMessage = { role: "system", content: renderPersona(persona).system };
  if (model.choose !== undefined && times === undefined) {
    const messages: ChatMessage[] = [system, { role: "user", content: question.question }];
    const shares = await model.choose({ messages, options: [...options] }, signal);
    return { options: [...options], shares, asked: 1, refused: 0, unparsed: 0 };
  }
  const list = options.map((option, i) => `(${LETTERS[i]}) ${option}`).join("\n");
  const content = `${question.question}\n${list}\nAnswer with one letter, as you would of yourself.`;
  const counts = options.map(() => 0);
  const all = { asked: times ?? 20, refused: 0, unparsed: 0 };
  for (let time = 0; time < all.asked; time++) {
    const request = {
      messages: [system, { role: "user", content } as const],
      temperature: 1,
      maxTokens: 128,
      seed: draw.int(2 ** 31),
    };
    const answer = readAnswer((await model.generate(request, signal)).text, options);
    if (typeof answer === "number") counts[answer] = (counts[answer] ?? 0) + 1;
    else all[answer] += 1;
  }
  const answered = all.asked - all.refused - all.unparsed;
  return { options: [...options], shares: answered === 0 ? null : counts.map((count) => count / answered), ...all };
}

/** The number of the option that was named by its letter or in its words. */
export function readAnswer(text: string, options: readonly string[]): number | "refused" | "unparsed" {
  const said = text.trim();
  const letter = /^(?:the )?(?:answer(?: is)?:?\s*)?(?:\(([A-Z])\)|([A-Z])(?:[).:,]|\s*$))/iu.exec(said);
  const index = LETTERS.indexOf((letter?.[1] ?? letter?.[2] ?? " ").toUpperCase());
  if (index >= 0 && index < options.length) return index;
  const plain = said.toLowerCase().replace(/[.!]$/u, "");
  const same = options.findIndex((option) => option.toLowerCase() === plain);
  if (same >= 0) return same;
  return REFUSES.test(said.replaceAll("’", "'")) ? "refused" : "unparsed";
}
