import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Medium } from "../../../model/index.ts";
import { unwritable, writeWhole } from "../../../run/index.ts";

/** Pictures in a folder: each was paid for once. */
export interface KeptPictures {
  get(key: string): Medium | undefined;
  /** In the place of what is there under this key. @throws InputError for a folder that cannot be written */
  put(key: string, picture: Medium): void;
}

const ENDINGS: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "image/avif": "avif",
};

export function keptPictures(folder: string): KeptPictures {
  const pathOf = (key: string, ending: string): string => join(folder, `${key}.${ending}`);
  return {
    get(key) {
      for (const [mediaType, ending] of Object.entries(ENDINGS)) {
        const bytes = bytesOf(pathOf(key, ending));
        if (bytes !== undefined) return { bytes, mediaType };
      }
      return undefined;
    },
    put(key, { bytes, mediaType }) {
      const path = pathOf(key, ENDINGS[mediaType] ?? "");
      try {
        mkdirSync(folder, { recursive: true });
        writeWhole(path, bytes);
        for (const ending of Object.values(ENDINGS)) {
          if (pathOf(key, ending) !== path) rmSync(pathOf(key, ending), { force: true });
        }
      } catch (error) {
        throw unwritable(path, error);
      }
    },
  };
}

function bytesOf(path: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(readFileSync(path));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
