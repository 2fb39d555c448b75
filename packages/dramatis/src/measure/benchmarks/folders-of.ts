import { readdir } from "node:fs/promises";
import { InputError } from "../../core/index.ts";

/** Names of the folders in a folder, in order. @throws InputError when it cannot be read or holds none. */
export async function foldersOf(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    if (names.length > 0) return names.sort();
  } catch (cause) {
    throw new InputError(
      { where: path, found: "no folder that can be read", expected: "the data set's folder" },
      { cause },
    );
  }
  throw new InputError({ where: path, found: "no folder in it", expected: "one folder a character" });
}
