import { InputError, oneLine } from "../core/index.ts";

/** Text literals, and what Python's json module writes for numbers that JSON does not have. */
const LITERAL_OR_NAN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\bInfinity\b|\bNaN\b/g;

/**
 * The value of a JSON text as other tools write it: NaN and the infinities, which Python writes, are null.
 *
 * @throws InputError when it is no JSON even so.
 */
export function readJson(text: string, where: string): unknown {
  const plain = /\b(?:NaN|Infinity)\b/.test(text)
    ? text.replace(LITERAL_OR_NAN, (found) => (found.startsWith('"') ? found : "null"))
    : text;
  try {
    return JSON.parse(plain);
  } catch (cause) {
    const found = cause instanceof Error ? oneLine(cause.message, 160) : String(cause);
    throw new InputError({ where, found, expected: "JSON" }, { cause });
  }
}
