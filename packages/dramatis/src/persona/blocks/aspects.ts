import { aspectsFacet, readFacet } from "../facets.ts";
import { words } from "../social-sentence.ts";
import { listText, sentence } from "../voice.ts";
import type { Block } from "./block.ts";

export const aspects: Block = {
  id: "ASPECTS",
  join: " ",
  pieces: ({ persona, voice }) =>
    Object.entries(readFacet(persona, "aspects", aspectsFacet) ?? {}).flatMap(([key, value]) => {
      const text = typeof value === "string" ? value.trim() : listText(value);
      if (text === "") return [];
      return [{ text: sentence(`${voice.possessive} ${words(key)}: ${text}`), fields: [`facets.aspects.${key}`] }];
    }),
};
