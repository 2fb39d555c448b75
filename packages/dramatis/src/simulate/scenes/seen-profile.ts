import type { Persona } from "../../core/index.ts";
import { renderPersona } from "../../persona/index.ts";

/** How well two know each other, from not at all. */
export const RELATIONSHIPS = ["stranger", "by-name", "acquaintance", "friend", "partner", "family"] as const;
export type Relationship = (typeof RELATIONSHIPS)[number];

/** What is told of somebody whom one has met. */
const PUBLIC = ["age", "gender", "pronouns", "occupation"];

/**
 * What somebody sees of another's persona: a stranger, or one whose name alone is known, nothing; an acquaintance the
 * summary, age, gender, occupation and background; who is nearer all of it but the secret. A name is no secret in a scene:
 * everybody there is called by it.
 */
export function seenProfile({ name, schema, summary, identity, ...rest }: Persona, relationship: Relationship): string {
  if (relationship === "stranger" || relationship === "by-name") return "";
  const near = relationship !== "acquaintance";
  const { secret: _, ...facets } = rest.facets ?? {};
  const background = identity?.life?.background;
  const social = Object.entries(identity?.social ?? {}).filter(([key]) => PUBLIC.includes(key));
  const met = { social: Object.fromEntries(social), ...(background !== undefined && { life: { background } }) };
  const seen = { name, schema, ...(summary !== undefined && { summary }) };
  const all: Persona = near ? { ...rest, ...seen, ...(identity && { identity }), facets } : { ...seen, identity: met };
  return renderPersona(all, { person: "third", without: ["ROLE"] }).system;
}
