import { listText, sentence } from "../voice.ts";
import type { Block, Piece } from "./block.ts";

export const BACKSTORY = "identity.life.backstory";

/** Life context verbatim, the backstory sentence by sentence at the end, where a budget can cut its tail. */
export const life: Block = {
  id: "LIFE",
  join: " ",
  pieces: ({ persona, voice: { subject, verb, possessive, person } }) => {
    const {
      weekday,
      weekend,
      loves = [],
      hates = [],
      background,
      backstory,
      goals = [],
    } = persona.identity?.life ?? {};
    const pieces: Piece[] = [];
    const add = (key: string, value: string | undefined, say: (text: string) => string): void => {
      if (value === undefined || value.trim() === "") return;
      pieces.push({ text: sentence(say(value.trim())), fields: [`identity.life.${key}`] });
    };
    add("background", background, (text) => text);
    add("weekday", weekday, (text) => `On a weekday: ${text}`);
    add("weekend", weekend, (text) => `At the weekend: ${text}`);
    add("loves", listText(loves), (text) => `${subject} ${verb("love")} ${text}`);
    add("hates", listText(hates), (text) => `${subject} ${verb("hate")} ${text}`);
    add("goals", goals.join("; "), (text) => `${possessive} goals: ${text}`);
    for (const [index, { to, kind, view }] of (persona.relations ?? []).entries()) {
      const whose = person === "third" ? possessive : possessive.toLowerCase();
      const sees = view === undefined ? "" : ` ${sentence(view)}`;
      pieces.push({ text: `${to} is ${whose} ${kind}.${sees}`, fields: [`relations.${index}`] });
    }
    const tail = (backstory ?? "").split(/(?<=[.!?])\s+/).filter((text) => text.trim() !== "");
    return [...pieces, ...tail.map((text) => ({ text: text.trim(), fields: [BACKSTORY] }))];
  },
};
