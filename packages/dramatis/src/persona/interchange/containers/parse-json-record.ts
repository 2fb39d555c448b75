import { InputError } from "../../../core/index.ts";
import { parseJson } from "../../parse-json.ts";
import { atMost, LIMITS } from "./limits.ts";

/** As deep as a persona file may be, less the two levels that a facet takes. */
const MAX_DEPTH = 38;

/**
 * One record of JSON as plain data: nothing nested too deeply, no number that JSON could not hold, no key that reaches a
 * prototype.
 *
 * @param line where it starts in a file of several, from 1.
 * @throws InputError when it is too large, not JSON, or not plain.
 */
export function parseJsonRecord(text: string, where: string, line = 1): unknown {
  // UTF-8 never has fewer bytes than the text has units.
  atMost(text.length, LIMITS.record, { where, what: "a record" });
  const record = parseJson(text, where, line);
  refuseUnsafe(record, where);
  return record;
}

function refuseUnsafe(record: unknown, where: string): void {
  const open: [value: unknown, depth: number][] = [[record, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, depth] = next;
    if (typeof value === "number" && !Number.isFinite(value)) {
      throw new InputError({ where, found: "a number that is too large", expected: "numbers that JSON can hold" });
    }
    if (value === null || typeof value !== "object") continue;
    if (depth >= MAX_DEPTH) {
      throw new InputError({ where, found: "values nested too deeply", expected: `at most ${MAX_DEPTH} levels` });
    }
    if (Object.hasOwn(value, "__proto__")) {
      throw new InputError({ where, found: "the key __proto__", expected: "another name" });
    }
    for (const member of Object.values(value)) open.push([member, depth + 1]);
  }
}
