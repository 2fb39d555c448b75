import { z } from "zod";
import type { Provenance } from "../core/index.ts";

/**
 * What follows, or may follow, from a claim of the persona without being one: it is not said of the persona, and is no
 * fact to check against, until a conversation comes to it.
 */
export interface Expansion {
  id: string;
  text: string;
  /** Id of the claim that it was made from. */
  parent: string;
  /** "xWant", "routine", "story". */
  relation: string;
  /** How far the claim entails it, 0..1, where that was judged. */
  entail?: number | undefined;
  provenance?: Provenance[] | undefined;
}

const text = z.string().trim().min(1);

/** The facet `expansions`. */
export const expansionsFacet: z.ZodType<Expansion[]> = z.array(
  z.looseObject({
    id: text,
    text,
    parent: text,
    relation: text,
    entail: z.number().min(0).max(1).optional(),
    provenance: z.array(z.custom<Provenance>((value) => typeof value === "object" && value !== null)).optional(),
  }),
);
