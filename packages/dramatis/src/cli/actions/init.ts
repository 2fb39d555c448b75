import { existsSync, mkdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import { InputError } from "../../core/index.ts";
import { examplePersona } from "../../persona/index.ts";
import { unwritable, writeWhole } from "../../run/index.ts";

/** Writes the example persona to a file, or with "-" to standard output. */
export function initAction(file: string, { force = false }: { force?: boolean }): void {
  if (file === "-") process.stdout.write(examplePersona());
  else {
    refuse(file, force);
    makeFolder(dirname(file));
    writeWhole(file, examplePersona(nameIn(file)));
    process.stderr.write(`Wrote ${file}. Next: dramatis check ${file} --transcript CHAT.jsonl\n`);
  }
}

/** @throws InputError for a name that would not be read as YAML, and for a file that is there unless `force`. */
function refuse(file: string, force: boolean): void {
  if (!/\.ya?ml$/i.test(file)) {
    const expected = "a name that ends in .yaml or .yml: the example is YAML, for its comments";
    throw new InputError({ where: file, found: "another kind of file", expected });
  }
  if (existsSync(file) && !force) {
    const fix = "add --force to write over it";
    throw new InputError({ where: file, found: "a file that is there", expected: "a new file", fix });
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/** "personas/mary-ann.persona.yaml" → "Mary Ann" */
function nameIn(file: string): string {
  const words = basename(file)
    .replace(/(\.persona)?\.ya?ml$/i, "")
    .split(/[\s._-]+/)
    .filter((word) => word !== "");
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ") || "Ada";
}
