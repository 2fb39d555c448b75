/**
 * Gives each persona a whole profile: name, age, gender, race, birthplace, appearance, experience and personality.
 *
 * OpenCharacter, Wang et al. 2025: profiles of personas of Persona Hub in one call each, at temperature .7; the wording is
 * ours. What the persona has already is not asked for and stays as it is; what is called "A nurse" gets a name. A profile whose age is not the one that the summary says is dropped. The prose of a profile is not
 * stored: `renderPersona` writes it. A persona that lacks nothing comes back as it is; one whose profile cannot be read is
 * dropped.
 *
 * @paper 58
 * @needs actor
 */
import { z } from "zod";
import { oneLine, type Persona, type Provenance, type Source } from "../../core/index.ts";
import { askJson, mapConcurrent } from "../../model/index.ts";
import { personaVersion } from "../../persona/index.ts";
import { countedModel } from "../counted-model.ts";
import { given, type Material } from "../material.ts";
import { withProvenance } from "../provenance.ts";
import { inBatches } from "./in-batches.ts";
import { isNameless } from "./one-liner.ts";

export interface ProfileSynthesisOptions {
  /** Calls under way at once. */
  concurrency?: number;
}

const short = z.string().trim().min(1).max(120);
const long = z.string().trim().min(1).max(1200);

/** What is asked for, where it stands in a persona, and what it is, for the model. */
const FIELDS = {
  name: { path: "name", shape: short, about: "full name, of nobody known" },
  age: { path: "identity.social.age", shape: z.int().min(0).max(120), about: "years, a whole number" },
  gender: { path: "identity.social.gender", shape: short, about: "a word or two" },
  race: { path: "identity.social.race", shape: short, about: "a word or two" },
  birthplace: { path: "identity.social.birthplace", shape: short, about: "town and country" },
  appearance: { path: "facets.aspects.appearance", shape: long, about: "two or three sentences" },
  experience: { path: "identity.life.background", shape: long, about: "their life so far, in four to six sentences" },
  personality: { path: "facets.aspects.personality", shape: long, about: "two or three sentences" },
} as const;

type Field = keyof typeof FIELDS;
type Profile = Partial<Record<Field, string | number>>;

const task = (fields: readonly Field[]): string =>
  `The material is what is known of a made-up person. Write the rest of their profile so that it fits all of it, changes none of it and is as particular as a real life. The fields: ${fields.map((field) => `${field} (${FIELDS[field].about})`).join(", ")}.
Reply as {${fields.map((field) => `"${field}": …`).join(", ")}}.`;

/** @throws InputError without personas. @throws UnsupportedError without a model. */
export function profileSynthesis({ concurrency = 8, ...material }: Material & ProfileSynthesisOptions = {}): Source {
  const model = countedModel("profile-synthesis", material);
  const people = given("profile-synthesis", material, "personas");
  const { tally } = material;

  async function profileOf(persona: Persona, signal: AbortSignal): Promise<Profile | null> {
    const fields = lacking(persona);
    if (fields.length === 0) return {};
    const shape = z.object(Object.fromEntries(fields.map((field) => [field, FIELDS[field].shape])));
    const { schema: _schema, provenance: _provenance, ...known } = persona;
    return askJson(model, { task: task(fields), material: known, shape, temperature: 0.7 }, signal);
  }

  return {
    name: "profile-synthesis",
    async *personas(_seed, signal) {
      for await (const batch of inBatches(people, concurrency)) {
        const profiles = await mapConcurrent(batch, profileOf, { concurrency, signal });
        for (const [i, persona] of batch.entries()) {
          signal?.throwIfAborted();
          tally?.ask();
          const profile = profiles[i] ?? null;
          const fault =
            profile === null ? "unparsed" : hasOtherAge(persona, profile) ? "contradicts the persona" : null;
          if (profile === null || fault !== null) {
            tally?.drop(fault ?? "unparsed");
            continue;
          }
          tally?.keep();
          const from = personaVersion(persona);
          yield withProfile(persona, profile, {
            ...{ source: "llm_generated", method: "profile-synthesis", model: model.id, from },
          });
        }
      }
    },
  };
}

function lacking(persona: Persona): Field[] {
  const { identity = {}, facets = {} } = persona;
  const aspects = (facets.aspects ?? {}) as Record<string, unknown>;
  const known: Record<Field, unknown> = {
    ...{ age: undefined, gender: undefined, race: undefined, birthplace: undefined },
    ...identity.social,
    name: isNameless(persona) ? undefined : persona.name,
    appearance: aspects.appearance,
    experience: identity.life?.background,
    personality: aspects.personality,
  };
  return (Object.keys(FIELDS) as Field[]).filter((field) => known[field] === undefined);
}

/** Whether the summary says "45-year-old" of somebody who got another age. */
function hasOtherAge({ summary = "" }: Persona, { age }: Profile): boolean {
  const said = /\b(\d{1,3})[- ]years?[- ]old\b/iu.exec(summary)?.[1];
  return said !== undefined && age !== undefined && Number(said) !== age;
}

function withProfile(persona: Persona, profile: Profile, source: Provenance): Persona {
  const text = (field: Field): string | undefined =>
    profile[field] === undefined ? undefined : oneLine(String(profile[field]), 1200);
  const some = (fields: Record<string, string | number | undefined>): Record<string, string | number> =>
    Object.fromEntries(Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
  const social = some({
    ...{ age: profile.age, gender: text("gender"), race: text("race"), birthplace: text("birthplace") },
  });
  const aspects = some({ appearance: text("appearance"), personality: text("personality") });
  const background = text("experience");
  const { identity = {}, facets = {} } = persona;
  const whole: Persona = {
    ...persona,
    name: text("name") ?? persona.name,
    identity: {
      ...identity,
      social: { ...identity.social, ...social },
      ...(background !== undefined && { life: { ...identity.life, background } }),
    },
    facets: { ...facets, aspects: { ...(facets.aspects as object | undefined), ...aspects } },
  };
  const paths = (Object.keys(profile) as Field[]).map((field) => [FIELDS[field].path, [source]]);
  return withProvenance(whole, Object.fromEntries(paths));
}
