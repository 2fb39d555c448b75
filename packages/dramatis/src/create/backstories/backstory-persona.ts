import type { Persona, Provenance } from "../../core/index.ts";
import { withProvenance } from "../provenance.ts";

/** A question of an interview and what was answered. */
export interface Exchange {
  question: string;
  answer: string;
}

const OWN_NAME =
  /\b(?:my name is|my name's|my full name is|i'm called|people call me)\s+(\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+){0,2})/iu;

/** The name that somebody gives themselves in a story. */
function nameIn(story: string): string | undefined {
  const name = OWN_NAME.exec(story)?.[1];
  // The flag i lets a small letter pass for a capital.
  return name === undefined || !/^\p{Lu}/u.test(name) ? undefined : name.match(/^\p{Lu}\S*(?: \p{Lu}\S*)*/u)?.[0];
}

/** A persona of whom a life story is known, and what was asked for it; named as the story says, or by its number. */
export function backstoryPersona({
  backstory,
  interview = [],
  number,
  provenance,
}: {
  backstory: string;
  interview?: readonly Exchange[];
  number: number;
  provenance: Provenance;
}): Persona {
  const persona: Persona = {
    schema: "dramatis.persona/1",
    name: nameIn(backstory) ?? `Respondent ${number}`,
    kind: "synthetic",
    identity: { life: { backstory } },
    provenance: [provenance],
    ...(interview.length > 0 && { facets: { interview } }),
  };
  return withProvenance(persona, { "identity.life.backstory": [provenance] });
}
