import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { InputError, type Persona } from "../../../core/index.ts";
import { decodeText, parsePersonaText, personaText, personaVersion } from "../../../persona/index.ts";
import { sessionName } from "../../../presets/chat/chat-log.ts";
import { unwritable } from "../../../run/index.ts";

/** A persona file as it was last read. */
export interface PersonaFile {
  path: string;
  /** Its name without folder and ending: under it its versions are kept. */
  stem: string;
  text: string;
  persona: Persona;
  version: string;
  /** ISO 8601. */
  changedAt: string;
}

/** A file that is no persona just now: somebody may be typing in it. */
export interface BrokenFile {
  path: string;
  stem: string;
  /** Of the persona that it last was; undefined where it never was one. */
  lastName: string | undefined;
  fault: InputError;
}

/** Most bytes of a persona's text: as much as `readPersona` takes. */
const MOST_BYTES = 4 * 2 ** 20;

const ENDING = /\.persona\.(?:ya?ml|json)$/i;

/** Letters of a file's name, so that with its ending it is one on every file system, in every script. */
const MOST_LETTERS = 48;

type Found = PersonaFile | BrokenFile;

/** The persona files of a folder, each read again where it has changed. */
export interface PersonaFiles {
  /** In the order of their names. */
  all(): Found[];
  /** One of them as it is now; undefined where it is gone. */
  again(path: string): Found | undefined;
}

export function isWhole(file: Found): file is PersonaFile {
  return "persona" in file;
}

export function isBroken(file: Found): file is BrokenFile {
  return !isWhole(file);
}

export function personaFiles(folder: string): PersonaFiles {
  const known = new Map<string, { mark: string; found: Found }>();
  function again(path: string): Found | undefined {
    const state = statSync(path, { throwIfNoEntry: false, bigint: true });
    if (state === undefined || !state.isFile()) {
      known.delete(path);
      return undefined;
    }
    const mark = `${state.ino}:${state.mtimeNs}:${state.size}`;
    const before = known.get(path);
    if (before?.mark === mark) return before.found;
    const found = readFile(path, { size: state.size, changedAt: state.mtime.toISOString(), before: before?.found });
    known.set(path, { mark, found });
    return found;
  }
  return {
    again,
    all: () =>
      readdirSync(folder)
        .filter((name) => ENDING.test(name) && !name.startsWith("."))
        .sort()
        .flatMap((name) => again(join(folder, name)) ?? []),
  };
}

function readFile(path: string, state: { size: bigint; changedAt: string; before: Found | undefined }): Found {
  const { size, changedAt, before } = state;
  const stem = stemOf(path);
  // Where the folder lies is nobody's business who asks over the network.
  const where = basename(path);
  try {
    if (size > MOST_BYTES) throw tooLong(where);
    const text = decodeText(readFileSync(path), where);
    const persona = parsePersonaText(text, where, formatOf(path));
    return { path, stem, text, persona, version: personaVersion(persona), changedAt };
  } catch (error) {
    const fault = unwritable(where, error);
    if (!(fault instanceof InputError)) throw error;
    const lastName = before && (isWhole(before) ? before.persona.name : before.lastName);
    return { path, stem, lastName, fault };
  }
}

/**
 * A text as it goes into a file, and the persona in it. A JSON file stays one.
 *
 * @throws InputError for a text that is no persona, or whose name cannot stand in an address.
 */
export function checkedText(text: string, path: string): { text: string; persona: Persona } {
  const where = "persona";
  if (!text.isWellFormed()) {
    throw new InputError({ where, found: "half a character (a lone surrogate)", expected: "whole characters" });
  }
  if (Buffer.byteLength(text) > MOST_BYTES) throw tooLong(where);
  const persona = parsedText(text, where);
  if (persona.name.length > 200 || /[\p{Cc}\p{Zl}\p{Zp}/\\]|^\s*\.{1,2}\s*$/u.test(persona.name)) {
    const found = `the name ${JSON.stringify(persona.name.slice(0, 60))}`;
    throw new InputError({ where, found, expected: "one line of at most 200 characters, without / and \\" });
  }
  return { text: formatOf(path) === "json" && !isJson(text) ? personaText(persona, "json") : text, persona };
}

/** The persona in a text of either format. @throws InputError */
export function parsedText(text: string, where: string): Persona {
  return parsePersonaText(text, where, isJson(text) ? "json" : "yaml");
}

function isJson(text: string): boolean {
  return text.trimStart().startsWith("{");
}

/** A file for a new persona: letters and digits of its name alone, and a number where that is taken. */
export function freeFile(folder: string, name: string): string {
  const letters = [...sessionName(name)].slice(0, MOST_LETTERS).join("").normalize("NFC");
  for (let number = 1; ; number++) {
    const path = join(folder, `${letters}${number === 1 ? "" : `-${number}`}.persona.yaml`);
    if (!existsSync(path)) return path;
  }
}

export function stemOf(path: string): string {
  return basename(path).replace(ENDING, "");
}

function formatOf(path: string): "json" | "yaml" {
  return /\.json$/i.test(path) ? "json" : "yaml";
}

function tooLong(where: string): InputError {
  return new InputError({ where, found: "more than 4 MB", expected: "a persona of at most that" });
}
