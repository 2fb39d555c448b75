import type { Persona } from "../../core/index.ts";
import { importStream, readPersonas } from "../../persona/index.ts";
import { personaLines } from "./read-material.ts";

/**
 * The personas of files of ours and of other tools, one after the other; a table or JSONL of any size flows.
 *
 * @throws InputError naming file and line.
 */
export async function* personaStream(paths: readonly string[]): AsyncGenerator<Persona> {
  for (const path of paths) {
    if (/\.persona\.(ya?ml|json)$/i.test(path)) {
      for (const { persona } of await readPersonas(path)) yield persona;
    } else if (/\.(jsonl|ndjson)$/i.test(path) || path === "-") yield* personaLines(path);
    else for await (const { persona } of importStream(path)) yield persona;
  }
}
