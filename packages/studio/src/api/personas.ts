import { call, path } from "./client.ts";
import type { Imported, PersonaRead, PersonaVersion, ShelvedPersona, Validated } from "./types.ts";

/** The personas, and a line for each file of the folder that is none just now. */
export async function listPersonas(signal?: AbortSignal): Promise<{ personas: ShelvedPersona[]; faults?: string[] }> {
  return call("/api/personas", { signal });
}

export async function readPersona(
  name: string,
  { version, signal }: { version?: string | undefined; signal?: AbortSignal } = {},
): Promise<PersonaRead> {
  return call(path`/api/personas/${name}`, { query: { version }, signal });
}

export async function addPersona(text: string): Promise<PersonaRead> {
  return call("/api/personas", { method: "POST", body: { text } });
}

/** @throws ApiError 412 with `current` where another writer was first */
export async function savePersona(name: string, text: string, before: string): Promise<PersonaRead> {
  return call(path`/api/personas/${name}`, { method: "PUT", body: { text }, headers: ifMatch(before) });
}

export async function removePersona(name: string, version: string): Promise<void> {
  await call(path`/api/personas/${name}`, { method: "DELETE", headers: ifMatch(version) });
}

export async function listVersions(name: string, signal?: AbortSignal): Promise<PersonaVersion[]> {
  return (await call<{ versions: PersonaVersion[] }>(path`/api/personas/${name}/versions`, { signal })).versions;
}

export async function rollBack(name: string, { to, from }: { to: string; from: string }): Promise<PersonaRead> {
  return call(path`/api/personas/${name}/rollback`, { method: "POST", body: { to }, headers: ifMatch(from) });
}

/** What changed between two versions, one line each. */
export async function changesBetween(
  name: string,
  { before, after, signal }: { before: string; after: string; signal?: AbortSignal },
): Promise<string[]> {
  const query = { before, after };
  return (await call<{ changes: string[] }>(path`/api/personas/${name}/diff`, { query, signal })).changes;
}

export async function validatePersona(text: string, signal?: AbortSignal): Promise<Validated> {
  return call("/api/validate", { method: "POST", body: { text }, signal });
}

/** A file of any format that is known: cards, JSON, YAML, text. Its name travels escaped, since headers hold no accents. */
export async function importFile(file: File): Promise<Imported["personas"]> {
  const headers = { "x-filename": encodeURIComponent(file.name) };
  return (await call<Imported>("/api/import", { method: "POST", body: file, headers })).personas;
}

function ifMatch(version: string): Record<string, string> {
  return { "if-match": `"${version}"` };
}
