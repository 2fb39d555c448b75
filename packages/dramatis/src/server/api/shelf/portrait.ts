import { createHash } from "node:crypto";
import { Avatar, Style } from "@dicebear/core";
import { z } from "zod";
import type { Persona } from "../../../core/index.ts";
import { readFacet } from "../../../persona/index.ts";

/** Styles whose drawings are in the public domain (CC0 1.0, by each definition's own `meta.license`). */
export const PORTRAIT_STYLES = [
  "lorelei",
  "notionists",
  "open-peeps",
  "pixel-art",
  "critters",
  "pixelbot",
  "thumbs",
  "shapes",
] as const;
type StyleName = (typeof PORTRAIT_STYLES)[number];

const facetSchema = z.looseObject({
  style: z.enum(PORTRAIT_STYLES).exactOptional(),
  seed: z.string().exactOptional(),
});

/** A drawing with the tag by which it is known: the same persona has the same face in every version. */
export interface Portrait {
  svg: string;
  etag: string;
}

/**
 * A persona's face, drawn by DiceBear from its name. The facet `portrait` may name another style, and another seed.
 *
 * @throws InputError for a facet that says something else
 */
export async function portrait(persona: Persona): Promise<Portrait> {
  const { style = "lorelei", seed = persona.name } = readFacet(persona, "portrait", facetSchema) ?? {};
  const svg = new Avatar(await styleOf(style), { seed: seed.toWellFormed(), size: 256 }).toString();
  return { svg, etag: `"${createHash("sha256").update(svg).digest("hex").slice(0, 16)}"` };
}

const styles = new Map<StyleName, Promise<Style>>();

function styleOf(name: StyleName): Promise<Style> {
  const known = styles.get(name) ?? openStyle(name);
  styles.set(name, known);
  return known;
}

async function openStyle(name: StyleName): Promise<Style> {
  const read: { default: unknown } = await import(`@dicebear/styles/${name}.json`, { with: { type: "json" } });
  return new Style(read.default);
}
