import { random, type Transcript } from "../../../core/index.ts";
import type { LoadedPersona } from "../../../persona/index.ts";
import { claims } from "../../../persona/index.ts";
import { sameName } from "../../../transcript/index.ts";
import type { CaseToLabel } from "./calibration-store.ts";

/** Lines before a reply that a rater is shown. */
const CONTEXT = 6;

export interface CasesOfRun {
  persona: Pick<LoadedPersona, "persona">;
  transcripts: readonly Transcript[];
  /** Whose lines are judged. */
  speaker: string;
  size: number;
  seed: number;
}

/** Replies of a persona, drawn from the conversations of a check, each with the persona and what was said before. */
export function casesOfRun({ persona: { persona }, transcripts, speaker, size, seed }: CasesOfRun): CaseToLabel[] {
  const known = claims(persona).map(({ text }) => text);
  const all = transcripts.flatMap(({ session, messages }) =>
    messages.flatMap((message, at): CaseToLabel[] => {
      if (!sameName(message.speaker, speaker) || message.text.trim() === "") return [];
      const before = messages.slice(Math.max(0, at - CONTEXT), at);
      const context = before.map((one) => `${one.speaker}: ${one.text}`);
      return [
        { id: `${session}:${message.turn}`, known: { persona: known, context }, tested: { reply: message.text } },
      ];
    }),
  );
  return random(seed).shuffle(all).slice(0, size);
}
