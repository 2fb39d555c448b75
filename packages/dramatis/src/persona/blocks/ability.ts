import { abilitiesFacet, readFacet } from "../facets.ts";
import { sentence } from "../voice.ts";
import type { Block } from "./block.ts";

/** Strengths first, then what is hard together with what helps (methods A-ABILITY). */
export const ability: Block = {
  id: "ABILITY",
  join: " ",
  pieces: ({ persona }) => {
    const abilities = [...(readFacet(persona, "abilities", abilitiesFacet) ?? []).entries()];
    const say = (index: number, area: string, parts: (string | undefined)[]): { text: string; fields: string[] }[] => {
      const said = parts
        .filter((part) => part !== undefined && part.trim() !== "")
        .map((part) => sentence(part as string));
      return said.length === 0
        ? []
        : [{ text: `${sentence(area).replace(/\.$/, "")}: ${said.join(" ")}`, fields: [`facets.abilities.${index}`] }];
    };
    return [
      ...abilities.flatMap(([index, { area, strength }]) => say(index, area, [strength])),
      ...abilities.flatMap(([index, { area, constraint, adaptation }]) => say(index, area, [constraint, adaptation])),
    ];
  },
};
