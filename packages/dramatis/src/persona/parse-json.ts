import { InputError } from "../core/index.ts";
import { jsonFault } from "./json-fault.ts";

/**
 * `JSON.parse` whose error names the line.
 *
 * @param firstLine 1-based line of the file at which `text` starts.
 * @throws InputError when the text is not JSON.
 */
export function parseJson(text: string, where: string, firstLine = 1): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const { offset, expected } = jsonFault(text) ?? { offset: text.length, expected: "JSON" };
    const rest = text
      .slice(offset, offset + 40)
      .split("\n", 1)[0]
      ?.trim();
    throw new InputError(
      {
        where,
        line: firstLine + lineBreaks(text.slice(0, offset)),
        found: offset >= text.trimEnd().length ? "JSON that ends too soon" : `not JSON at ${JSON.stringify(rest)}`,
        expected,
      },
      { cause },
    );
  }
}

function lineBreaks(text: string): number {
  return text.split("\n").length - 1;
}
