import { statSync } from "node:fs";
import { InputError } from "../core/errors/input-error.ts";

/**
 * Where `--json` writes: a file, "-" for standard output, or nowhere. A flag with an optional value takes the next
 * word, so `--json ada.persona.yaml` takes the persona; that is refused, and so is to write over one.
 *
 * @param given what followed the flag; true where nothing did
 * @param persona the persona's argument, where one is left
 * @throws InputError
 */
export function jsonTarget(given: string | true | undefined, persona: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  if (given === true) return "-";
  if (given === "-" || (persona !== undefined && !isPersonaLike(given))) return given;
  throw new InputError({
    where: "--json",
    found: `${JSON.stringify(given)} as the file to write`,
    expected: "a file for the result, or -",
    fix: "write --json -, or put --json last",
  });
}

function isPersonaLike(path: string): boolean {
  return (
    /\.(ya?ml|txt)$|\.persona\.json$/i.test(path) || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
  );
}
