import { InputError } from "../core/index.ts";
import { parseJson } from "../persona/index.ts";
import type { JsonRecord } from "./formats/format.ts";

/**
 * The JSON values of a text: one a line (JSONL), or the items of one JSON array, or one JSON object over several lines.
 *
 * @throws InputError with the line when the text is not JSON, or holds no value.
 */
export function jsonRecords(text: string, where: string): JsonRecord[] {
  const [first, ...rest] = text
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== "");
  const head = first && wholeJson(first.line);
  if (first === undefined || head === undefined || (rest.length === 0 && Array.isArray(head.value))) {
    return items(head?.value ?? parseJson(text, where), where);
  }
  const parsed = rest.map(({ line, number }) => ({ value: parseJson(line, where, number), line: number }));
  return [{ value: head.value, line: first.number }, ...parsed].map((each, index) => ({
    ...each,
    position: index + 1,
  }));
}

function items(value: unknown, where: string): JsonRecord[] {
  const found: unknown[] = Array.isArray(value) ? value : [value];
  if (found.length === 0)
    throw new InputError({ where, found: "an empty list", expected: "at least one conversation" });
  return found.map((item, index) => ({ value: item, position: index + 1 }));
}

/** undefined for a line that is only the beginning of a JSON text; whoever reads on finds the fault, if it is one. */
function wholeJson(line: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(line) };
  } catch {
    return undefined;
  }
}
