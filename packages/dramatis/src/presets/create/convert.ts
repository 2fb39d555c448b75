import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { InputError, type Persona } from "../../core/index.ts";
import {
  type Asset,
  type ExportedFile,
  exportPersona,
  FORMATS,
  importPersonas,
  type Loss,
  readPersonas,
} from "../../persona/index.ts";
import { stagingPath, unwritable } from "../../run/index.ts";

/** A persona with what is needed to write it in another format. */
export interface ConvertiblePersona {
  persona: Persona;
  /** What reading it has lost. */
  loss: Loss[];
  image?: Uint8Array;
  assets?: readonly Asset[];
}

export interface ExportTarget {
  /** Name of a format. */
  to: string;
  container?: string | undefined;
  /** A PNG for the card to lie in. */
  image?: string | undefined;
  /** A folder, or the file itself where one is written; the current folder when absent. */
  out?: string | undefined;
  force?: boolean | undefined;
}

/** Names of the formats, of all and of those that can be written. */
export const FORMAT_LIST: { names: string[]; written: string[] } = {
  names: FORMATS.map(({ name }) => name),
  written: FORMATS.filter(({ write }) => write !== undefined).map(({ name }) => name),
};

/** The personas of a file of ours or of another tool. @throws InputError for what cannot be read. */
export async function readConvertible(path: string, format?: string): Promise<ConvertiblePersona[]> {
  if (format === undefined && /\.persona\.(ya?ml|json)$/i.test(path)) {
    return (await readPersonas(path)).map(({ persona }) => ({ persona, loss: [] }));
  }
  const { personas, image, assets } = await importPersonas(path, format === undefined ? {} : { format });
  return personas.map(({ persona, loss }) => ({ persona, loss, assets, ...(image && { image }) }));
}

/**
 * Writes a persona as the files of another tool.
 *
 * @returns the paths that were written, and what the persona holds and they do not.
 * @throws InputError for a format that is only read, and for files that are there without `force`.
 */
export function writeConverted(
  { persona, image, assets }: ConvertiblePersona,
  { to, container, image: picture, out, force = false }: ExportTarget,
): { paths: string[]; loss: Loss[] } {
  const lies = picture === undefined ? image : readPicture(picture);
  const { files, loss } = exportPersona(persona, {
    format: to,
    ...(container !== undefined && { container }),
    ...(lies && isPicture(container, lies) && { image: lies }),
    ...(assets && { assets }),
  });
  const paths = files.map((file) => ({ path: pathOf(file, files, out), bytes: file.bytes }));
  const there = paths.find(({ path }) => path !== "-" && existsSync(path) && !force);
  if (there) {
    const fix = "add --force to write over it, or name another with --out";
    throw new InputError({ where: there.path, found: "a file that is there", expected: "a new file", fix });
  }
  for (const { path, bytes } of paths) writeBytes(path, bytes);
  return { paths: paths.map(({ path }) => path), loss };
}

/** A picture that came along goes into another picture only. */
function isPicture(container: string | undefined, image: Uint8Array): boolean {
  return image.length > 0 && (container === undefined || container === "png");
}

function readPicture(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    const found = cause instanceof Error && "code" in cause && cause.code === "ENOENT" ? "no such file" : String(cause);
    throw new InputError({ where: path, found, expected: "a PNG image" }, { cause });
  }
}

function pathOf({ name }: ExportedFile, files: readonly ExportedFile[], out: string | undefined): string {
  if (out === undefined) return name;
  const isFile = files.length === 1 && (out === "-" || /\.[A-Za-z0-9]{2,5}$/.test(out));
  return isFile ? out : join(out, name);
}

function writeBytes(path: string, bytes: Uint8Array): void {
  if (path === "-") {
    process.stdout.write(bytes);
    return;
  }
  try {
    mkdirSync(dirname(path), { recursive: true });
    const staged = stagingPath(path);
    writeFileSync(staged, bytes);
    if (staged !== path) renameSync(staged, path);
  } catch (error) {
    throw unwritable(path, error);
  }
}
