import { statSync } from "node:fs";
import { InputError } from "../../../core/index.ts";
import type { LoadedPersona } from "../../../persona/index.ts";
import { HttpFault } from "../../http-fault.ts";
import { plainName } from "../caller.ts";
import type { PersonaShelf, PersonaVersion, ShelvedPersona } from "../persona-shelf.ts";
import { keptFiles, unsaved } from "./kept-files.ts";
import { checkedText, freeFile, isBroken, isWhole, type PersonaFile, parsedText } from "./persona-files.ts";
import type { SavedVersion, VersionLog } from "./version-log.ts";

/** Hexadecimal digits that name a version: all of them, or at least so many. */
const LEAST_PREFIX = 8;

/**
 * The personas of a folder (`*.persona.yaml`, `.yml`, `.json`). Files that people edit are seen with the next call, and
 * are versions like any other. What was changed, and what it was before, is in `.versions/FILE/`, each text once.
 *
 * Between looking at a file and writing it nothing else of this process runs: of two who write over one version, the
 * second is told.
 *
 * @throws InputError where the folder is not there.
 */
export async function openShelf(
  folder: string,
  { now = () => new Date() }: { now?: () => Date } = {},
): Promise<PersonaShelf> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new InputError({ where: folder, found: "no such folder", expected: "a folder of personas" });
  }
  const files = keptFiles(folder, now);
  return {
    list: async () =>
      distinct(files.all().filter(isWhole)).map(
        ({ persona, version, changedAt }): ShelvedPersona => ({
          name: persona.name,
          version,
          summary: persona.summary ?? "",
          changedAt,
          statements: persona.statements?.length ?? 0,
        }),
      ),
    faults: async () =>
      files
        .all()
        .filter(isBroken)
        .map(({ fault }) => fault.message),
    async get(name, version) {
      const file = files.named(name);
      return version === undefined ? file : older(files.logOf(file.stem), { file, version });
    },
    async versions(name) {
      const file = files.named(name);
      return versionsOf(withCurrent(files.logOf(file.stem), file), file.version);
    },
    async save(text, { name, expected }) {
      if (expected !== null) return files.write(files.unchanged(name, expected).path, text);
      const { persona } = checkedText(text, "persona.yaml");
      return files.write(freeFile(folder, persona.name), text);
    },
    async rollback(name, { to, expected }) {
      const file = files.unchanged(name, expected);
      return files.write(file.path, older(files.logOf(file.stem), { file, version: to }).text);
    },
    async remove(name, expected) {
      files.remove(files.unchanged(name, expected));
    },
  };
}

/** The newest save of a version. @throws HttpFault 404 */
function older(
  log: VersionLog,
  { file, version }: { file: PersonaFile; version: string },
): LoadedPersona & { text: string } {
  if (isVersion(file.version, version)) return file;
  const saves = log.read();
  const saved = saves.findLast((one) => isVersion(one.version, version));
  const text = saved && log.textOf(saved);
  if (saved && text !== undefined) {
    const path = log.pathOf(saved);
    return { persona: parsedText(text, path), version: saved.version, path, text };
  }
  const known = [...new Set(saves.map((one) => one.version))].slice(-3).join(", ");
  const message = `${JSON.stringify(file.persona.name)} has no version ${JSON.stringify(version.slice(0, 40))}`;
  const fault = { code: "version_not_found", param: "version" };
  throw new HttpFault(404, `${message}; the last ones are ${known || file.version}`, fault);
}

/** What was logged, and what the file is now: nobody may have changed it yet, or somebody while no server ran. */
function withCurrent(log: VersionLog, file: PersonaFile): SavedVersion[] {
  const save = unsaved(log, file, file.changedAt);
  return save ? [...log.read(), { ...save, text: "" }] : log.read();
}

/** Newest first. A save that changed only comments or provenance is no version of its own. */
function versionsOf(saves: readonly SavedVersion[], current: string): PersonaVersion[] {
  const kept = saves.filter(({ version }, i) => version !== saves[i - 1]?.version);
  return kept
    .map(({ version, at, changes }, i) => ({
      version,
      at,
      changes,
      isCurrent: i === kept.length - 1 && version === current,
    }))
    .reverse();
}

function isVersion(version: string, asked: string): boolean {
  return version === asked || (asked.length >= LEAST_PREFIX && version.startsWith(asked.toLowerCase()));
}

/** Of two files of one name the first is heard. */
function distinct(files: readonly PersonaFile[]): PersonaFile[] {
  return [...Map.groupBy(files, ({ persona }) => plainName(persona.name)).values()].flatMap(([first]) => first ?? []);
}
