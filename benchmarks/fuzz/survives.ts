import assert from "node:assert/strict";
import { InputError } from "../../packages/dramatis/src/core/index.ts";
import { exportPersona, personaSchema } from "../../packages/dramatis/src/persona/index.ts";
import { formatNamed } from "../../packages/dramatis/src/persona/interchange/formats.ts";
import { parsePersonas } from "../../packages/dramatis/src/persona/interchange/import-personas.ts";

/** A path that stays below its folder, whatever system it is written on. */
const INSIDE = /^(?!\/|[A-Za-z]:)(?!(?:.*\/)?\.\.(?:\/|$))[^\\\0]+$/s;

/**
 * Reads cards, and writes what was read: it must be a persona, as it was, and no name in it may lead out of a folder. Only an
 * InputError of one line may be thrown by the reader.
 */
export function survives(bytes: Uint8Array, where: string): void {
  const found = readCards(bytes, where);
  for (const { name } of found?.assets ?? []) assert.match(name, INSIDE, "an asset that leads out of its folder");
  for (const { persona } of found?.personas ?? []) {
    assert.ok(personaSchema.safeParse(persona).success, "what was read is no persona");
    const format = formatNamed(found?.format ?? "");
    const [usual = "json"] = format.containers ?? [];
    if (format.write === undefined || usual === "text" || usual === "folder") continue;
    const { files } = exportPersona(persona, { format: format.name, container: "json" });
    for (const { name } of files) assert.match(name, INSIDE, "a file that leads out of its folder");
    const record: unknown = JSON.parse(Buffer.from(files[0]?.bytes ?? []).toString());
    assert.deepEqual(record, persona.facets?.[format.name], "not what was read");
  }
}

/** undefined for what is refused. */
export function readCards(bytes: Uint8Array, where: string): ReturnType<typeof parsePersonas> | undefined {
  return orRefused(() => parsePersonas(bytes, { where }));
}

/** What a reader gives; undefined where it throws an InputError, which must be a line. Everything else is thrown again. */
export function orRefused<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    assert.ok(!error.message.includes("\n") && [...error.message].length <= 400, "more than a line");
    return undefined;
  }
}
