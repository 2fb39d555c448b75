/**
 * Builds a profile of attributes and values with probabilities from what a person writes or says, and keeps it up to date.
 *
 * Probabilistic user profiling [119]: construction P(profile | text) as P(attribute) · P(value | attribute), here the
 * share of five samples at temperature .7 that agree on a pair, kept from .6; update of a profile by each new text
 * (profile-pairs.ts): the same again is surer, another value of an attribute that has one takes the place of the old,
 * which stays with `validTo`. We depart: without a model the pairs are found by words (pairs-by-words.ts), only what is
 * stated in English in the first person; benchmarks/profiles says how little of what people merely imply that finds.
 * A persona of the same name in `personas` is what the profile starts from (its `facets.profile`). A text that states
 * nothing changes nothing; a reply that cannot be used is a sample without pairs, dropped as "unparsed".
 *
 * @paper 119
 */
import { z } from "zod";
import type { Model, Persona, Source } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { readFacet } from "../../persona/index.ts";
import { sameName } from "../../transcript/index.ts";
import type { Material } from "../material.ts";
import { tally as newTally, type Tally } from "../tally.ts";
import { pairsByWords } from "./pairs-by-words.ts";
import { agreedPairs, type ProfilePair, profileFacet, updateProfile } from "./profile-pairs.ts";
import { profilePersona } from "./profile-persona.ts";
import { type Person, peopleOf, type SaidPart, sourceOf, spanOf } from "./said-parts.ts";

const TASK = `You are given a profile of one person and a new text that they wrote or said.
List what the text says of that person themselves as pairs: attribute (name, age, sex, city, birthplace, job, education, relationship, religion, diet, children, pet, language, likes, dislikes, or another single word) and a short value.
Only what is stated or follows from the text without doubt; nothing of other people, nothing that is only planned. No pairs where it says nothing.
Reply with {"pairs": [{"attribute": "...", "value": "..."}]}.`;

const shape = z.object({
  pairs: z.array(z.object({ attribute: z.string().min(1), value: z.string().min(1) })).max(50),
});

export interface ProfileUpdateOptions extends Material {
  /** Of the model for each text. */
  samples?: number;
  /** Pairs that are less sure are dropped. */
  least?: number;
}

/** @throws InputError where there is neither text nor transcript. Iteration throws what the model throws. */
export function profileUpdate(options: ProfileUpdateOptions = {}): Source {
  const { personas = [], model, tally = newTally(), samples = 5, least = 0.6 } = options;
  const people = peopleOf("profile-update", options);
  const asked = model === undefined ? undefined : tally.counted(model);

  async function personaOf(person: Person, signal?: AbortSignal): Promise<Persona> {
    const start = personas.find(({ name }) => sameName(name, person.name));
    const base: Persona = start ?? { schema: "dramatis.persona/1", name: person.name, kind: "individual" };
    let profile = readFacet(base, "profile", profileFacet) ?? [];
    for (const part of person.parts) {
      signal?.throwIfAborted();
      const found = asked
        ? await pairsByModel(part, { model: asked, profile, samples, tally }, signal)
        : pairsOfWords(part);
      const { profile: next, changes } = updateProfile(profile, found, { least });
      profile = next;
      for (const { kind, reason } of changes) {
        tally.ask();
        if (kind === "kept out") tally.drop(reason ?? "kept out");
        else tally.keep();
      }
    }
    const source = asked ? "llm_inferred" : person.parts[0] ? sourceOf(person.parts[0]) : "extracted_text";
    return profilePersona(base, profile, { source, method: "profile-update", ...(asked ? { model: asked.id } : {}) });
  }

  return {
    name: "profile-update",
    async *personas(_seed, signal) {
      for (const person of people) {
        const persona = await personaOf(person, signal);
        signal?.throwIfAborted();
        yield persona;
      }
    },
  };
}

function pairsOfWords(part: SaidPart): ProfilePair[] {
  return pairsByWords(part.text).map(({ attribute, value, confidence, quote, span, isPast }) => ({
    ...{ attribute, value, confidence, quote, from: part.from, span: spanOf(part, span), at: part.at },
    ...(isPast ? { validTo: part.at ?? part.from } : {}),
  }));
}

async function pairsByModel(
  part: SaidPart,
  by: { model: Model; profile: readonly ProfilePair[]; samples: number; tally: Tally },
  signal?: AbortSignal,
): Promise<ProfilePair[]> {
  const { model, samples, tally } = by;
  const profile = by.profile.filter(({ validTo }) => validTo === undefined);
  const known = profile.map(({ attribute, value }) => ({ attribute, value }));
  const drawn: { attribute: string; value: string }[][] = [];
  for (let sample = 1; sample <= samples; sample++) {
    // Numbered, so that a cache of calls does not give one sample five times.
    const material = { sample, profile: known, text: part.text };
    const reply = await askJson(model, { task: TASK, material, shape, temperature: 0.7 }, signal);
    if (reply === null) {
      tally.ask();
      tally.drop("unparsed");
    }
    drawn.push((reply?.pairs ?? []).map(({ attribute, value }) => ({ attribute: attribute.toLowerCase(), value })));
  }
  const where = { from: part.from, at: part.at, ...(part.turn === undefined ? {} : { span: spanOf(part, [0, 0]) }) };
  return agreedPairs(drawn).map((pair) => ({ ...pair, ...where }));
}
