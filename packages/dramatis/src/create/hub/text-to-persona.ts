/**
 * Makes one-line personas of texts: somebody who is likely to read, write, like or dislike each.
 *
 * Persona Hub, Ge et al. 2024, text-to-persona: one chat call a text, of which the first 2,000 tokens are shown (roughly
 * counted), at temperature .7. The verb is drawn with weights .4, .3, .2 and .1, which are ours, as is the wording. Kept is
 * one sentence of 5 to 60 words in the language of the text, of somebody of some kind, without personal data. A text that
 * points to nobody gives none. `withoutDuplicates` and `withoutParaphrases` take out what repeats itself. There is no way
 * without a model that follows instructions: who would read a text does not stand in it. Nothing kept yields nothing.
 *
 * @paper 52
 * @needs actor
 */
import { z } from "zod";
import { type Persona, type Random, random, type Source } from "../../core/index.ts";
import { askJson, mapConcurrent } from "../../model/index.ts";
import { countedModel } from "../counted-model.ts";
import { given, type Material, type SourceText } from "../material.ts";
import { inBatches } from "./in-batches.ts";
import { oneLinerFault, oneLinerPersona } from "./one-liner.ts";

export interface TextToPersonaOptions {
  /** A broad kind of person, or one of a specialism, a setting or an experience. */
  granularity?: "coarse" | "fine";
  /** Calls under way at once. */
  concurrency?: number;
}

/** 2,000 tokens of four characters. */
const MOST_CHARACTERS = 8000;
/** Drawn with the weights .4, .3, .2, .1: each verb up to its bound. */
const VERBS = [
  { verb: "read", below: 0.4 },
  { verb: "write", below: 0.7 },
  { verb: "like", below: 0.9 },
  { verb: "dislike", below: 1 },
];

const GRANULARITY = {
  coarse: "Name a broad kind of person, such as a trade or a time of life.",
  fine: "Be specific: name the specialism, the setting or the experience that the text points to.",
};

const task = (verb: string, granularity: "coarse" | "fine"): string =>
  `Who is likely to ${verb} this text? Describe one such person in one sentence of 5 to 60 words, in the language of the text. Begin with what they are, such as "A night nurse who …", never with "A person who". ${GRANULARITY[granularity]} No names of private persons, no addresses, nothing that identifies one human being.
Reply as {"persona": "…"}, with an empty persona if the text points to nobody.`;

const reply = z.object({ persona: z.string() });

/** @throws InputError without texts. @throws UnsupportedError without a model. */
export function textToPersona({
  granularity = "fine",
  concurrency = 8,
  ...material
}: Material & TextToPersonaOptions = {}): Source {
  const model = countedModel("text-to-persona", material);
  const texts = given("text-to-persona", material, "texts");
  const { tally } = material;

  async function* personas(seed: number, signal?: AbortSignal): AsyncGenerator<Persona> {
    const draw = random(seed);
    for await (const batch of inBatches(texts, concurrency)) {
      const asked = batch.map((text) => ({ ...shown(text), verb: drawVerb(draw) }));
      const ask = ({ text, verb }: (typeof asked)[number], aborted: AbortSignal) =>
        askJson(model, { task: task(verb, granularity), material: { text }, shape: reply, temperature: 0.7 }, aborted);
      const replies = await mapConcurrent(asked, ask, { concurrency, signal });
      for (const [i, { id, text }] of asked.entries()) {
        signal?.throwIfAborted();
        tally?.ask();
        const said = replies[i]?.persona.trim();
        const fault = said === undefined ? "unparsed" : said === "" ? "points to nobody" : oneLinerFault(said, text);
        if (said === undefined || fault !== null) {
          tally?.drop(fault ?? "unparsed");
          continue;
        }
        tally?.keep();
        const span: [number, number] = [0, text.length];
        yield oneLinerPersona(said, {
          ...{ source: "llm_generated", method: "text-to-persona", model: model.id, seed },
          ...{ from: id, span },
        });
      }
    }
  }

  return { name: "text-to-persona", personas };
}

function shown({ id, text }: SourceText): SourceText {
  return { id, text: text.slice(0, MOST_CHARACTERS) };
}

function drawVerb({ next }: Random): string {
  const drawn = next();
  return VERBS.find(({ below }) => drawn < below)?.verb ?? "read";
}
