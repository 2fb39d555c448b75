import type { LoadedPersona } from "../../persona/index.ts";

/** A persona as a list shows it. */
export interface ShelvedPersona {
  name: string;
  version: string;
  summary: string;
  /** ISO 8601. */
  changedAt: string;
  statements: number;
}

export interface PersonaVersion {
  version: string;
  /** ISO 8601. */
  at: string;
  /** How many changes against the one before; null for the first. */
  changes: number | null;
  isCurrent: boolean;
}

/** The personas of a folder: files that people may edit too, and every version that was ever saved. */
export interface PersonaShelf {
  list(): Promise<ShelvedPersona[]>;
  /** Files that are no personas just now, a line each. */
  faults(): Promise<string[]>;
  /** By name, case and width aside; of an older version where one is given. @throws HttpFault 404 with the nearest names */
  get(name: string, version?: string): Promise<LoadedPersona & { text: string }>;
  versions(name: string): Promise<PersonaVersion[]>;
  /**
   * Saves a text as the persona's newest version.
   *
   * @param expected version that the writer had before it; null for a persona that is new.
   * @throws HttpFault 412 with the version that is there, where that is another one (409 where it is there and was to be new).
   * @throws InputError for a text that is no persona
   */
  save(text: string, options: { name: string; expected: string | null }): Promise<LoadedPersona & { text: string }>;
  /** An older version as the newest. */
  rollback(name: string, options: { to: string; expected: string }): Promise<LoadedPersona & { text: string }>;
  /** Its versions stay on disk. */
  remove(name: string, expected: string): Promise<void>;
}
