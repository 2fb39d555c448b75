import { InputError, type Persona } from "../../core/index.ts";
import { isObject } from "./checked-record.ts";
import type { Interchange, Loss } from "./interchange.ts";
import { lostInWriting } from "./losses.ts";
import { mergeRecord } from "./merge-record.ts";

export interface WrittenRecord {
  record: Record<string, unknown>;
  loss: Loss[];
}

/**
 * A persona as a record of a format. One that was read from such a record gives it back as it was, with only what has
 * changed of the persona since changed in it too: that is a merge of the record, of what the format made of it, and of
 * what it makes now. The report says what the record does not hold: it is read again and compared.
 *
 * @throws InputError when the format is only read, or the record under its facet is none.
 */
export function writeRecord(persona: Persona, format: Interchange): WrittenRecord {
  const write = format.write?.bind(format);
  if (write === undefined) {
    throw new InputError({ where: format.title, found: "a format that is only read", expected: "one that is written" });
  }
  const { [format.name]: original, ...facets } = persona.facets ?? {};
  const after = plain(write({ ...persona, facets }));
  const record = original === undefined ? after : mergedRecord({ original, after, persona, format });
  const readBack = format.read(record, persona.name);
  return { record, loss: lostInWriting(persona, readBack, format.name) };
}

interface Merging {
  original: unknown;
  after: Record<string, unknown>;
  persona: Persona;
  format: Interchange;
}

function mergedRecord({ original, after, persona, format }: Merging): Record<string, unknown> {
  const where = `${persona.name}: facets.${format.name}`;
  if (!isObject(original)) {
    const fix = "take the facet out to write the persona without it";
    throw new InputError({ where, found: "something else", expected: `a record of ${format.title}`, fix });
  }
  const before = plain(format.write?.(format.read(original, where)) ?? {});
  const merged = mergeRecord(original, before, after) as Record<string, unknown>;
  return format.settle?.(merged, original) ?? merged;
}

/** As it would be read from a file: members that are undefined are none. */
function plain(record: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(record)) as Record<string, unknown>;
}
