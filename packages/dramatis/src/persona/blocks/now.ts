import { midSentence, sentence } from "../voice.ts";
import type { Block } from "./block.ts";

/** The state, as one sentence: "It is raining; you feel calm; you are talking with Rui, a colleague." */
export const now: Block = {
  id: "NOW",
  join: " ",
  pieces: ({ state, voice }) => {
    const subject = midSentence(voice.subject, voice);
    const { senses = {}, emotion, interlocutor, position } = state;
    const parts: [text: string, field: string][] = Object.entries(senses).map(([sense, text]) => [
      text.replace(/\.$/, ""),
      `state.senses.${sense}`,
    ]);
    if (position !== undefined) parts.push([`${subject} ${voice.be} ${position}`, "state.position"]);
    if (emotion !== undefined) parts.push([`${subject} ${voice.verb("feel")} ${emotion.label}`, "state.emotion"]);
    if (interlocutor !== undefined) {
      const relation = interlocutor.relation === undefined ? "" : `, ${interlocutor.relation}`;
      parts.push([`${subject} ${voice.be} talking with ${interlocutor.name}${relation}`, "state.interlocutor"]);
    }
    if (parts.length === 0) return [];
    return [{ text: sentence(parts.map(([text]) => text).join("; ")), fields: parts.map(([, field]) => field) }];
  },
};
