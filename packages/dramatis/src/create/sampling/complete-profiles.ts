/**
 * Fills in what demographics leave open of a person (personality, quirks, beliefs, hobbies, mannerisms, quotes) by a chat
 * model that may not change a fixed fact, and drops whom a second look finds contradictory.
 *
 * PERSONA (Castricato et al. 2024): census people completed by a language model, then filtered by one. The prompts are our
 * own. The model gives the fixed facts back with its answer, and an answer in which one of them differs is dropped; so is
 * one that cannot be read, and one whose whole profile is not found consistent. What is made becomes statements by topic,
 * quotes become examples of style; nothing that the persona had is replaced. Yields each persona that was completed.
 * Without personas it says so.
 *
 * @paper 30
 * @needs actor
 */
import { z } from "zod";
import type { Model, Persona, Provenance, Source } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { countedModel } from "../counted-model.ts";
import { given, type Material } from "../material.ts";
import { withProvenance } from "../provenance.ts";
import { COMPLETE, FIELDS } from "./complete-profiles.prompts.ts";
import { areUnchanged, factsShape, fixedFacts, isConsistent, withStatements } from "./fixed-facts.ts";

export interface CompleteProfilesOptions {
  /** What is to be filled: its name, and what belongs there. `quotes` becomes examples of style. */
  fields?: Readonly<Record<string, string>>;
}

const sentences = z.array(z.string().regex(/\S/)).min(1).max(3);

export function completeProfiles(material: Material & CompleteProfilesOptions = {}): Source {
  const { fields = FIELDS, tally } = material;
  const shape = z.object({
    fixed: factsShape,
    open: z.object(Object.fromEntries(Object.keys(fields).map((field) => [field, sentences]))),
  });
  return {
    name: "complete-profiles",
    async *personas(seed, signal) {
      signal?.throwIfAborted();
      const model = countedModel("complete-profiles", material);
      for (const persona of given("complete-profiles", material, "personas")) {
        tally?.ask();
        const { reason, open } = await completion(persona, { model, fields, shape }, signal);
        signal?.throwIfAborted();
        if (open === undefined) tally?.drop(reason);
        else {
          tally?.keep();
          yield completed(persona, open, {
            source: "llm_generated",
            method: "complete-profiles",
            model: model.id,
            seed,
          });
        }
      }
    },
  };
}

type Open = Record<string, string[]>;

interface Completion {
  model: Model;
  fields: Readonly<Record<string, string>>;
  shape: z.ZodType<{ fixed: Record<string, string | number | string[]>; open: Open }>;
}

async function completion(
  persona: Persona,
  { model, fields, shape }: Completion,
  signal?: AbortSignal,
): Promise<{ reason: string; open?: Open }> {
  const fixed = fixedFacts(persona);
  const known = (persona.statements ?? []).map(({ text }) => text);
  const answer = await askJson(
    model,
    { task: COMPLETE, material: { fixed, known, traits: levelsOf(persona), open: fields }, shape, temperature: 0.8 },
    signal,
  );
  if (answer === null) return { reason: "unparsed" };
  if (!areUnchanged(persona, answer.fixed)) return { reason: "changed a fixed fact" };
  const isWhole = await isConsistent(model, { fixed, known, ...answer.open }, signal);
  if (isWhole === null) return { reason: "unparsed" };
  return isWhole ? { reason: "", open: answer.open } : { reason: "contradicts itself" };
}

function levelsOf({ traits = [] }: Persona): Record<string, number> {
  return Object.fromEntries(
    traits.filter(({ facet }) => facet === undefined).map(({ dimension, level }) => [dimension, level]),
  );
}

function completed(persona: Persona, { quotes = [], ...open }: Open, provenance: Provenance): Persona {
  const whole = withStatements(persona, open, provenance);
  if (quotes.length === 0) return whole;
  const style = { ...persona.style, examples: [...(persona.style?.examples ?? []), ...quotes] };
  return withProvenance({ ...whole, style }, { "style.examples": [provenance] });
}
