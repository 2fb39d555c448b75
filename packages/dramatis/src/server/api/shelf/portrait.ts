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

/**
 * A persona's face as SVG, drawn by DiceBear from its name: the same in every version. The facet `portrait` may name another
 * style, and another seed.
 *
 * @throws InputError for a facet that says something else
 */
export async function portrait(persona: Persona): Promise<string> {
  const { style = "lorelei", seed = persona.name } = readFacet(persona, "portrait", facetSchema) ?? {};
  return new Avatar(await styleOf(style), { seed: seed.toWellFormed(), size: 256 }).toString();
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
