import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { contentId } from "../../../core/index.ts";
import { decodeText } from "../../../persona/index.ts";
import { appendLine, unwritable, writeWhole } from "../../../run/index.ts";

/** One saved text of a persona. */
export interface SavedVersion {
  version: string;
  /** ISO 8601. */
  at: string;
  /** How many changes against the one before; null for the first. */
  changes: number | null;
  /** Hash of the text, which names its file. */
  text: string;
}

/** What was ever saved under one file's name, oldest first. */
export interface VersionLog {
  read(): SavedVersion[];
  /** Undefined where its file is gone. */
  textOf(saved: SavedVersion): string | undefined;
  pathOf(saved: SavedVersion): string;
  /** Keeps a text, each content once. @throws InputError when it cannot be written. */
  append(text: string, saved: Omit<SavedVersion, "text">): void;
}

const savedSchema = z.object({
  version: z.string(),
  at: z.string(),
  changes: z.number().nullable(),
  text: z.string().regex(/^[0-9a-f]{16}$/),
});

/** The versions of one persona: a folder with the texts, named by their hash, and a line for each save. */
export function versionLog(folder: string): VersionLog {
  const path = join(folder, "log.jsonl");
  const pathOf = ({ text }: Pick<SavedVersion, "text">): string => join(folder, `${text}.txt`);
  return {
    pathOf,
    read: () => (existsSync(path) ? readFileSync(path, "utf8").split("\n").flatMap(savedIn) : []),
    textOf: (saved) => (existsSync(pathOf(saved)) ? decodeText(readFileSync(pathOf(saved)), pathOf(saved)) : undefined),
    append(text, { version, at, changes }) {
      const saved: SavedVersion = { version, at, changes, text: contentId(text) };
      try {
        mkdirSync(folder, { recursive: true });
      } catch (error) {
        throw unwritable(folder, error);
      }
      if (!existsSync(pathOf(saved))) writeWhole(pathOf(saved), text);
      appendLine(path, JSON.stringify(saved));
    },
  };
}

/** A line that was cut short, by a kill or a full disk, is none. */
function savedIn(line: string): SavedVersion[] {
  if (!line.startsWith("{") || !line.endsWith("}")) return [];
  try {
    const read = savedSchema.safeParse(JSON.parse(line));
    return read.success ? [read.data] : [];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [];
  }
}
