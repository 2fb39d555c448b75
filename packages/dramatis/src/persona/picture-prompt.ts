/**
 * What an image model is told to paint a persona: how it looks and who it is among people, and nothing that it thinks or says.
 *
 * ChatAnything [32] makes a portrait, a voice and a personality of a description in words. Here the description is the
 * persona's own (`looks` of the facet `portrait`, `appearance`, or the summary) and the painter any image model; its mixture of
 * diffusion models by the kind of thing that is painted, and the moving face, are not done. With nothing known it asks for
 * anybody.
 * @paper 32
 */
import { z } from "zod";
import { oneLine, type Persona } from "../core/index.ts";
import { readFacet } from "./facets.ts";

const looksFacet = z.looseObject({ looks: z.string().exactOptional() });
const aspectsFacet = z.looseObject({ appearance: z.union([z.string(), z.array(z.string())]).exactOptional() });

/** Social facts that can be seen, or are told from what somebody wears and does. */
const SEEN = ["age", "sex", "gender", "ethnicity", "race", "nationality", "residence", "occupation", "job"];

const LONGEST_FACT = 200;
const LONGEST_LOOKS = 800;

/**
 * What a painter may know of a persona: `looks` of the facet `portrait`, or `appearance` of the facet `aspects`, or the summary;
 * and social facts that can be seen. Not the name, by which somebody real might be painted, unless those words have it; and
 * nothing that it thinks and says.
 *
 * @throws InputError for a facet that says something else
 */
export function looksOf(persona: Persona): string[] {
  const { looks = readFacet(persona, "aspects", aspectsFacet)?.appearance ?? persona.summary ?? "" } =
    readFacet(persona, "portrait", looksFacet) ?? {};
  const social = persona.identity?.social ?? {};
  const facts = SEEN.filter((key) => Object.hasOwn(social, key)).map(
    (key) => `${key}: ${oneLine(String(social[key])).slice(0, LONGEST_FACT)}`,
  );
  const words = [looks].flat().join(" ").replace(/\s+/g, " ").trim().slice(0, LONGEST_LOOKS);
  return [...facts, ...(words === "" ? [] : [words])].map((fact) => fact.toWellFormed());
}

/** What an image model is asked for. */
export function picturePrompt(looks: readonly string[]): string {
  const head =
    "Portrait of one made-up character, head and shoulders, looking at the viewer, in soft light before a plain background. No text, no frame, nobody else.";
  return looks.length === 0
    ? head
    : [head, "What is known of how they look:", ...looks.map((fact) => `- ${fact}`)].join("\n");
}
