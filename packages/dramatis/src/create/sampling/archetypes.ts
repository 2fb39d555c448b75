/**
 * Gives each person of a population one of eight archetypes and, by a chat model, a life that fits both: behaviour,
 * psychology, life history, social role, and a scene as from a memoir.
 *
 * Personas for situational judgement tests ("Measure what Matters"): structured descriptors, eight archetypes crossed with
 * demographic priors, memoir-inspired narrative. The archetypes and prompts are ours, for theirs are not published with the
 * abstract that we had; each is as likely unless weights say otherwise, whatever the demographics. Fixed facts may not
 * change, as in complete-profiles: an answer that changes one is dropped, so is one that cannot be read. The archetype's name is
 * kept under `facets.archetype`. Yields each person who got a life. Without personas it says so.
 *
 * @paper 106
 * @needs actor
 */
import { z } from "zod";
import { InputError, type Persona, type Provenance, random, type Source } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { countedModel } from "../counted-model.ts";
import { given, type Material } from "../material.ts";
import { withProvenance } from "../provenance.ts";
import { ARCHETYPES, type Archetype, LIFE } from "./archetypes.prompts.ts";
import { drawWithReplacement } from "./draw-cells.ts";
import { areUnchanged, factsShape, fixedFacts, withStatements } from "./fixed-facts.ts";

export interface ArchetypesOptions {
  archetypes?: readonly Archetype[];
  /** One for each archetype, zero or more; equal by default. */
  weights?: readonly number[];
}

const sentences = z.array(z.string().regex(/\S/)).min(1).max(4);
const shape = z.object({
  fixed: factsShape,
  behaviour: sentences,
  psychology: sentences,
  lifeHistory: sentences,
  socialRole: sentences,
  memoir: z.string().regex(/\S/),
});
type Life = z.infer<typeof shape>;

export function archetypes(material: Material & ArchetypesOptions = {}): Source {
  const { archetypes: kinds = ARCHETYPES, weights = kinds.map(() => 1), tally } = material;
  if (
    weights.length !== kinds.length ||
    weights.some((weight) => !(weight >= 0)) ||
    !weights.some((weight) => weight > 0)
  ) {
    const found = `the weights ${weights.join(", ")}`;
    throw new InputError({
      where: "archetypes",
      found,
      expected: `${kinds.length} numbers of zero or more, one above zero`,
    });
  }
  return {
    name: "archetypes",
    async *personas(seed, signal) {
      signal?.throwIfAborted();
      const model = countedModel("archetypes", material);
      const draws = random(seed);
      const next = drawWithReplacement(weights);
      for (const persona of given("archetypes", material, "personas")) {
        const archetype = kinds[next(draws) as number] as Archetype;
        tally?.ask();
        const question = { fixed: fixedFacts(persona), archetype };
        const life = await askJson(model, { task: LIFE, material: question, shape, temperature: 0.8 }, signal);
        signal?.throwIfAborted();
        if (life === null) tally?.drop("unparsed");
        else if (!areUnchanged(persona, life.fixed)) tally?.drop("changed a fixed fact");
        else {
          tally?.keep();
          yield withLife(
            persona,
            { life, archetype },
            { source: "llm_generated", method: "archetypes", model: model.id, seed },
          );
        }
      }
    },
  };
}

function withLife(
  persona: Persona,
  { life, archetype }: { life: Life; archetype: Archetype },
  made: Provenance,
): Persona {
  const { behaviour, psychology, lifeHistory, socialRole, memoir } = life;
  const lived: Persona = {
    ...withStatements(persona, { behaviour, psychology, lifeHistory, socialRole }, made),
    identity: { ...persona.identity, life: { ...persona.identity?.life, backstory: memoir.trim() } },
    facets: { ...persona.facets, archetype: archetype.name },
  };
  const { model: _, ...drawn } = made;
  return withProvenance(lived, {
    "identity.life.backstory": [made],
    "facets.archetype": [{ ...drawn, source: "derived_code" }],
  });
}
