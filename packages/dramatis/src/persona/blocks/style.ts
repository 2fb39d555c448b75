import { midSentence, sentence } from "../voice.ts";
import { type Block, textPieces } from "./block.ts";

export const style: Block = {
  id: "STYLE",
  join: " ",
  pieces: ({ persona, voice }) => {
    const will = voice.person === "third" ? `${voice.subject} will` : midSentence(voice.subject, voice);
    const presets = (persona.style?.presets ?? []).map(({ when, say }, index) => ({
      text: sentence(`${/^when\b/i.test(when) ? when : `When ${when}`}, ${will} ${say}`),
      fields: [`style.presets.${index}`],
    }));
    const often = `${voice.subject} often ${voice.verb("say")}`;
    return [...presets, ...textPieces(persona.style?.phrases, "style.phrases", (text) => `${often} "${text}".`)];
  },
};

export const exemplars: Block = {
  id: "EXEMPLARS",
  join: "\n",
  heading: ({ voice }) => `How ${midSentence(voice.subject, voice)} ${voice.verb("speak")}:`,
  pieces: ({ persona }) => textPieces(persona.style?.examples, "style.examples", (text) => `- "${text}"`),
};
