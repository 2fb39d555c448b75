import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type LoadedPersona, personaText } from "../../../persona/index.ts";
import { writeWhole } from "../../../run/index.ts";

const NAME = /^asked-\d+\.persona\.yaml$/;

/** Keeps a persona in a run's folder as it is now, so that a run that goes on later reads the same. */
export function keptPersona(folder: string, { persona }: Pick<LoadedPersona, "persona">, at: number): void {
  writeWhole(join(folder, `asked-${String(at).padStart(4, "0")}.persona.yaml`), personaText(persona));
}

/** Files of the personas that a run keeps, in order. */
export function personaFiles(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => NAME.test(name));
  return names.sort().map((name) => join(folder, name));
}
