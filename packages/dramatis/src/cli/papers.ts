import { readFileSync } from "node:fs";

/** A published system; methods name it by its number. */
export interface Paper {
  n: number;
  name: string;
  title: string;
  /** What it adds, in one word. */
  capability: string;
}

/** The published systems, by number; they ship with the package. */
export function readPapers(): Paper[] {
  const file = new URL("../../data/papers.json", import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Paper[];
}
