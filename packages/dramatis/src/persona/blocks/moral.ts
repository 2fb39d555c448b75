import { moralFacet, readFacet } from "../facets.ts";
import { listText } from "../voice.ts";
import type { Block } from "./block.ts";

/** The four levels of [175]. */
const LEVELS = ["a paragon", "flawed but good", "an egoist", "a villain"];

export const moral: Block = {
  id: "MORAL",
  join: " ",
  pieces: ({ persona, voice }) => {
    const facet = readFacet(persona, "moral", moralFacet);
    if (facet === undefined) return [];
    const traits = facet.traits.length > 0 ? `: ${listText(facet.traits)}` : "";
    const text = `${voice.subject} ${voice.be} morally ${LEVELS[facet.level - 1]}${traits}.`;
    return [{ text, fields: ["facets.moral"] }];
  },
};
