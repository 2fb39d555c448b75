// A profile of pairs as a persona, and back.
import type { Identity, Persona, Provenance } from "../../core/index.ts";
import { withProvenance } from "../provenance.ts";
import type { ProfilePair } from "./profile-pairs.ts";

/** Attribute of a profile → key of `identity.social`, where the names differ. */
const SOCIAL: Record<string, string> = {
  city: "residence",
  job: "occupation",
  relationship: "maritalStatus",
  pet: "pets",
  language: "languages",
};
const LIFE: Record<string, "loves" | "hates"> = { likes: "loves", dislikes: "hates" };

/** The social fact under which an attribute is kept. */
export function socialKey(attribute: string): string {
  return Object.hasOwn(SOCIAL, attribute) ? (SOCIAL[attribute] as string) : attribute;
}

/**
 * The persona with what holds of the profile in its identity, and all of it in `facets.profile`. Social facts that the
 * profile says nothing of stay.
 */
export function profilePersona(
  persona: Persona,
  profile: readonly ProfilePair[],
  made: Pick<Provenance, "source" | "method" | "model">,
): Persona {
  const social: NonNullable<Identity["social"]> = { ...persona.identity?.social };
  const life: NonNullable<Identity["life"]> = { ...persona.identity?.life };
  const sources: Record<string, Provenance[]> = {};
  const active = profile.filter(({ validTo }) => validTo === undefined);
  for (const attribute of new Set(active.map((pair) => pair.attribute))) {
    const pairs = active.filter((pair) => pair.attribute === attribute);
    const values = pairs.map(({ value }) => value);
    const liked = Object.hasOwn(LIFE, attribute) ? LIFE[attribute] : undefined;
    if (liked !== undefined) life[liked] = [...new Set([...(life[liked] ?? []), ...values])];
    else if (attribute !== "name") social[socialKey(attribute)] = socialValue(attribute, values);
    const path = liked === undefined ? `identity.social.${socialKey(attribute)}` : `identity.life.${liked}`;
    if (attribute !== "name") sources[path] = pairs.map((pair) => provenanceOf(pair, made));
  }
  const identity: Identity = {
    ...persona.identity,
    ...(Object.keys(social).length > 0 ? { social } : {}),
    ...(Object.keys(life).length > 0 ? { life } : {}),
  };
  return withProvenance(
    {
      ...persona,
      ...(Object.keys(identity).length > 0 ? { identity } : {}),
      facets: { ...persona.facets, profile: profile.map(plain) },
    },
    sources,
  );
}

function socialValue(attribute: string, values: readonly string[]): string | number | string[] {
  const [first = ""] = values;
  if (values.length > 1) return [...values];
  return attribute === "age" && /^\d+$/.test(first) ? Number(first) : first;
}

function provenanceOf(pair: ProfilePair, made: Pick<Provenance, "source" | "method" | "model">): Provenance {
  const { from, quote, span, at, confidence } = pair;
  return { ...made, confidence, ...defined({ from, quote, span, at }) };
}

function plain(pair: ProfilePair): ProfilePair {
  return defined(pair) as ProfilePair;
}

function defined<T extends object>(members: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}
