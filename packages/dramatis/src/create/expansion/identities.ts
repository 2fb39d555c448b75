/**
 * Makes personas of identities that are put together: a pole for each of the Big Five, and a profession.
 *
 * HIRPF: a role is up to six identities, at most one pole of each trait (`EXT_low`) and one profession; what is there
 * twice, an opposing pole and a further profession are trimmed, the first standing, and an unknown one is an error. The
 * released adapters for one model are not here: the poles become trait levels, the profession an occupation, as a prompt
 * says them. Without combinations every one is made once: 3⁵ · (1 + professions) − 1, which is 971 for the released three.
 *
 * @paper 122
 * @method
 */
import { InputError, type Persona, type Provenance, type Source, type Trait } from "../../core/index.ts";
import type { Material } from "../material.ts";
import { withProvenance } from "../provenance.ts";

const DIMENSIONS = {
  AGR: "agreeableness",
  CON: "conscientiousness",
  EXT: "extraversion",
  NEU: "neuroticism",
  OPE: "openness",
} as const;
const MOST = 6;

export interface IdentitiesOptions {
  combinations?: readonly (readonly string[])[];
  /** As in the release. */
  professions?: readonly string[];
}

/** @throws InputError for more than six identities or an unknown one. */
export function identities({
  professions = ["Doctor", "Artist", "Programmer"],
  combinations,
  tally,
}: Material & IdentitiesOptions = {}): Source {
  const name = "identities";
  const all = combinations?.map((items) => sanitizeIdentities(items, professions)) ?? combined(professions);

  async function* personas(_seed: number, signal?: AbortSignal): AsyncGenerator<Persona> {
    for (const items of all) {
      signal?.throwIfAborted();
      tally?.ask();
      tally?.keep();
      yield personaOf(items);
    }
  }

  return { name, personas };
}

/**
 * The identities that can stand together, in their order.
 *
 * @throws InputError for more than six, or an unknown one
 */
export function sanitizeIdentities(
  items: readonly string[],
  professions: readonly string[] = ["Doctor", "Artist", "Programmer"],
): string[] {
  const where = "identities";
  if (items.length > MOST)
    throw new InputError({ where, found: `${items.length} identities`, expected: `at most ${MOST}` });
  const kept = new Map<string, string>();
  for (const item of items) {
    const trait = /^(AGR|CON|EXT|NEU|OPE)_(?:low|high)$/u.exec(item)?.[1];
    if (trait === undefined && !professions.includes(item)) {
      const expected = `a pole such as EXT_low of ${Object.keys(DIMENSIONS).join(", ")}, or one of ${professions.join(", ")}`;
      throw new InputError({ where, found: JSON.stringify(item), expected });
    }
    const key = trait ?? "profession";
    if (!kept.has(key)) kept.set(key, item);
  }
  return [...kept.values()];
}

/** Every combination but the empty one. */
function combined(professions: readonly string[]): string[][] {
  const choices = [...Object.keys(DIMENSIONS).map((trait) => [`${trait}_low`, `${trait}_high`]), [...professions]];
  return choices
    .reduce<string[][]>(
      (all, options) => all.flatMap((items) => [items, ...options.map((option) => [...items, option])]),
      [[]],
    )
    .slice(1);
}

function personaOf(items: readonly string[]): Persona {
  const provenance: Provenance[] = [{ source: "derived_code", method: "identities" }];
  const poles = items.filter((item) => item.includes("_"));
  const profession = items.find((item) => !item.includes("_"));
  const traits = poles.map((item): Trait => {
    const [key, pole] = item.split("_") as [keyof typeof DIMENSIONS, string];
    return { system: "big5", dimension: DIMENSIONS[key], level: pole === "high" ? 1 : 0, provenance };
  });
  const persona: Persona = {
    schema: "dramatis.persona/1",
    name: items.join(" "),
    kind: "synthetic",
    ...(traits.length > 0 && { traits }),
    ...(profession !== undefined && { identity: { social: { occupation: profession.toLowerCase() } } }),
    provenance,
    facets: { identities: [...items] },
  };
  return profession === undefined ? persona : withProvenance(persona, { "identity.social.occupation": provenance });
}
