import { constants } from "node:fs";
import { copyFile, link, mkdir, realpath, rm, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { messageOf } from "../json-file.ts";

/** Path from the folder of a model → bytes that the file has at least. */
export type WeightFiles = ReadonlyMap<string, number>;

const LONGEST_QUOTE = 80;

/**
 * See that the files that hold a model's weights are there and whole.
 *
 * @throws Error in one line naming the model, when one is missing, cut short, or outside its folder
 */
export async function checkWeightFiles(model: string, files: WeightFiles): Promise<void> {
  for (const [location, bytes] of files) {
    if (!isWithin(dirname(model), resolve(dirname(model), location))) {
      throw new Error(`${model}: its weights lie outside its folder (${quoted(location)}), which is not read`);
    }
    const found = await stat(join(dirname(model), location)).catch((error: unknown) => {
      throw new Error(`${model}: its weights file ${named(location)} cannot be read (${messageOf(error)})`, {
        cause: error,
      });
    });
    if (!(found.isFile() && found.size >= bytes)) {
      throw new Error(`${model}: its weights file ${named(location)} is cut short (${found.size} bytes of ${bytes})`);
    }
  }
}

/**
 * Make the weights of a model lie in another folder too, as they lie in its own: ONNX Runtime reads none from outside
 * the folder of the model. Hard links, which take no room; copies where the folder is on another disk.
 *
 * @returns the files that were made
 * @throws Error in one line, when a file stands in the way or cannot be made, or a folder on the way to it is a link out of
 *   `folder`; none is left then
 */
export async function shareWeightFiles(model: string, folder: string, files: WeightFiles): Promise<string[]> {
  const made: string[] = [];
  try {
    for (const location of files.keys()) {
      const from = await realpath(join(dirname(model), location));
      const to = join(folder, location);
      if (await isSameFile(from, to)) continue;
      await refuseLinkOut(folder, dirname(to));
      await mkdir(dirname(to), { recursive: true });
      await linkOrCopy(from, to);
      made.push(to);
    }
  } catch (error) {
    await removeAll(made);
    throw error;
  }
  return made;
}

/** Nothing is made behind a link that leads out: the part of the way that is there must lie in the folder. */
async function refuseLinkOut(folder: string, way: string): Promise<void> {
  for (let part = way; part !== dirname(part) && part !== folder; part = dirname(part)) {
    const [reached, home] = [await realpath(part).catch(() => null), await realpath(folder)];
    if (reached === null) continue;
    if (reached === home || isWithin(home, reached)) return;
    throw new Error(`${part}: a link out of its folder, where no weights are put`);
  }
}

export async function removeAll(paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(path, { force: true });
}

/** The same file by name or by link. A link that leads out of the folder is none that can be read there. */
async function isSameFile(from: string, to: string): Promise<boolean> {
  const reached = await realpath(to).catch(() => null);
  if (reached === null) return false;
  const [a, b] = [await stat(from), await stat(reached)];
  if (a.ino !== b.ino || a.dev !== b.dev) throw new Error(`${to}: there already, and other than ${from}`);
  if (isWithin(await realpath(dirname(to)), reached)) return true;
  throw new Error(
    `${to}: a link out of its folder, which ONNX Runtime does not follow; choose a target in another folder`,
  );
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to)
    .catch(() => copyFile(from, to, constants.COPYFILE_EXCL))
    .catch((error: unknown) => {
      throw new Error(`${to}: cannot be made (${messageOf(error)})`, { cause: error });
    });
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== "" && !way.startsWith("..") && !isAbsolute(way);
}

/** What a file says of itself may be of any length, and hold line breaks. */
function quoted(location: string): string {
  return JSON.stringify(location.slice(0, LONGEST_QUOTE).replace(/[\u2028\u2029]/g, " "));
}

function named(location: string): string {
  return /^[\w./-]{1,80}$/.test(location) ? location : quoted(location);
}
