import { sentence } from "../voice.ts";
import { type Block, textPieces } from "./block.ts";

/** Facts and the limits of knowledge. Documents are not here: they are retrieved by the turn. */
export const knowledge: Block = {
  id: "KNOWLEDGE",
  join: " ",
  pieces: ({ persona, voice: { subject, verb } }) => {
    const { facts, cutoff, unknowns } = persona.knowledge ?? {};
    const nothing = `${subject} ${verb("know")} nothing`;
    return [
      ...(cutoff ? [{ text: sentence(`${nothing} after ${cutoff}`), fields: ["knowledge.cutoff"] }] : []),
      ...textPieces(unknowns, "knowledge.unknowns", (text) => sentence(`${nothing} about ${text}`)),
      ...textPieces(facts, "knowledge.facts", sentence),
    ];
  },
};
