import { homedir } from "node:os";
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Where this program and what it brings along lie. */
const PROGRAM = fileURLToPath(new URL("../../..", import.meta.url)).replace(/[/\\]$/, "");

/**
 * Takes out of a line where things lie on this machine, which is nobody's business who asks over the network: a path into
 * one of the folders goes on from there.
 */
export function placeless(folders: readonly string[]): (line: string) => string {
  const places = [...folders.map((folder) => resolve(folder)), PROGRAM, homedir()]
    // The root of a file system is in every path.
    .filter((place) => basename(place) !== "")
    .sort((a, b) => b.length - a.length);
  return (line) =>
    places.reduce((left, place) => left.replaceAll(`${place}/`, "").replaceAll(place, basename(place)), line);
}
