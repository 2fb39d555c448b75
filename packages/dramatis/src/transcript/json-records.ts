import { InputError } from "../core/index.ts";
import { parseJson } from "../persona/index.ts";
import { isObject, type JsonRecord } from "./formats/format.ts";

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
    const whole = head ?? wholeJson(text);
    // Before a line that is whole by itself, one that is not was cut short; its own fault is to be named.
    if (whole === undefined && first && rest[0] && isObject(wholeJson(rest[0].line)?.value)) {
      parseJson(first.line, where, first.number);
    }
    return items(whole === undefined ? parseJson(text, where) : whole.value, where);
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

/** undefined for what is not a JSON text, or only the beginning of one; `parseJson` then finds the fault. */
function wholeJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
