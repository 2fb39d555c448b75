import { type Block, textPieces } from "./block.ts";

/** The statements in their order, which is their rank: a budget drops the last one first. */
export const facts: Block = {
  id: "FACTS",
  join: "\n",
  pieces: ({ persona, psych }) => [
    ...(persona.statements ?? []).map(({ id, text }) => ({ text: `- ${text}`, fields: [`statements.${id}`] })),
    ...(psych === "markers" ? textPieces(persona.identity?.personal, "identity.personal", (text) => `- ${text}`) : []),
  ],
};
