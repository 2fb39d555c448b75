import type { Persona } from "../../core/index.ts";
import type { PersonaState } from "../persona-state.ts";
import type { Voice } from "../voice.ts";

/** What a block is made from. */
export interface BlockContext {
  persona: Persona;
  state: PersonaState;
  voice: Voice;
  psych: "markers" | "prose";
  markersPerTrait: number;
  seed: number;
  task: string | undefined;
  maxSentences: number | undefined;
  rules: readonly string[];
}

/** The smallest part that a budget can drop. */
export interface Piece {
  text: string;
  /** Paths of the persona (or `state.…`) that it says. */
  fields: string[];
}

/** A part of the prompt. */
export interface Block {
  id: string;
  /** Between the pieces. */
  join: " " | "\n";
  /** Line above the pieces, when there are any. */
  heading?(context: BlockContext): string;
  pieces(context: BlockContext): Piece[];
}

/** A piece per text that is not blank. */
export function textPieces(texts: readonly string[] | undefined, path: string, say: (text: string) => string): Piece[] {
  return (texts ?? []).flatMap((text, index) =>
    text.trim() === "" ? [] : [{ text: say(text.trim()), fields: [`${path}.${index}`] }],
  );
}
