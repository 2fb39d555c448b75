import { leafProvenanceFacet, readFacet } from "../facets.ts";
import { plainSocialSentence, socialSentence } from "../social-sentence.ts";
import { midSentence, sentence } from "../voice.ts";
import type { Block } from "./block.ts";

/** Below this confidence a fact is said with "Presumably" (methods A2). */
const SURE = 0.6;

export const identity: Block = {
  id: "IDENTITY",
  join: " ",
  pieces: ({ persona, voice }) => {
    const provenance = readFacet(persona, "provenance", leafProvenanceFacet) ?? {};
    const summary = sentence(persona.summary ?? "");
    const social = Object.entries(persona.identity?.social ?? {}).flatMap(([key, value]) => {
      const path = `identity.social.${key}`;
      const text = socialSentence(key, value, voice) ?? plainSocialSentence(key, value, voice);
      if (text === undefined) return [];
      const unsure = (provenance[path]?.[0]?.confidence ?? 1) < SURE;
      return [{ text: unsure ? `Presumably ${midSentence(text, voice)}` : text, fields: [path] }];
    });
    return summary === "" ? social : [{ text: summary, fields: ["summary"] }, ...social];
  },
};
