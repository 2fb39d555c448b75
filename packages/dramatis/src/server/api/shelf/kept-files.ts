import { accessSync, constants, rmSync } from "node:fs";
import { join } from "node:path";
import { nearest } from "../../../core/index.ts";
import { diffPersonas, type LoadedPersona, personaVersion } from "../../../persona/index.ts";
import { unwritable, writeWhole } from "../../../run/index.ts";
import { HttpFault } from "../../http-fault.ts";
import { plainName } from "../caller.ts";
import {
  type BrokenFile,
  checkedText,
  isBroken,
  isWhole,
  type PersonaFile,
  parsedText,
  personaFiles,
  stemOf,
} from "./persona-files.ts";
import { type SavedVersion, type VersionLog, versionLog } from "./version-log.ts";

/** The files of a folder with the log of each. Nothing is logged until something is changed, here or by hand. */
export interface KeptFiles {
  all(): (PersonaFile | BrokenFile)[];
  /** @throws HttpFault 404, 409 where it cannot be read now */
  named(name: string): PersonaFile;
  /** The file as it is at this moment, held against what the writer had. @throws HttpFault 412 */
  unchanged(name: string, expected: string): PersonaFile;
  /** First a version, then the file. @throws HttpFault 409 for the name of another. @throws InputError for no persona */
  write(path: string, text: string): LoadedPersona & { text: string };
  /** @throws InputError */
  remove(file: PersonaFile): void;
  logOf(stem: string): VersionLog;
}

export function keptFiles(folder: string, now: () => Date): KeptFiles {
  const files = personaFiles(folder);
  const keeps = canWrite(folder);
  const logOf = (stem: string): VersionLog => versionLog(join(folder, ".versions", stem));
  /** As they were seen last, by path. */
  const seen = new Map<string, PersonaFile>();
  const places = new Map<string, string>();

  /** An edit by hand is a version, and what was there before it. */
  function noted<File extends PersonaFile | BrokenFile>(file: File): File {
    if (!isWhole(file)) return file;
    const before = seen.get(file.path);
    if (before && before.text !== file.text && keeps) {
      for (const each of [before, file]) record(logOf(file.stem), each, each.changedAt);
    }
    seen.set(file.path, file);
    return file;
  }

  function all(): (PersonaFile | BrokenFile)[] {
    const found = files.all().map(noted);
    places.clear();
    // Of two files of one name the first is heard.
    for (const { persona, path } of found.filter(isWhole).reverse()) places.set(plainName(persona.name), path);
    return found;
  }

  /** Without a look at the whole folder, where the file is still where it was. */
  function atItsPlace(name: string): PersonaFile | undefined {
    const path = places.get(name);
    const file = path === undefined ? undefined : files.again(path);
    return file && isWhole(file) && plainName(file.persona.name) === name ? noted(file) : undefined;
  }

  function named(name: string): PersonaFile {
    const plain = plainName(name);
    const there = atItsPlace(plain);
    if (there) return there;
    const found = all();
    const whole = found.filter(isWhole);
    const file = whole.find((one) => isCalled(one, name));
    if (file) return file;
    const broken = found.filter(isBroken).find((one) => isOf(one, name));
    if (broken) throw new HttpFault(409, broken.fault.message, { code: "broken_persona" });
    const names = whole.map(({ persona }) => persona.name);
    throw unknownPersona(name, names);
  }

  return {
    all,
    named,
    logOf,
    unchanged(name, expected) {
      const file = files.again(named(name).path);
      const whole = file && isWhole(file) ? noted(file) : undefined;
      if (whole?.version === expected) return whole;
      throw stale(name, { expected, current: whole?.version ?? null });
    },
    write(path, text) {
      const { text: kept, persona } = checkedText(text, path);
      const others = all().filter((file) => file.path !== path);
      refuseTaken(persona.name, others);
      const version = personaVersion(persona);
      const log = logOf(stemOf(path));
      const before = seen.get(path);
      if (before) record(log, before, before.changedAt);
      record(log, { text: kept, persona, version }, now().toISOString());
      writeWhole(path, kept);
      const after = files.again(path);
      if (after && isWhole(after)) seen.set(path, after);
      return { persona, version, path, text: kept };
    },
    remove(file) {
      record(logOf(file.stem), file, file.changedAt);
      takeAway(file.path);
      seen.delete(file.path);
    },
  };
}

/** @throws HttpFault 409 where another file has the name, or had it before somebody began to type in it */
function refuseTaken(name: string, others: readonly (PersonaFile | BrokenFile)[]): void {
  if (!others.some((file) => (isWhole(file) ? isCalled(file, name) : isOf(file, name)))) return;
  const message = `there is a persona ${JSON.stringify(name)} already; expected another name`;
  throw new HttpFault(409, message, { code: "name_taken", param: "name" });
}

/** @throws InputError */
function takeAway(path: string): void {
  try {
    rmSync(path);
  } catch (error) {
    throw unwritable(path, error);
  }
}

function isCalled({ persona }: PersonaFile, name: string): boolean {
  return plainName(persona.name) === plainName(name);
}

/** A name that is not here. Only names that the asker may know are to be given. */
export function unknownPersona(name: string, known: readonly string[]): HttpFault {
  const near = nearest(name, known, 3);
  const hint = near.length > 0 ? `; did you mean ${near.join(", ")}?` : "; GET /api/personas lists those that are";
  return new HttpFault(404, `no persona ${JSON.stringify(name.slice(0, 80))} here${hint}`, {
    code: "persona_not_found",
    param: "name",
  });
}

/** Somebody else was first. */
function stale(name: string, { expected, current }: { expected: string; current: string | null }): HttpFault {
  const there = current === null ? "its file cannot be read now" : `version ${current} is there`;
  const message = `${JSON.stringify(name)} was changed by somebody else: ${there}, not ${expected}; read it again first`;
  return new HttpFault(412, message, { code: "stale_version", more: { current } });
}

/** A text as the next line of a log; undefined where the log ends with it. */
export function unsaved(
  log: VersionLog,
  { text, persona, version }: Pick<PersonaFile, "text" | "persona" | "version">,
  at: string,
): Omit<SavedVersion, "text"> | undefined {
  const last = log.read().at(-1);
  const before = last && log.textOf(last);
  if (before === text) return undefined;
  const changes = before === undefined ? null : diffPersonas(parsedText(before, "version"), persona).length;
  return { version, at, changes };
}

function record(log: VersionLog, file: Pick<PersonaFile, "text" | "persona" | "version">, at: string): void {
  const save = unsaved(log, file, at);
  if (save) log.append(file.text, save);
}

/** A broken file is the persona that it was, or that its name says. */
function isOf({ lastName, stem }: BrokenFile, name: string): boolean {
  return plainName(lastName ?? stem) === plainName(name);
}

function canWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error) return false;
    throw error;
  }
}
