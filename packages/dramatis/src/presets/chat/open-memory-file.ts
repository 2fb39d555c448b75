import { statSync } from "node:fs";
import { InputError, UnknownNameError } from "../../core/index.ts";
import { type Environment, openEmbedder, resolveRoles } from "../../model/index.ts";
import { sqliteStore } from "../../store/index.ts";
import { sameName } from "../../transcript/index.ts";
import type { DramatisConfig } from "../open/config-file.ts";
import { type OpenedMemory, openMemory } from "./open-memory.ts";

export interface OpenMemoryFile {
  path: string;
  /** Whose memories, where the file has those of several personas. */
  persona?: string | undefined;
  embedder?: string | undefined;
  config?: DramatisConfig | undefined;
  env?: Environment;
}

/**
 * The memories of a persona in a file that is there.
 *
 * @throws InputError where it is not, or holds the memories of several personas and none is named. @throws UnknownNameError
 * for a persona that has none in it. @throws StoreError for a file that is no store of ours, or cannot be read now.
 */
export async function openMemoryFile(options: OpenMemoryFile): Promise<OpenedMemory> {
  const { path, persona, config = {}, env = process.env } = options;
  if (statSync(path, { throwIfNoEntry: false }) === undefined) {
    throw new InputError({ where: path, found: "no such file", expected: "a file that dramatis chat --memory made" });
  }
  const owner = ownerIn(path, persona);
  const roles = resolveRoles({ flags: { embedder: options.embedder }, config, env });
  return openMemory({ path, owner, embedder: await openEmbedder(roles.embedder, { env }) });
}

function ownerIn(path: string, persona: string | undefined): string {
  const store = sqliteStore({ path });
  try {
    const owners = store.owners();
    const [first] = owners;
    if (persona !== undefined) {
      const owner = owners.find((one) => sameName(one, persona));
      if (owner === undefined) throw new UnknownNameError(`persona in ${path}`, persona, owners);
      return owner;
    }
    // A file without memories has nothing of anybody.
    if (owners.length < 2) return first ?? "";
    throw new InputError({
      where: path,
      found: `the memories of ${owners.join(", ")}`,
      expected: "one persona",
      fix: "name one with --persona",
    });
  } finally {
    store.close();
  }
}
