// What is compared: each gives a speaker's sentences with the turns that they come from.
import type { Nli, Transcript } from "dramatis";
import { candidatesOf } from "../../packages/dramatis/src/create/dialogue/candidates.ts";
import { settled } from "../../packages/dramatis/src/create/dialogue/settle.ts";
import { sentences, statedFacts } from "../../packages/dramatis/src/transcript/index.ts";

export interface Extracted {
  text: string;
  /** First and last turn. */
  turns: [number, number];
  isOfOthers: boolean;
}

export type Extractor = (transcript: Transcript, speaker: string) => Promise<Extracted[]>;

const FIRST_PERSON = /\b(?:i|i'm|i've|me|my|mine|we|our)\b/iu;

export function extractors(nli: Nli): Record<string, Extractor> {
  const byTurn =
    (found: (text: string) => string[]): Extractor =>
    async ({ messages }, speaker) =>
      messages
        .filter((message) => message.speaker === speaker)
        .flatMap(({ text, turn }) =>
          found(text).map((sentence) => ({ text: sentence, turns: [turn, turn], isOfOthers: false })),
        );
  return {
    "first-person sentences": byTurn((text) =>
      sentences(text)
        .map((sentence) => sentence.trim())
        .filter((sentence) => FIRST_PERSON.test(sentence) && !sentence.endsWith("?")),
    ),
    statedFacts: byTurn((text) => statedFacts(text).map((fact) => fact.text)),
    "extract-persona": async ({ messages }, speaker) => {
      const { kept } = await settled(candidatesOf(messages, speaker), { nli });
      return kept.map(({ text, turns, relation }) => ({ text, turns, isOfOthers: relation !== undefined }));
    },
  };
}
