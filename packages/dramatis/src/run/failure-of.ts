import { DramatisError } from "../core/index.ts";

/** Longest message that is kept of a failed trial, in characters. */
const MESSAGE_LENGTH = 300;

/**
 * What a failed trial keeps of its error: a stable code and one printable line. Errors that are not ours have the code
 * "unexpected" and carry their name in the message.
 */
export function failureOf(error: unknown): { code: string; message: string } {
  const ours = error instanceof DramatisError;
  const text = ours ? error.message : String(error);
  const line = text
    .replace(/\p{C}+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  const message = line.length > MESSAGE_LENGTH ? `${line.slice(0, MESSAGE_LENGTH - 1)}…` : line;
  return { code: ours ? error.code : "unexpected", message };
}
