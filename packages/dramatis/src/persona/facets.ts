import { z } from "zod";
import { InputError, type Persona } from "../core/index.ts";
import { pathText, schemaFault } from "./schema-fault.ts";

/**
 * A facet as the room that uses it understands it. Facets travel unchecked; whoever reads one says what it must be.
 *
 * @throws InputError when the facet is there and is not what `schema` says.
 */
export function readFacet<T>(persona: Persona, name: string, schema: z.ZodType<T>): T | undefined {
  const facet = persona.facets?.[name];
  if (facet === undefined) return undefined;
  const parsed = schema.safeParse(facet);
  if (parsed.success) return parsed.data;
  const { path, found, expected } = schemaFault(parsed.error, facet);
  throw new InputError({ where: persona.name, found: `${pathText(["facets", name, ...path])}: ${found}`, expected });
}

/** Provenance of single leaves, by path: `identity.social.residence: [{ source: llm_inferred, confidence: 0.4 }]`. */
export const leafProvenanceFacet: z.ZodType<Record<string, { confidence?: number | undefined }[]>> = z.record(
  z.string(),
  z.array(z.looseObject({ confidence: z.number().min(0).max(1).optional() })),
);

/** Moral level of [175], 1 paragon to 4 villain, with trait words. */
export const moralFacet: z.ZodType<{ level: number; traits: string[] }> = z.object({
  level: z.int().min(1).max(4),
  traits: z.array(z.string()),
});

/** Aspect map of [47, 69]: career, tone, hobby, recentWorry, … */
export const aspectsFacet: z.ZodType<Record<string, string | string[]>> = z.record(
  z.string(),
  z.union([z.string(), z.array(z.string())]),
);

export interface Ability {
  area: string;
  strength?: string | undefined;
  constraint?: string | undefined;
  adaptation?: string | undefined;
}

/** Ability profile of [121]. */
export const abilitiesFacet: z.ZodType<Ability[]> = z.array(
  z.looseObject({
    area: z.string(),
    strength: z.string().optional(),
    constraint: z.string().optional(),
    adaptation: z.string().optional(),
  }),
);
