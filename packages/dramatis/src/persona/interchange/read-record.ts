import { InputError, oneLine, type Persona } from "../../core/index.ts";
import { injectionsIn } from "../injections.ts";
import { personaSchema } from "../persona-schema.ts";
import { schemaFault } from "../schema-fault.ts";
import type { Interchange, Loss } from "./interchange.ts";
import { notGivenBack } from "./losses.ts";

/** A persona that was read from a record of another tool, and what did not come across. */
export interface ImportedPersona {
  persona: Persona;
  loss: Loss[];
}

/** Warnings of one kind that are worth reading. */
const MOST_WARNINGS = 20;

/**
 * The personas in a record: usually one. Each keeps the record under the facet of the format's name, without what must
 * not be kept, so that nothing of it is lost; what was not understood is in the report.
 *
 * @param where file name, and the record's number where there are several.
 * @throws InputError when the record is not of the format.
 */
export function readRecord(record: unknown, format: Interchange, where: string): ImportedPersona[] {
  const { record: kept, losses } = format.withhold?.(record) ?? { record, losses: [] };
  const parts = format.split?.(kept) ?? [kept];
  return parts.map((part, index) => {
    const read = format.read(part, parts.length > 1 ? `${where}#${index + 1}` : where);
    const persona = checked(withRecord(read, part, { format, where }), where);
    const loss = [
      ...(index === 0 ? losses : []),
      ...(format.write === undefined ? [] : notGivenBack(part, format.write(read))),
      ...(format.notes?.(part, persona) ?? []),
      ...injectionWarnings(persona),
    ];
    return { persona, loss };
  });
}

/** The facet of the format's name is the record itself, and where it came from is noted. */
function withRecord(
  persona: Persona,
  record: unknown,
  { format, where }: { format: Interchange; where: string },
): Persona {
  return {
    ...persona,
    provenance: persona.provenance ?? [{ source: "imported_card", method: format.name, from: where }],
    facets: { ...persona.facets, [format.name]: record },
  };
}

function checked(persona: Persona, where: string): Persona {
  const parsed = personaSchema.safeParse(persona);
  if (parsed.success) return parsed.data;
  const { found, expected } = schemaFault(parsed.error, persona);
  throw new InputError({ where, found: `a persona whose ${found}`, expected });
}

function injectionWarnings(persona: Persona): Loss[] {
  const found = injectionsIn(persona);
  const lines = found.slice(0, MOST_WARNINGS).map(({ path, text, kind }): Loss => {
    return { path: oneLine(path), kind: "warning", note: oneLine(`tries to steer the model (${kind}): ${text}`, 160) };
  });
  const more = found.length - lines.length;
  return more > 0
    ? [...lines, { path: "", kind: "warning", note: `${more} more texts that try to steer the model` }]
    : lines;
}
