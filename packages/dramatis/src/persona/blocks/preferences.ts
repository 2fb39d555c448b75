import type { Block } from "./block.ts";

/** Weaker preferences than this are not said (methods A-PROFILE). */
const WEAK = 0.2;

export const preferences: Block = {
  id: "PREFS",
  join: " ",
  pieces: ({ persona, voice: { subject, verb } }) =>
    (persona.preferences ?? []).flatMap(({ attribute, value, weight = 1 }, index) => {
      if (Math.abs(weight) < WEAK) return [];
      const text = `${subject} ${verb(weight > 0 ? "prefer" : "avoid")} ${value} for ${attribute}.`;
      return [{ text, fields: [`preferences.${index}`] }];
    }),
};
