import { DramatisError, oneLine } from "../core/index.ts";

/**
 * What a failed trial keeps of its error: a stable code and one printable line. Errors that are not ours have the code
 * "unexpected" and carry their name in the message.
 */
export function failureOf(error: unknown): { code: string; message: string } {
  const ours = error instanceof DramatisError;
  return { code: ours ? error.code : "unexpected", message: oneLine(ours ? error.message : String(error), 300) };
}
