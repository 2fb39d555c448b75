/**
 * Fills in the aspects of a character that was customised by a few: tone, personality, hobby, family, living conditions, …
 *
 * SimsChat, Yang et al. 2024: from a career, an aspiration, traits and a skill a chat model makes a whole character. Given
 * are the persona's facet `aspects` and its claims; they stay as they are. One call fills the other aspects, a second one
 * only those that were left empty, and what is empty then is missing. Age and gender go to `identity.social` where they are
 * not known. The second-person profile is the renderer's. Scenes and the two tags of its dialogues belong to playing.
 *
 * @paper 69
 * @needs actor
 */
import type { Persona, Provenance, Source } from "../../core/index.ts";
import { aspectsFacet } from "../../persona/facets.ts";
import { readFacet } from "../../persona/index.ts";
import { countedModel } from "../counted-model.ts";
import { eachPersona } from "../each-persona.ts";
import { given, type Material } from "../material.ts";
import { withProvenance } from "../provenance.ts";
import { heads } from "./expansions.ts";
import { fillFields } from "./fill-fields.ts";

const MOST_WORDS = 40;
const SOCIAL = ["age", "gender"];
const ASPECTS = [
  "career",
  "aspiration",
  "trait",
  "skill",
  "tone",
  "personality",
  "advantages",
  "disadvantages",
  "hobby",
  "familyRelationship",
  "socialRelationship",
  "livingConditions",
];

const TASK = `You make a character whole. What is given stays exactly as it is: contradict none of it and change none of it. Fill the fields that are listed, each in at most ${MOST_WORDS} words, specific, believable and fitting each other; for age a number. Reply with one object whose keys are the fields.`;

/** @throws InputError without personas. @throws UnsupportedError without a model. */
export function aspects(material: Material = {}): Source {
  const name = "aspects";
  const model = countedModel(name, material);
  const people = given(name, material, "personas");
  const { tally } = material;

  async function filled(persona: Persona, signal?: AbortSignal): Promise<Persona> {
    const known = readFacet(persona, "aspects", aspectsFacet) ?? {};
    const social = persona.identity?.social ?? {};
    const open = [
      ...SOCIAL.filter((key) => social[key] === undefined),
      ...ASPECTS.filter((key) => known[key] === undefined),
    ];
    tally?.ask(open.length);
    const claims = heads(persona).map(({ text }) => text);
    const fields = Object.fromEntries(open.map((field) => [field, MOST_WORDS]));
    const asked = { task: TASK, known: { name: persona.name, aspects: known, claims }, fields };
    const found = await fillFields(model, asked, signal);
    const values = Object.entries(found ?? {});
    tally?.keep(values.length);
    if (values.length < open.length)
      tally?.drop(found === null ? "unparsed" : "left empty", open.length - values.length);
    const isSocial = ([key]: [string, unknown]): boolean => SOCIAL.includes(key);
    const provenance: Provenance[] = [{ source: "llm_generated", method: name, model: model.id }];
    const added = Object.fromEntries(values.filter(isSocial).map(([key, text]) => [key, numberOrText(text)]));
    const made: Persona = {
      ...persona,
      ...(Object.keys(added).length > 0 && { identity: { ...persona.identity, social: { ...social, ...added } } }),
      facets: {
        ...persona.facets,
        aspects: { ...known, ...Object.fromEntries(values.filter((one) => !isSocial(one))) },
      },
    };
    const paths = values.map(([key]) => (SOCIAL.includes(key) ? `identity.social.${key}` : `facets.aspects.${key}`));
    return withProvenance(made, Object.fromEntries(paths.map((path) => [path, provenance])));
  }

  return eachPersona(name, people, filled);
}

function numberOrText(text: string): string | number {
  return /^\d{1,3}$/u.test(text) ? Number(text) : text;
}
